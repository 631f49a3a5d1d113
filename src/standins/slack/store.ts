import { assignIds } from './blocks.js'
import { directory } from './directory.js'
import { screenOf } from './screen.js'
import type {
  Block,
  Change,
  Channel,
  Dict,
  Ephemeral,
  Message,
  Metadata,
  Screen,
  Seen,
  StoredFile,
  User,
  View,
  Workspace,
} from './types.js'
import { ViewDesk } from './view-desk.js'

export interface NewMessage {
  user: string
  botId?: string
  text: string
  blocks?: Block[]
  attachments?: Dict[]
  metadata?: Metadata
  threadTs?: string
  files?: string[]
}

export interface MessageEdit {
  text?: string
  blocks?: Block[]
  attachments?: Dict[]
  metadata?: Metadata | null
}

/** Everything this Slack knows, readable by tests. */
export class SlackStore {
  readonly workspaces = new Map<string, Workspace>()
  readonly users = new Map<string, User>()
  readonly channels = new Map<string, Channel>()
  readonly files = new Map<string, StoredFile>()
  /** Every token ever given out, revoked ones included. */
  readonly tokens = new Map<string, Workspace>()
  readonly views: ViewDesk
  readonly #ims = new Map<string, Channel>()
  readonly #ephemerals = new Map<string, Ephemeral[]>()
  readonly #seen = new Map<string, Seen[]>()
  readonly #listeners = new Set<(change: Change) => void>()
  #lastMicros = 0

  constructor(readonly clock: () => number) {
    this.views = new ViewDesk(clock, (change) => this.changed(change))
  }

  /** All messages of a channel, oldest first; deleted ones only when asked. */
  messages(channelId: string, withDeleted = false): Message[] {
    const timeline = this.channels.get(channelId)?.timeline ?? []
    return withDeleted ? [...timeline] : timeline.filter((m) => m.deletedAt === undefined)
  }

  message(channelId: string, ts: string): Message | undefined {
    return this.channels.get(channelId)?.byTs.get(ts)
  }

  lastMessage(channelId: string): Message | undefined {
    return this.channels.get(channelId)?.timeline.findLast((m) => m.deletedAt === undefined)
  }

  /** The app's direct messages with this person; empty when never opened. */
  dms(userId: string): Message[] {
    const im = this.#ims.get(userId)
    return im ? this.messages(im.id) : []
  }

  im(userId: string): Channel | undefined {
    return this.#ims.get(userId)
  }

