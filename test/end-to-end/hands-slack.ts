import type { Block, Element, Ephemeral, Message, Person, View } from '../../src/standins/slack/index.js'
import { isAction } from './acting.js'
import {
  type Filling,
  type FormResult,
  type Handle,
  type Hands,
  type Pressing,
  type ShownField,
  type ShownForm,
  seen,
  type Value,
  type Values,
} from './hands.js'
import { wordsOf as everyWord, type World } from './world.js'

/** Somebody in front of Slack. */
export class SlackHands implements Hands {
  readonly #world: World
  readonly #person: Person

  constructor(world: World, person: string | Person) {
    this.#world = world
    this.#person = typeof person === 'string' ? world.as(person) : person
  }

  async type(words: string): Promise<string> {
    return this.#command(undefined, words)
  }

  async typeInRoom(partnerId: string, words: string): Promise<string> {
    return this.#command(this.#world.room(partnerId), words)
  }

  chat(): Handle[] {
    const own = this.#person.dm().id
    const answers = this.#answers().filter(({ channel }) => channel === own)
    return [...this.#world.slack.store.messages(own), ...answers]
      .sort((a, b) => (a.ts < b.ts ? -1 : 1))
      .map(handleOf)
  }

  find(words: RegExp): Promise<Handle> {
    const read = () => this.chat().findLast((handle) => words.test(handle.words))
    return seen(read, () => `${words}, but: ${this.chat().map((handle) => handle.words)}`)
  }

  room(partnerId: string): Handle[] {
    const id = this.#world.room(partnerId)
    if (!this.#person.screen().channels.some((channel) => channel.id === id))
      throw new Error(`not in the channel of ${partnerId}`)
    return slackRoom(this.#world, id)
  }

  async press(handle: Handle, button: string, { stale = false }: Pressing = {}): Promise<string> {
    const before = this.#looks()
    const pressed = await this.#person.press(shownBy(handle), elementOf(handle, button), { stale })
    if (pressed.saw) throw new Error(`${button}: ${pressed.saw}`)
    return this.#answerSince(before)
  }

  form(): ShownForm | null {
    const view = this.#person.modal()
    return view?.submit === undefined ? null : formOf(view)
  }

  async fill(values: Values, { force = false }: Filling = {}): Promise<FormResult> {
    const view = this.#modal()
    this.#person.type(view.id, typed(view, values))
    const sent = await this.#person.submit(view.id, {}, { force })
    if (sent.saw) throw new Error(`the form was sent, but: ${sent.saw}`)
    if (Object.keys(sent.errors).length > 0) return { said: null, errors: sent.errors, next: null }
    const after = this.#modal()
    if (after.submit !== undefined) return { said: null, errors: {}, next: formOf(after) }
    await this.close()
    return { said: wordsOf(after), errors: {}, next: null }
  }

  async turn(page: string, values: Values = {}): Promise<ShownForm> {
    const view = this.#modal()
    this.#person.type(view.id, typed(view, values))
    const before = view.hash
    await this.#person.press('modal', `go_to_step:${page}`)
    const turned = () => this.#person.modal()?.hash !== before && this.form()
    return seen(turned, () => `page ${page}`)
  }

  async close(): Promise<void> {
    const view = this.#person.modal()
    if (view) await this.#person.closeView(view.id, { all: true })
  }

  screen(): string {
    const { channels, modals, home } = this.#person.screen()
    const messages = channels.flatMap((channel) => channel.messages)
    return [...messages, ...modals, ...(home ? [home] : [])].map((each) => wordsOf(each)).join('\n')
  }

  async #command(channel: string | undefined, words: string): Promise<string> {
    const before = this.#looks()
    const { status, saw } = await this.#person.command(channel, '/reciprocal', words)
    if (status !== 200 || saw) throw new Error(`${words}: ${status} ${saw ?? ''}`)
    return this.#answerSince(before)
  }

  /** What is in front of them changes with every answer: a new line for them alone, or another view on top. */
  #looks(): { answers: number; view: string | undefined } {
    return { answers: this.#answers().length, view: this.#person.modal()?.hash }
  }

  #answerSince(before: { answers: number; view: string | undefined }): Promise<string> {
    const read = () => {
      const answers = this.#answers()
      if (answers.length > before.answers) return wordsOf(answers.at(-1) ?? {})
      const view = this.#person.modal()
      return view && view.hash !== before.view && !wordsOf(view).includes('One moment') && wordsOf(view)
    }
    return seen(read, () => 'an answer')
  }

  #answers(): Ephemeral[] {
    return this.#world.slack.store.ephemerals(this.#person.id)
  }

