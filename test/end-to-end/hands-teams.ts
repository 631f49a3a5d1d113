import { DateTime } from 'luxon'
import { decodeButton } from '../../src/bots/views/button-value.js'
import type {
  ActResult,
  Dialog,
  Dict,
  MessageRef,
  Person,
  SeenMessage,
} from '../../src/standins/botframework/index.js'
import {
  type FormResult,
  type Handle,
  type Hands,
  isOf,
  type Pressing,
  type ShownField,
  type ShownForm,
  seen,
  type Value,
  type Values,
} from './hands.js'
import { cardWords, partsOf, plainWords } from './hands-card.js'
import { scheme } from './stage.js'
import type { World } from './world.js'

/** Somebody in front of Teams. */
export class TeamsHands implements Hands {
  readonly #world: World
  readonly #person: Person

  constructor(world: World, person: string | Person) {
    this.#world = world
    this.#person = typeof person === 'string' ? world.inTeams(person) : person
  }

  /** A message opens no form here, and no case stays in the chat: the button that the answer offers is pressed. */
  async type(words: string): Promise<string> {
    const answer = await this.#answerTo(
      () => this.#person.say(words),
      () => this.chat(),
    )
    const [only, ...others] = answer.actions
    if (only === undefined || others.length > 0 || !/Press to (go on|read it)/.test(answer.words))
      return answer.words
    return this.press(answer, only)
  }

  async typeInRoom(partnerId: string, words: string): Promise<string> {
    const answer = await this.#answerTo(
      () => this.#person.sayInChannel(this.#world.room(partnerId), words),
      () => this.room(partnerId),
    )
    return answer.words
  }

  /** What stands in the private chat, and last the page that is open before it. */
  chat(): Handle[] {
    const dialog = this.#person.dialog()
    const messages = this.#person
      .messages()
      .filter(({ fromApp }) => fromApp)
      .map(handleOf)
    return dialog && !isForm(dialog) ? [...messages, pageOf(dialog)] : messages
  }

  find(words: RegExp): Promise<Handle> {
    const read = () => this.chat().findLast((handle) => words.test(handle.words))
    return seen(read, () => `${words}, but: ${this.chat().map((handle) => handle.words)}`)
  }

  room(partnerId: string): Handle[] {
    const messages = this.#person.channelMessages(this.#world.room(partnerId))
    return messages.filter(({ fromApp }) => fromApp).map(handleOf)
  }

  async press(
    handle: Handle,
    button: string,
    { stale = false, oldClient = false }: Pressing = {},
  ): Promise<string> {
    const message = shownBy(handle)
    const named = (action: Dict) => isOf(actionIn(action.data) ?? '', button)
    const byName = actionsOf(message.card).some(named)
    const choice = byName ? named : button
    const page = pages.get(handle)
    if (page) this.#reopen(page)
    else if (!this.form()) await this.close()
    const pressed = page
      ? await this.#person.submit({}, choice)
      : await this.#person.press(message, choice, { stale, oldClient })
    if (pressed.said !== undefined) return pressed.said
    trouble(button, pressed)
    const dialog = this.#person.dialog()
    if (dialog) return [dialog.title, cardWords(dialog.card)].join('\n')
    return cardWords(this.#person.view(message)?.card)
  }

  form(): ShownForm | null {
    const dialog = this.#person.dialog()
    return dialog && isForm(dialog) ? formOf(dialog) : null
  }

  async fill(values: Values): Promise<FormResult> {
    const dialog = this.#dialog()
    const sent = await this.#person.submit(typed(dialog, values))
    if (sent.said !== undefined) return { said: sent.said, errors: {}, next: null }
    trouble('the form', sent)
    const next = formOf(this.#dialog())
    const errors = Object.fromEntries(
      next.fields.flatMap(({ name, error }) => (error ? [[name, error]] : [])),
    )
    return { said: null, errors, next: Object.keys(errors).length > 0 ? null : next }
  }

  async turn(page: string, values: Values = {}): Promise<ShownForm> {
    const dialog = this.#dialog()
    const sent = await this.#person.submit(typed(dialog, values), ({ data }) => (data as Dict).step === page)
    trouble(page, sent)
    return formOf(this.#dialog())
  }

  async close(): Promise<void> {
    if (this.#person.dialog()) this.#person.closeDialog()
  }

  screen(): string {
    const { chat, channels, dialog, toasts } = this.#person.screen()
    const messages = [...chat.messages, ...channels.flatMap((channel) => channel.messages)]
    return [
      ...messages.map(wordsOf),
      ...(dialog ? [dialog.title, cardWords(dialog.card), Object.values(dialog.values).join('\n')] : []),
      ...toasts.map(({ text }) => text),
    ].join('\n')
  }

  /** Other messages may arrive at the same moment: an answer names the words that it answers. */
  async #answerTo(say: () => Promise<ActResult>, read: () => Handle[]): Promise<Handle> {
    const said = await say()
    trouble('words', said)
    const { id, conversation } = (said.wire?.activity ?? {}) as { id: string; conversation: { id: string } }
    const [channel = ''] = conversation.id.split(';', 1)
    const isAnswer = (handle: Handle) => this.#world.teams.store.message(channel, handle.id)?.replyToId === id
    return seen(
      () => read().findLast(isAnswer),
      () => 'an answer',
    )
  }

  /** A page of before: it is still open on another device. */
  #reopen(page: Dialog): void {
    const { store } = this.#world.teams
    const user = store.users.get(page.userId)
    if (user) store.openDialog(user, { conversationId: page.conversationId, id: page.messageId }, page)
  }

  #dialog(): Dialog {
    const dialog = this.#person.dialog()
    if (!dialog) throw new Error('there is no form')
    return dialog
  }
}

