import { createHash } from 'node:crypto'
import { startingValues } from './fields.js'
import { screenOf } from './screen.js'
import type {
  Attachment,
  Change,
  Channel,
  Conversation,
  Dialog,
  Dict,
  Message,
  Screen,
  Team,
  Tenant,
  Toast,
  User,
} from './types.js'

export interface NewMessage {
  from: string | undefined
  text?: string
  summary?: string
  attachments?: Attachment[]
  entities?: Dict[]
  /** Left out: the message begins a thread. */
  threadId?: string
  replyToId?: string
}

export interface DialogContent {
  title: string
  height: unknown
  width: unknown
  card: Dict
}

/** Everything this Teams knows, readable by tests. */
export class BotFrameworkStore {
  readonly tenants = new Map<string, Tenant>()
  /** By `aadObjectId`. */
  readonly users = new Map<string, User>()
  readonly teams = new Map<string, Team>()
  readonly channels = new Map<string, Channel>()
  readonly conversations = new Map<string, Conversation>()
  readonly #chats = new Map<string, Conversation>()
  readonly #overrides = new Map<string, Dict>()
  readonly #toasts = new Map<string, Toast[]>()
  readonly #dialogs = new Map<string, Dialog>()
  readonly #listeners = new Set<(change: Change) => void>()
  #lastId = 0
  #dialogCount = 0

  constructor(readonly clock: () => number) {}

  /** All messages of a conversation, oldest first; deleted ones only when asked. */
  messages(conversationId: string, withDeleted = false): Message[] {
    const timeline = this.conversations.get(conversationId)?.timeline ?? []
    return withDeleted ? [...timeline] : timeline.filter((m) => m.deletedAt === undefined)
  }

  message(conversationId: string, id: string): Message | undefined {
    return this.conversations.get(conversationId)?.byId.get(id)
  }

  lastMessage(conversationId: string): Message | undefined {
    return this.conversations.get(conversationId)?.timeline.findLast((m) => m.deletedAt === undefined)
  }

  /** The app's private chat with this person; empty when never opened. */
  dms(userId: string): Message[] {
    const chat = this.chat(userId)
    return chat ? this.messages(chat.id) : []
  }

  chat(userId: string): Conversation | undefined {
    return this.#chats.get(this.user(userId)?.aadObjectId ?? userId)
  }

  /** By `aadObjectId` or `29:...`. */
  user(userId: string): User | undefined {
    const found = this.users.get(userId)
    if (found || !userId.startsWith('29:')) return found
    for (const user of this.users.values()) if (user.id === userId) return user
    return undefined
  }

  /** What this person alone sees in place of the message's card. */
  override(userId: string, message: { conversationId: string; id: string }): Dict | undefined {
    return this.#overrides.get(overrideKey(userId, message))
  }

