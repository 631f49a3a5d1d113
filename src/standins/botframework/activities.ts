import { randomUUID } from 'node:crypto'
import { botIdOf, type Core } from './core.js'
import { directory } from './directory.js'
import type { Channel, Conversation, Dict, Message, Team, User } from './types.js'

/** Words of a person: in the private chat, or in a channel with the app mentioned. */
export function messageActivity(
  core: Core,
  user: User,
  conversation: Conversation,
  message: Pick<Message, 'id' | 'threadId' | 'text' | 'entities'>,
): Dict {
  return {
    ...common(core, user, conversation, message.threadId),
    type: 'message',
    id: message.id,
    text: message.text,
    textFormat: 'plain',
    attachments: [{ contentType: 'text/html', content: `<p>${message.text}</p>` }],
    entities: [...message.entities, clientInfo(core, conversation.tenantId)],
    ...(message.threadId !== message.id && { replyToId: message.threadId }),
  }
}

/** What `Action.Submit` on a card becomes: a message without text. */
export function valueActivity(core: Core, user: User, on: Message, value: Dict): Dict {
  const conversation = conversationOf(core, on)
  return {
    ...common(core, user, conversation, on.threadId),
    type: 'message',
    id: `f:${randomUUID()}`,
    value,
    replyToId: on.id,
    entities: [clientInfo(core, conversation.tenantId)],
  }
}

export function invokeActivity(
  core: Core,
  user: User,
  on: { conversationId: string; id: string; threadId: string },
  name: 'adaptiveCard/action' | 'task/fetch' | 'task/submit',
  value: Dict,
): Dict {
  const conversation = conversationOf(core, on)
  const base = common(core, user, conversation, on.threadId)
  return {
    ...base,
    type: 'invoke',
    name,
    id: `f:${randomUUID()}`,
    value,
    replyToId: on.id,
    channelData: { ...(base.channelData as Dict), source: { name: 'message' }, legacy: { replyToId: on.id } },
    entities: [clientInfo(core, conversation.tenantId)],
  }
}

/** The app came to, or left, a person's own scope or a team. */
export function installationActivity(
  core: Core,
  user: User,
  conversation: Conversation,
  action: 'add' | 'remove',
): Dict {
  const base = common(core, user, conversation, undefined)
  return {
    ...base,
    type: 'installationUpdate',
    id: `f:${randomUUID()}`,
    action,
    channelData: {
      ...(base.channelData as Dict),
      ...(action === 'add' && { settings: { selectedChannel: { id: conversation.id } } }),
      source: { name: 'message' },
    },
    entities: [clientInfo(core, conversation.tenantId)],
  }
}

/** Something happened to a team, a channel or a roster; `eventType` is left out in private chats, as Teams does. */
export function updateActivity(
  core: Core,
  by: User,
  conversation: Conversation,
  eventType: string | undefined,
  more: Dict = {},
): Dict {
  const base = common(core, by, conversation, undefined)
  return {
    ...base,
    type: 'conversationUpdate',
    id: `f:${randomUUID()}`,
    ...more,
    channelData: { ...(base.channelData as Dict), ...(eventType !== undefined && { eventType }) },
  }
}

/** The same activity as Teams would send it a second time: all ids are new. */
export function again(activity: Dict): Dict {
  const copy = structuredClone(activity)
  return { ...copy, id: `f:${randomUUID()}`, timestamp: new Date().toISOString() }
}

export function mentionOf(core: Core): { text: string; entity: Dict } {
  const { botName } = core.settings
  const text = `<at>${botName}</at>`
  return { text, entity: { type: 'mention', text, mentioned: { id: botIdOf(core), name: botName } } }
}

function common(core: Core, user: User, conversation: Conversation, threadId: string | undefined): Dict {
  const tenant = directory.tenant(core.store, conversation.tenantId)
  const channel =
    conversation.channelId === undefined ? undefined : directory.channel(core.store, conversation.channelId)
  const at = new Date(core.clock())
  return {
    channelId: 'msteams',
    serviceUrl: tenant.serviceUrl,
    timestamp: at.toISOString(),
    localTimestamp: at.toISOString(),
    locale: tenant.locale,
    from: { id: user.id, name: user.name, aadObjectId: user.aadObjectId },
    recipient: { id: botIdOf(core), name: core.settings.botName },
    conversation: {
      id: channel && threadId !== undefined ? `${channel.id};messageid=${threadId}` : conversation.id,
      conversationType: conversation.kind,
      tenantId: tenant.id,
      ...(channel && { isGroup: true }),
    },
    channelData: {
      tenant: { id: tenant.id },
      ...(channel && placeOf(core, channel)),
    },
  }
}

function placeOf(core: Core, channel: Channel): Dict {
  const team: Team | undefined = core.store.teams.get(channel.teamId)
  const general = channel.id === channel.teamId
  return {
    team: { id: channel.teamId, name: team?.name, aadGroupId: team?.aadGroupId },
    channel: { id: channel.id, ...(!general && { name: channel.name }), type: channel.type },
    teamsTeamId: channel.teamId,
    teamsChannelId: channel.id,
  }
}

function clientInfo(core: Core, tenantId: string): Dict {
  const { locale } = directory.tenant(core.store, tenantId)
  return { type: 'clientInfo', locale, country: 'GB', platform: 'Web', timezone: 'Europe/London' }
}

function conversationOf(core: Core, on: { conversationId: string }): Conversation {
  const found = core.store.conversations.get(on.conversationId)
  if (!found) throw new Error(`no conversation ${on.conversationId}`)
  return found
}
