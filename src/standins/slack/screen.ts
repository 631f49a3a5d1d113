import type { SlackStore } from './store.js'
import type { Channel, Ephemeral, Message, Screen, ScreenChannel, ScreenMessage } from './types.js'

/** Puts together all that one person can see, as plain data that later changes do not touch. */
export function screenOf(store: SlackStore, userId: string): Screen {
  const user = store.users.get(userId)
  if (!user) throw new Error(`no user ${userId}`)
  const whispered = new Map<string, Ephemeral[]>()
  for (const e of store.ephemerals(userId)) whispered.set(e.channel, [...(whispered.get(e.channel) ?? []), e])
  const channels: ScreenChannel[] = []
  for (const channel of store.channels.values()) {
    if (channel.members.has(userId))
      channels.push(channelScreen(store, channel, whispered.get(channel.id) ?? []))
  }
  const home = store.home(userId)
  return structuredClone({
    user: {
      id: user.id,
      name: user.realName,
      email: user.email,
      teamId: user.teamId,
      teamName: store.workspaces.get(user.teamId)?.name ?? user.teamId,
    },
    channels,
    modals: store.modals(userId),
    home,
    seen: store.seen(userId),
  })
}

function channelScreen(store: SlackStore, channel: Channel, whispered: Ephemeral[]): ScreenChannel {
  const messages = store.messages(channel.id).map((m) => messageScreen(store, m))
  const own = whispered.map((e) => whisperScreen(store, channel, e))
  return {
    id: channel.id,
    name: channel.name,
    kind: channel.kind,
    archived: channel.archived,
    messages: own.length === 0 ? messages : [...messages, ...own].sort((a, b) => (a.ts < b.ts ? -1 : 1)),
  }
}

function messageScreen(store: SlackStore, message: Message): ScreenMessage {
  return {
    channel: message.channel,
    ts: message.ts,
    author: message.user,
    authorName: store.users.get(message.user)?.realName ?? message.user,
    fromApp: message.botId !== undefined,
    text: message.text,
    blocks: message.blocks,
    edited: message.editedAt !== undefined,
    ephemeral: false,
    files: message.files.map((id) => ({ id, name: store.files.get(id)?.title ?? id })),
  }
}

function whisperScreen(store: SlackStore, channel: Channel, whisper: Ephemeral): ScreenMessage {
  const author = store.workspaces.get(channel.teamId)?.botUserId ?? ''
  return {
    channel: whisper.channel,
    ts: whisper.ts,
    author,
    authorName: store.users.get(author)?.realName ?? '',
    fromApp: true,
    text: whisper.text,
    blocks: whisper.blocks,
    edited: false,
    ephemeral: true,
    files: [],
  }
}
