import { cardOf } from './cards.js'
import { canSee } from './directory.js'
import type { BotFrameworkStore } from './store.js'
import type { Message, Screen, ScreenChannel, SeenMessage, User } from './types.js'

/** Puts together all that one person can see, as plain data that later changes do not touch. */
export function screenOf(store: BotFrameworkStore, userId: string): Screen {
  const user = store.user(userId)
  if (!user) throw new Error(`no user ${userId}`)
  const chat = store.chat(user.aadObjectId)
  return structuredClone({
    user: {
      aadObjectId: user.aadObjectId,
      id: user.id,
      name: user.name,
      email: user.email,
      tenantId: user.tenantId,
      tenantName: store.tenants.get(user.tenantId)?.name ?? user.tenantId,
    },
    chat: { id: chat?.id, hasApp: user.hasApp, messages: chat ? seenIn(store, user, chat.id) : [] },
    channels: channelsOf(store, user),
    dialog: store.dialog(user.aadObjectId),
    toasts: store.toasts(user.aadObjectId),
  })
}

/** The messages of a conversation as this person sees them, oldest first. */
export function seenIn(store: BotFrameworkStore, user: User, conversationId: string): SeenMessage[] {
  return store.messages(conversationId).map((m) => seenBy(store, user, m))
}

export function seenBy(store: BotFrameworkStore, user: User, message: Message): SeenMessage {
  const own = store.override(user.aadObjectId, message)
  const author = message.from === undefined ? undefined : store.user(message.from)
  return structuredClone({
    conversationId: message.conversationId,
    id: message.id,
    threadId: message.threadId,
    fromApp: message.from === undefined,
    from: message.from,
    fromName: author?.name ?? '',
    text: message.text,
    attachments: message.attachments,
    card: own ?? cardOf(message.attachments),
    own: own !== undefined,
    edited: message.editedAt !== undefined,
    postedAt: message.postedAt,
  })
}

function channelsOf(store: BotFrameworkStore, user: User): ScreenChannel[] {
  return [...store.channels.values()]
    .filter((channel) => canSee(store, user, channel))
    .map((channel) => ({
      id: channel.id,
      name: channel.name,
      teamId: channel.teamId,
      teamName: store.teams.get(channel.teamId)?.name ?? '',
      type: channel.type,
      hasApp: channel.hasApp,
      messages: seenIn(store, user, channel.id),
    }))
}
