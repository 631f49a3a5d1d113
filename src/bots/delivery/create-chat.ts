import type { Conversation, MessageRef, Platform } from '../../core/people/account.js'
import { ChatError } from '../../core/placement/chat-error.js'
import type { PlacedScreen } from '../../core/placement/screens.js'
import type { Chat, Found, Mark } from '../../core/ports.js'

/** One platform's side of the Chat port. Texts and areas come from the scheme, so it is named each time. */
export interface Sender {
  post(schemeId: string, to: Conversation, screen: PlacedScreen, mark: Mark): Promise<MessageRef>
  edit(schemeId: string, at: MessageRef, screen: PlacedScreen, mark: Mark): Promise<void>
  withdraw(at: MessageRef): Promise<void>
  find(to: Conversation, placementId: string, since: Date, from?: string): Promise<Found>
}

/** The Chat port of each scheme, over whichever platforms are set up. */
export function createChat(senders: Partial<Record<Platform, Sender | null>>): (schemeId: string) => Chat {
  const senderFor = (platform: Platform): Sender => {
    const sender = senders[platform]
    if (sender) return sender
    throw new ChatError('unreachable', `no_${platform}`)
  }
  return (schemeId) => ({
    post: async (to, screen, mark) => {
      onlyNoticesInRooms(to, screen)
      return senderFor(to.platform).post(schemeId, to, screen, mark)
    },
    edit: async (at, screen, mark) => {
      onlyNoticesInRooms(at.conversation, screen)
      return senderFor(at.conversation.platform).edit(schemeId, at, screen, mark)
    },
    withdraw: async (at) => senderFor(at.conversation.platform).withdraw(at),
    find: async (to, placementId, since, from) => senderFor(to.platform).find(to, placementId, since, from),
  })
}

function onlyNoticesInRooms(to: Conversation, screen: PlacedScreen): void {
  if (to.kind === 'room' && screen.screen !== 'notice')
    throw new ChatError('unreachable', 'only_notices_in_rooms')
}