export function teamsRoom(world: World, room: string): Handle[] {
  return world.teams.store
    .messages(room)
    .filter(({ from }) => from === undefined)
    .map(({ conversationId, id, text, attachments }) =>
      handleOf({ conversationId, id, text, attachments, card: attachments[0]?.content as Dict | undefined }),
    )
}

type Shown = MessageRef & Pick<SeenMessage, 'text' | 'attachments' | 'card'>

const shown = new WeakMap<Handle, Shown>()
/** Handles of pages to read, which stand in no chat. */
const pages = new WeakMap<Handle, Dialog>()

function handleOf(message: Shown): Handle {
  const copy = structuredClone(message)
  const handle: Handle = {
    id: message.id,
    words: wordsOf(copy),
    whole: JSON.stringify([copy.text, copy.attachments, copy.card]),
    actions: actionsOf(copy.card).flatMap(({ data }) => actionIn(data) ?? []),
  }
  shown.set(handle, copy)
  return handle
}

/** A page to read, which is gone when it is closed. */
function pageOf(dialog: Dialog): Handle {
  const page = structuredClone(dialog)
  const { id, conversationId, title, card } = page
  const handle = handleOf({ id, conversationId, text: title, attachments: [], card })
  pages.set(handle, page)
  return handle
}

function shownBy(handle: Handle): Shown {
  const message = shown.get(handle)
  if (!message) throw new Error('that was not seen in Teams')
  return message
}

function wordsOf({ text, card }: Pick<SeenMessage, 'text' | 'card'>): string {
  return [text, cardWords(card)].filter(Boolean).join('\n')
}

function actionsOf(card: Dict | undefined): Dict[] {
  const found = card ? partsOf(card).filter(({ type }) => String(type).startsWith('Action.')) : []
  return found.filter(({ type }) => type !== 'Action.ShowCard')
}

/** Of a button's data: its action, with what it is about, as Slack's buttons name it. */
function actionIn(data: unknown): string | null {
  const { press } = (data ?? {}) as { press?: string }
  const value = press === undefined ? null : decodeButton(press)
  if (!value) return null
  const about = value.offerId ?? value.requestId ?? value.step
  return about ? `${value.action}:${about}` : value.action
}