  ephemerals(userId: string): Ephemeral[] {
    return (this.#ephemerals.get(userId) ?? []).filter((e) => e.deletedAt === undefined)
  }

  /** Open modals, the visible one last. */
  modals(userId: string): View[] {
    return this.views.stack(userId)
  }

  modal(userId: string): View | undefined {
    return this.views.top(userId)
  }

  home(userId: string): View | undefined {
    return this.views.home(userId)
  }

  /** A view by its id; closed modals are kept for a while. */
  view(viewId: string): View | undefined {
    return this.views.get(viewId)
  }

  /** What went wrong in this person's client, as it told them. */
  seen(userId: string): Seen[] {
    return this.#seen.get(userId) ?? []
  }

  screen(userId: string): Screen {
    return screenOf(this, userId)
  }

  /** Tells of every change until the returned function is called. */
  onChange(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Waits, in real time, until `read` gives something truthy; looks again after every change. */
  until<T>(read: () => T, timeoutMs = 5_000): Promise<NonNullable<T>> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = read()
        if (!found) return
        stop()
        resolve(found)
      }
      const timer = setTimeout(() => {
        stop()
        reject(new Error(`not seen within ${timeoutMs} ms: ${read.toString()}`))
      }, timeoutMs)
      const unlisten = this.onChange(() => {
        try {
          look()
        } catch (error) {
          stop()
          reject(error)
        }
      })
      const stop = () => {
        clearTimeout(timer)
        unlisten()
      }
      try {
        look()
      } catch (error) {
        stop()
        reject(error)
      }
    })
  }

  /** A message time that no other message has: Slack's `seconds.micros`. */
  nextTs(): string {
    this.#lastMicros = Math.max(Math.floor(this.clock()) * 1_000, this.#lastMicros + 1)
    const seconds = Math.floor(this.#lastMicros / 1_000_000)
    return `${seconds}.${String(this.#lastMicros % 1_000_000).padStart(6, '0')}`
  }

  post(channel: Channel, fresh: NewMessage): Message {
    const message: Message = {
      channel: channel.id,
      ts: this.nextTs(),
      teamId: channel.teamId,
      user: fresh.user,
      botId: fresh.botId,
      text: fresh.text,
      blocks: assignIds(fresh.blocks ?? []),
      attachments: fresh.attachments ?? [],
      metadata: fresh.metadata,
      threadTs: fresh.threadTs,
      files: fresh.files ?? [],
      postedAt: this.clock(),
      editedAt: undefined,
      deletedAt: undefined,
      edits: [],
    }
    channel.timeline.push(message)
    channel.byTs.set(message.ts, message)
    this.#messageChanged(message)
    return message
  }

  /** Blocks that are left out go when there is a new text; metadata that is left out stays (Slack's own rules). */
  edit(message: Message, change: MessageEdit): void {
    const { text, blocks, metadata } = message
    message.edits.push({ at: this.clock(), text, blocks, metadata })
    message.text = change.text ?? message.text
    if (change.blocks) message.blocks = assignIds(change.blocks)
    else if (change.text !== undefined) message.blocks = []
    if (change.attachments) message.attachments = change.attachments
    if (change.metadata !== undefined) message.metadata = change.metadata ?? undefined
    message.editedAt = this.clock()
    this.#messageChanged(message)
  }

  remove(message: Message): void {
    message.deletedAt = this.clock()
    this.#messageChanged(message)
  }

  whisper(channel: Channel, user: string, text: string, blocks: Block[]): Ephemeral {
    const ephemeral: Ephemeral = {
      ephemeral: true,
      channel: channel.id,
      ts: this.nextTs(),
      teamId: channel.teamId,
      user,
      text,
      blocks: assignIds(blocks),
      postedAt: this.clock(),
      deletedAt: undefined,
    }
    const list = this.#ephemerals.get(user)
    if (list) list.push(ephemeral)
    else this.#ephemerals.set(user, [ephemeral])
    this.#whisperChanged(ephemeral)
    return ephemeral
  }

  editWhisper(ephemeral: Ephemeral, change: MessageEdit): void {
    ephemeral.text = change.text ?? ephemeral.text
    ephemeral.blocks = assignIds(change.blocks ?? [])
    this.#whisperChanged(ephemeral)
  }

  removeWhisper(ephemeral: Ephemeral): void {
    ephemeral.deletedAt = this.clock()
    this.#whisperChanged(ephemeral)
  }

  #whisperChanged(ephemeral: Ephemeral): void {
    this.changed({
      kind: 'ephemeral',
      teamId: ephemeral.teamId,
      user: ephemeral.user,
      channel: ephemeral.channel,
    })
  }

  /** The app's conversation with this person, opened if need be. */
  openIm(user: User): Channel {
    const existing = this.#ims.get(user.id)
    if (existing) return existing
    const workspace = directory.workspace(this, user.teamId)
    const channel = directory.channel(this, {
      id: `D${user.id.slice(1)}`,
      teamId: user.teamId,
      name: 'directmessage',
      kind: 'im',
      members: [user.id, workspace.botUserId],
      shared: [],
      archived: false,
    })
    this.#ims.set(user.id, channel)
    return channel
  }

  tell(userId: string, code: string, on: string): void {
    const entry = { at: this.clock(), userId, code, on }
    const list = this.#seen.get(userId)
    if (list) list.push(entry)
    else this.#seen.set(userId, [entry])
    this.changed({ kind: 'seen', teamId: this.users.get(userId)?.teamId ?? '', user: userId })
  }

  /** As if nobody had ever written anything. */
  forgetMessages(): void {
    for (const { timeline, byTs } of this.channels.values()) {
      timeline.length = 0
      byTs.clear()
    }
    this.#ephemerals.clear()
    this.#seen.clear()
  }

  changed(change: Change): void {
    for (const listener of this.#listeners) listener(change)
  }

  #messageChanged(message: Message): void {
    if (this.#listeners.size === 0) return
    this.changed({ kind: 'message', teamId: message.teamId, channel: message.channel, ts: message.ts })
  }
}