  #modal(): View {
    const view = this.#person.modal()
    if (!view) throw new Error('there is no form')
    return view
  }
}

export function slackRoom(world: World, room: string): Handle[] {
  return world.slack.store.messages(room).map(handleOf)
}

/** Slack shows a message's blocks or its text: what stands in both is read once. */
function wordsOf(message: Parameters<typeof everyWord>[0]): string {
  return [...new Set(everyWord(message).split('\n'))].join('\n')
}

const shown = new WeakMap<Handle, Message | Ephemeral>()

function handleOf(message: Message | Ephemeral): Handle {
  const copy = structuredClone(message)
  const handle: Handle = {
    id: message.ts,
    words: wordsOf(message),
    whole: JSON.stringify([message.text, message.blocks]),
    actions: elementsOf(copy.blocks).flatMap(({ action_id: id }) => id ?? []),
  }
  shown.set(handle, copy)
  return handle
}

function shownBy(handle: Handle): Message | Ephemeral {
  const message = shown.get(handle)
  if (!message) throw new Error('that was not seen in Slack')
  return message
}

/** By the action's name, else by what is written on it. */
function elementOf(handle: Handle, button: string) {
  const named = isAction(button)
  const byName = elementsOf(shownBy(handle).blocks).some(named)
  return (element: Element) => (byName ? named(element) : wordsOf({ blocks: element.text }) === button)
}

function elementsOf(blocks: readonly Block[]): Element[] {
  return blocks.flatMap(({ elements, accessory }) =>
    [...(Array.isArray(elements) ? elements : []), accessory].filter((one): one is Element => Boolean(one)),
  )
}

type Input = Block & { block_id: string; label: { text: string }; element: Element }

function inputsOf({ blocks }: View): Input[] {
  return blocks.filter((block): block is Input => block.type === 'input')
}

/** The first line says what became of the page before, where something is to be said. */
const NOTICE = '⏳ '

function formOf(view: View): ShownForm {
  const [first] = view.blocks
  const top = first ? wordsOf({ blocks: [first] }) : ''
  return {
    title: view.title,
    fields: inputsOf(view).map((input) => fieldOf(view, input)),
    ...(top.startsWith(NOTICE) && { notice: top.slice(NOTICE.length).replace(/^\*(.*)\*$/s, '$1') }),
  }
}

function fieldOf(view: View, { block_id: name, label, element }: Input): ShownField {
  const error = view.errors[name]
  const given = view.state[name]?.[name] ?? {}
  return { name, label: label.text, value: readValue(element, given), ...(error && { error }) }
}

function readValue(element: Element, given: Readonly<Record<string, unknown>>): Value {
  switch (element.type) {
    case 'radio_buttons':
    case 'static_select': {
      const chosen = (given.selected_option as { value: string } | null | undefined)?.value ?? null
      return isYesNo(element) && chosen !== null ? chosen === 'yes' : chosen
    }
    case 'checkboxes':
    case 'multi_static_select': {
      const chosen = (given.selected_options as { value: string }[] | undefined) ?? []
      return isTick(element) ? chosen.length > 0 : chosen.map(({ value }) => value)
    }
    case 'datepicker':
      return (given.selected_date as string | null) ?? null
    case 'datetimepicker': {
      const seconds = given.selected_date_time
      return typeof seconds === 'number' ? new Date(seconds * 1_000).toISOString() : null
    }
    default:
      return (given.value as string | null) ?? null
  }
}

/** Neutral values as this client's elements take them. */
function typed(view: View, values: Values): Values {
  const inputs = inputsOf(view)
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const element = inputs.find(({ block_id }) => block_id === name)?.element
      if (!element) throw new Error(`no field ${name}; there are: ${inputs.map(({ block_id }) => block_id)}`)
      return [name, typedInto(element, value)]
    }),
  )
}

function typedInto(element: Element, value: Value): Value {
  if (typeof value === 'boolean') {
    if (element.type === 'checkboxes') return value ? ['yes'] : []
    return value ? 'yes' : 'no'
  }
  if (element.type === 'datetimepicker' && typeof value === 'string') return Date.parse(value) / 1_000
  return value
}

function isYesNo(element: Element): boolean {
  return String(optionIds(element)) === 'yes,no'
}

function isTick(element: Element): boolean {
  return String(optionIds(element)) === 'yes'
}

function optionIds({ options }: Element): string[] {
  return Array.isArray(options) ? options.map(({ value }: { value: string }) => value) : []
}