function trouble(what: string, { saw, status, errors }: ActResult): void {
  if (saw !== undefined || status !== 200)
    throw new Error(`${what}: ${saw ?? status} ${JSON.stringify(errors)}`)
}

function isForm({ card }: Dialog): boolean {
  return actionsOf(card).some(({ data }) => typeof (data as Dict | undefined)?.form === 'string')
}

/** The second half of a moment has an input of its own. */
const TIME = '.time'
const ERROR = '⚠️ '
const NOTICE = '⏳ '

/** Reads the card from top to bottom: what stands in red below an input is said at it. */
function formOf({ title, card, values }: Dialog): ShownForm {
  const fields: ShownField[] = []
  const notices: string[] = []
  for (const part of partsOf(card)) {
    const words = typeof part.text === 'string' ? plainWords(part) : ''
    if (String(part.type).startsWith('Input.')) {
      if (!String(part.id).endsWith(TIME)) fields.push(fieldOf(card, part, values))
    } else if (words.startsWith(NOTICE)) notices.push(words.slice(NOTICE.length))
    else if (words.startsWith(ERROR)) {
      const at = fields.pop()
      if (at) fields.push({ ...at, error: words.slice(ERROR.length) })
      else notices.push(words.slice(ERROR.length))
    }
  }
  return { title, fields, ...(notices.length > 0 && { notice: notices.join(' ') }) }
}

function fieldOf(card: Dict, input: Dict, values: Dialog['values']): ShownField {
  const name = String(input.id)
  const timeInput = inputOf(card, name + TIME)
  const label = plainWords({ text: input.title ?? input.label }).replace(/ \(optional\)$/, '')
  return {
    name,
    label: timeInput ? label.replace(/: day$/, '') : label,
    value: timeInput ? momentOf(values[name], values[name + TIME]) : readValue(input, values[name] ?? ''),
  }
}

function readValue(input: Dict, value: string | number): Value {
  if (input.type === 'Input.Toggle') return value === 'true'
  if (input.isMultiSelect === true) return value === '' ? [] : String(value).split(',')
  if (value === '') return null
  if (String(idsOf(input)) === 'yes,no') return value === 'yes'
  return String(value)
}

function momentOf(day: unknown, time: unknown): Value {
  if (!day || !time) return [day, time].filter(Boolean).join(' ') || null
  return DateTime.fromISO(`${day}T${time}`, { zone: scheme.timezone }).toUTC().toISO()
}

/** Neutral values as this client's inputs take them. */
function typed({ card }: Dialog, values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]): [string, Value][] => {
      const input = inputOf(card, name)
      if (!input) throw new Error(`there is no field ${name}`)
      if (inputOf(card, name + TIME)) return halves(name, value)
      if (typeof value === 'boolean' && input.type === 'Input.ChoiceSet')
        return [[name, value ? 'yes' : 'no']]
      refuseStrange(input, value)
      return [[name, value]]
    }),
  )
}

function halves(name: string, value: Value): [string, Value][] {
  const local = DateTime.fromISO(String(value), { zone: scheme.timezone })
  return local.isValid
    ? [
        [name, local.toFormat('yyyy-MM-dd')],
        [name + TIME, local.toFormat('HH:mm')],
      ]
    : [
        [name, null],
        [name + TIME, null],
      ]
}

/** A menu that can be searched lets a person pick what it offers and nothing else. */
function refuseStrange(input: Dict, value: Value): void {
  if (input.type !== 'Input.ChoiceSet' || value === null) return
  const strange = [value].flat().find((id) => !idsOf(input).includes(String(id)))
  if (strange !== undefined) throw new Error(`${input.id} does not offer ${strange}`)
}

function idsOf({ choices }: Dict): string[] {
  return Array.isArray(choices) ? choices.map(({ value }: { value: string }) => value) : []
}

function inputOf(card: Dict, id: string): Dict | undefined {
  return partsOf(card).find((part) => part.id === id && String(part.type).startsWith('Input.'))
}
