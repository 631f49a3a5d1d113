import {
  installationActivity,
  invokeActivity,
  mentionOf,
  messageActivity,
  updateActivity,
  valueActivity,
} from './activities.js'
import { NOTHING, takeCardAnswer, takeTaskAnswer, unable } from './answers.js'
import { actionsOf, isDict, isList } from './cards.js'
import { choose, fallbackOf, staleCard, submitOf } from './choices.js'
import { botIdOf, type Core } from './core.js'
import { canSee, directory } from './directory.js'
import { clientErrors, sentValues, startingValues, typeInto } from './fields.js'
import { NOT_SENT, outcome } from './outcome.js'
import type {
  ActionChoice,
  ActResult,
  ChannelWords,
  FieldValues,
  MessageRef,
  Person,
  PressInput,
  SubmitInput,
} from './person.js'
import { screenOf, seenBy, seenIn } from './screen.js'
import type { Conversation, Dialog, Dict, Message, Screen, SeenMessage, Toast, User } from './types.js'
import type { Wire } from './wire.js'

/** A person of one of the tenants, acting through their own Teams client. */
export class Actor implements Person {
  readonly #core: Core
  readonly #wire: Wire
  readonly #user: User

  constructor(core: Core, wire: Wire, userId: string) {
    this.#core = core
    this.#wire = wire
    this.#user = directory.user(core.store, userId)
  }

  get id(): string {
    return this.#user.aadObjectId
  }