  toasts(userId: string): Toast[] {
    return [...(this.#toasts.get(userId) ?? [])]
  }

  dialog(userId: string): Dialog | undefined {
    return this.#dialogs.get(userId)
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
        try {
          const found = read()
          if (!found) return
          stop()
          resolve(found)
        } catch (error) {
          stop()
          reject(error)
        }
      }
      const timer = setTimeout(() => {
        stop()
        reject(new Error(`not seen within ${timeoutMs} ms: ${read.toString()}`))
      }, timeoutMs)
      const unlisten = this.onChange(look)
      const stop = () => {
        clearTimeout(timer)
        unlisten()
      }
      look()
    })
  }

  /** An activity id that no other message has: milliseconds, as Teams writes them. */
  nextId(): string {
    this.#lastId = Math.max(Math.floor(this.clock()), this.#lastId + 1)
    return String(this.#lastId)
  }

  post(conversation: Conversation, fresh: NewMessage): Message {
    const id = this.nextId()
    const message: Message = {
      conversationId: conversation.id,
      id,
      tenantId: conversation.tenantId,
      from: fresh.from,
      text: fresh.text ?? '',
      summary: fresh.summary,
      attachments: fresh.attachments ?? [],
      entities: fresh.entities ?? [],
      threadId: fresh.threadId ?? id,
      replyToId: fresh.replyToId,
      postedAt: this.clock(),
      editedAt: undefined,
      deletedAt: undefined,
      edits: [],
    }
    conversation.timeline.push(message)
    conversation.byId.set(id, message)
    this.#messageChanged(message)
    return message
  }

  /** An update replaces the whole message, for everybody: own views of its card go. */
  edit(message: Message, text: string, attachments: Attachment[]): void {
    message.edits.push({ at: this.clock(), text: message.text, attachments: message.attachments })
    message.text = text
    message.attachments = attachments
    message.editedAt = this.clock()
    this.#forgetOverrides(message)
    this.#messageChanged(message)
  }

  remove(message: Message): void {
    message.deletedAt = this.clock()
    this.#forgetOverrides(message)
    this.#messageChanged(message)
  }

  setOverride(user: User, message: Message, card: Dict): void {
    this.#overrides.set(overrideKey(user.aadObjectId, message), card)
    this.changed({ kind: 'view', tenantId: user.tenantId, userId: user.aadObjectId })
  }

  /** The app's conversation with this person, made if need be. */
  openChat(user: User): Conversation {
    const existing = this.#chats.get(user.aadObjectId)
    if (existing) return existing
    const hash = createHash('sha256').update(`${user.tenantId} ${user.aadObjectId}`).digest('base64url')
    const chat = this.openConversation({
      id: `a:1${hash}`,
      kind: 'personal',
      tenantId: user.tenantId,
      userId: user.aadObjectId,
      channelId: undefined,
    })
    this.#chats.set(user.aadObjectId, chat)
    return chat
  }

  openConversation(fresh: Omit<Conversation, 'timeline' | 'byId'>): Conversation {
    const made: Conversation = { ...fresh, timeline: [], byId: new Map() }
    this.conversations.set(made.id, made)
    this.changed({ kind: 'directory', tenantId: made.tenantId })
    return made
  }

  tell(user: User, kind: Toast['kind'], text: string): void {
    const toast = { at: this.clock(), userId: user.aadObjectId, tenantId: user.tenantId, kind, text }
    const list = this.#toasts.get(user.aadObjectId)
    if (list) list.push(toast)
    else this.#toasts.set(user.aadObjectId, [toast])
    this.changed({ kind: 'toast', tenantId: user.tenantId, userId: user.aadObjectId })
  }

  /** Opens a dialog in place of any that is open. */
  openDialog(user: User, from: { conversationId: string; id: string }, content: DialogContent): Dialog {
    this.#dialogCount += 1
    const dialog: Dialog = {
      ...content,
      id: `D${this.#dialogCount}`,
      userId: user.aadObjectId,
      tenantId: user.tenantId,
      conversationId: from.conversationId,
      messageId: from.id,
      values: startingValues(content.card),
      errors: {},
      trouble: undefined,
      openedAt: this.clock(),
      turns: 0,
    }
    this.#dialogs.set(user.aadObjectId, dialog)
    this.dialogChanged(dialog)
    return dialog
  }

  /** Shows another card in the open dialog. Teams keeps nothing that was typed: what is to stay, the card brings. */
  turnDialog(dialog: Dialog, content: DialogContent): void {
    Object.assign(dialog, content)
    dialog.values = startingValues(content.card)
    dialog.errors = {}
    dialog.trouble = undefined
    dialog.turns += 1
    this.dialogChanged(dialog)
  }

  closeDialog(dialog: Dialog): void {
    if (this.#dialogs.get(dialog.userId) !== dialog) return
    this.#dialogs.delete(dialog.userId)
    this.dialogChanged(dialog)
  }

  dialogChanged(dialog: Dialog): void {
    this.changed({ kind: 'dialog', tenantId: dialog.tenantId, userId: dialog.userId })
  }

  /** As if nobody had ever written anything. */
  forgetMessages(): void {
    for (const { timeline, byId } of this.conversations.values()) {
      timeline.length = 0
      byId.clear()
    }
    this.#overrides.clear()
    this.#toasts.clear()
  }

  changed(change: Change): void {
    for (const listener of [...this.#listeners]) listener(change)
  }

  #forgetOverrides(message: Message): void {
    for (const user of this.users.keys()) this.#overrides.delete(overrideKey(user, message))
  }

  #messageChanged({ tenantId, conversationId, id }: Message): void {
    this.changed({ kind: 'message', tenantId, conversationId, id })
  }
}

function overrideKey(userId: string, message: { conversationId: string; id: string }): string {
  return `${userId} ${message.conversationId} ${message.id}`
}
