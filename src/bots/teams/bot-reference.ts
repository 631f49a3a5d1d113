import type { ConversationReference as BotReference } from 'botbuilder'
import type { ConversationReference } from '../edges.js'

/** What the Bot Framework wants to know about a conversation; without the id of any message in it. */
export function botReference(to: ConversationReference, appId: string): Partial<BotReference> {
  return {
    channelId: 'msteams',
    serviceUrl: to.serviceUrl,
    bot: { id: `28:${appId}`, name: '' },
    conversation: {
      id: to.conversationId,
      tenantId: to.tenant,
      isGroup: false,
      conversationType: '',
      name: '',
    },
  }
}