  async install(): Promise<ActResult> {
    this.#signedIn()
    if (this.#user.hasApp) throw new Error(`${this.#user.name} has the app already`)
    this.#user.hasApp = true
    const chat = this.#core.store.openChat(this.#user)
    const added = { membersAdded: [{ id: botIdOf(this.#core) }, { id: this.#user.id, aadObjectId: this.id }] }
    await this.#wire.deliver(updateActivity(this.#core, this.#user, chat, undefined, added))
    const activity = installationActivity(this.#core, this.#user, chat, 'add')
    return outcome(await this.#wire.deliver(activity))
  }

  async uninstall(): Promise<ActResult> {
    this.#withApp()
    this.#user.hasApp = false
    const chat = this.#core.store.openChat(this.#user)
    return outcome(await this.#wire.deliver(installationActivity(this.#core, this.#user, chat, 'remove')))
  }

  async say(text: string): Promise<ActResult> {
    this.#withApp()
    const chat = this.dm()
    const message = this.#core.store.post(chat, { from: this.id, text })
    return outcome(await this.#wire.deliver(messageActivity(this.#core, this.#user, chat, message)))
  }

  async sayInChannel(channelId: string, text: string, how: ChannelWords = {}): Promise<ActResult> {
    const conversation = this.#inChannel(channelId)
    const { text: at, entity } = mentionOf(this.#core)
    const mentioned = how.mention !== false
    if (how.replyTo !== undefined) this.#there({ conversationId: channelId, id: how.replyTo })
    const thread = how.replyTo && this.#core.store.message(channelId, how.replyTo)?.threadId
    const message = this.#core.store.post(conversation, {
      from: this.id,
      text: mentioned ? `${at} ${text}` : text,
      entities: mentioned ? [entity] : [],
      ...(thread !== undefined && { threadId: thread }),
    })
    if (!mentioned || !directory.channel(this.#core.store, channelId).hasApp) return NOT_SENT
    const activity = messageActivity(this.#core, this.#user, conversation, message)
    return outcome(await this.#wire.deliver(activity))
  }

  async press(ref: MessageRef, choice: ActionChoice, input: PressInput = {}): Promise<ActResult> {
    const { message, card } = this.#cardFor(ref, input.stale === true)
    const chosen = choose(actionsOf(card), choice, (a) => a.type !== 'Action.ShowCard')
    const action = input.oldClient ? fallbackOf(chosen) : chosen
    const data = { ...(isDict(action.data) ? action.data : {}) }
    if (action.associatedInputs !== 'none') {
      const values = startingValues(card)
      typeInto(card, values, input.values ?? {}, input.force)
      const errors = input.force ? {} : clientErrors(card, values)
      if (Object.keys(errors).length > 0) return { ...NOT_SENT, errors }
      Object.assign(data, sentValues(card, values, this.#core.settings))
    }
    return this.#fire(message, action, data)
  }

  async refresh(ref: MessageRef): Promise<ActResult> {
    const { message, card } = this.#cardFor(ref, false)
    const { refresh } = card
    if (!isDict(refresh) || !isDict(refresh.action)) throw new Error('this card has no refresh')
    if (isList(refresh.userIds) && !refresh.userIds.includes(this.#user.id))
      throw new Error(`the card is not refreshed for ${this.#user.name}`)
    const data = isDict(refresh.action.data) ? refresh.action.data : {}
    return this.#execute(message, refresh.action, data, 'automatic')
  }

  type(values: FieldValues, input: SubmitInput = {}): Dialog {
    const dialog = this.#open()
    typeInto(dialog.card, dialog.values, values, input.force)
    this.#core.store.dialogChanged(dialog)
    return dialog
  }

  async submit(
    values: FieldValues = {},
    choice: ActionChoice | undefined = undefined,
    input: SubmitInput = {},
  ): Promise<ActResult> {
    this.#signedIn()
    const dialog = this.type(values, input)
    const action = submitOf(dialog.card, choice)
    const needsInputs = action.associatedInputs !== 'none'
    dialog.errors = input.force || !needsInputs ? {} : clientErrors(dialog.card, dialog.values)
    dialog.trouble = undefined
    this.#core.store.dialogChanged(dialog)
    if (Object.keys(dialog.errors).length > 0) return { ...NOT_SENT, errors: dialog.errors }
    const typed = needsInputs ? sentValues(dialog.card, dialog.values, this.#core.settings) : {}
    const data = { ...(isDict(action.data) ? action.data : {}), ...typed }
    const on = { conversationId: dialog.conversationId, id: dialog.messageId }
    const threadId = this.#core.store.message(on.conversationId, on.id)?.threadId ?? on.id
    const value = { data, context: { theme: 'default' } }
    const activity = invokeActivity(this.#core, this.#user, { ...on, threadId }, 'task/submit', value)
    const sent = await this.#wire.deliver(activity)
    return outcome(sent, takeTaskAnswer(this.#core.store, this.#user, dialog, sent))
  }

  closeDialog(): void {
    this.#core.store.closeDialog(this.#open())
  }

  dialog(): Dialog | undefined {
    return this.#core.store.dialog(this.id)
  }

  dm(): Conversation {
    const chat = this.#core.store.chat(this.id)
    if (chat) return chat
    this.#withApp()
    return this.#core.store.openChat(this.#user)
  }

  messages(): SeenMessage[] {
    const chat = this.#core.store.chat(this.id)
    return chat ? seenIn(this.#core.store, this.#user, chat.id) : []
  }

  channelMessages(channelId: string): SeenMessage[] {
    return seenIn(this.#core.store, this.#user, this.#inChannel(channelId).id)
  }

  view(ref: MessageRef): SeenMessage | undefined {
    this.#inConversation(ref.conversationId)
    const message = this.#core.store.message(ref.conversationId, ref.id)
    if (!message || message.deletedAt !== undefined) return undefined
    return seenBy(this.#core.store, this.#user, message)
  }

  toasts(): Toast[] {
    return this.#core.store.toasts(this.id)
  }

  screen(): Screen {
    return screenOf(this.#core.store, this.id)
  }

  async #fire(message: Message, action: Dict, data: Dict): Promise<ActResult> {
    if (action.type === 'Action.Execute') return this.#execute(message, action, data, 'manual')
    if (action.type !== 'Action.Submit') return NOT_SENT
    const opens = isDict(data.msteams) && data.msteams.type === 'task/fetch'
    if (opens) {
      const value = { data, context: { theme: 'default' } }
      const sent = await this.#wire.deliver(
        invokeActivity(this.#core, this.#user, message, 'task/fetch', value),
      )
      return outcome(sent, takeTaskAnswer(this.#core.store, this.#user, message, sent))
    }
    const sent = await this.#wire.deliver(valueActivity(this.#core, this.#user, message, data))
    const good = sent.status >= 200 && sent.status < 300
    const why = sent.timedOut ? 'no answer in time' : `status ${sent.status}`
    return outcome(sent, good ? NOTHING : unable(this.#core.store, this.#user, why))
  }

  async #execute(message: Message, action: Dict, data: Dict, trigger: string): Promise<ActResult> {
    const { type, verb, id } = action
    const value = { action: { type, verb, data, ...(id !== undefined && { id }) }, trigger }
    const activity = invokeActivity(this.#core, this.#user, message, 'adaptiveCard/action', value)
    const sent = await this.#wire.deliver(activity)
    return outcome(sent, takeCardAnswer(this.#core.store, this.#user, message, sent))
  }

  #signedIn(): void {
    if (this.#user.disabled) throw new Error(`${this.#user.name}'s account is switched off`)
  }

  #withApp(): void {
    this.#signedIn()
    if (!this.#user.hasApp) throw new Error(`the app is not installed for ${this.#user.name}`)
  }

  #inChannel(channelId: string): Conversation {
    this.#signedIn()
    const channel = this.#core.store.channels.get(channelId)
    const conversation = this.#core.store.conversations.get(channelId)
    if (!channel || !conversation || !canSee(this.#core.store, this.#user, channel))
      throw new Error(`${this.#user.name} is not in channel ${channelId}`)
    return conversation
  }

  #inConversation(conversationId: string): Conversation {
    const chat = this.#core.store.chat(this.id)
    if (chat?.id !== conversationId) return this.#inChannel(conversationId)
    this.#signedIn()
    return chat
  }

  #there(ref: MessageRef): Message {
    this.#inConversation(ref.conversationId)
    const message = this.#core.store.message(ref.conversationId, ref.id)
    if (!message || message.deletedAt !== undefined)
      throw new Error(`${this.#user.name} sees no message ${ref.id} in ${ref.conversationId}`)
    return message
  }

  /** The message and the card to press on: what this person sees now, or what a lagging screen still shows. */
  #cardFor(ref: MessageRef, stale: boolean): { message: Message; card: Dict } {
    this.#inConversation(ref.conversationId)
    const message = stale ? this.#core.store.message(ref.conversationId, ref.id) : this.#there(ref)
    if (!message) throw new Error(`there never was a message ${ref.id}`)
    const card = stale ? staleCard(ref) : seenBy(this.#core.store, this.#user, message).card
    if (!card) throw new Error(`message ${ref.id} shows no card`)
    return { message, card }
  }

  #open(): Dialog {
    const dialog = this.dialog()
    if (!dialog) throw new Error(`${this.#user.name} has no dialog open`)
    return dialog
  }
}
