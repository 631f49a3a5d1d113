import type { Visitor } from '../../src/bots/dialogue/accounts.js'
import type { Submitted } from '../../src/bots/dialogue/case-form.js'
import { inTime } from '../../src/bots/dialogue/in-time.js'
import { type OpenedForm, openForm } from '../../src/bots/dialogue/open-form.js'
import { pressButton, withHelp } from '../../src/bots/dialogue/press-button.js'
import { asSpeaker, NOT_BOUND, type Reception } from '../../src/bots/dialogue/reception.js'
import { turnToPage } from '../../src/bots/dialogue/referral.js'
import { type Answer, type Said, type Speaker, say } from '../../src/bots/dialogue/speaker.js'
import { submitForm } from '../../src/bots/dialogue/submit-form.js'
import { namedScheme, typed } from '../../src/bots/dialogue/typed-words.js'
import type { Workspaces } from '../../src/bots/edges.js'
import { fieldNames, isInput, stepOf } from '../../src/bots/forms/form.js'
import { formOf } from '../../src/bots/forms/index.js'
import { targetOf } from '../../src/bots/views/button-value.js'
import type { View } from '../../src/bots/views/view.js'
import {
  type FormResult,
  type Handle,
  type Hands,
  isOf,
  type Pressing,
  type ShownForm,
  seen,
  type Values,
} from '../end-to-end/hands.js'
import type { MemoryChat, MemoryMessage } from './memory-chat.js'
import { given, type OpenForm, shownForm } from './memory-form.js'
import { buttonsOf, nameOf, partWords, viewWordsOf } from './memory-words.js'

/** Whoever sits in front of the in-memory chat. */
export interface MemorySeat {
  tenant: string
  userId: string
  /** Their verified address. */
  email: string
  /** Rooms they are in, by partner. */
  rooms: Readonly<Record<string, string>>
}

/** Somebody in front of the in-memory chat, with nothing between them and the dialogue that all platforms share. */
export class MemoryHands implements Hands {
  readonly #chat: MemoryChat
  readonly #desk: Reception & { workspaces: Workspaces }
  readonly #seat: MemorySeat
  #open: OpenForm | null = null
  #page: View | null = null
  #typed = 0

  constructor(chat: MemoryChat, desk: Reception & { workspaces: Workspaces }, seat: MemorySeat) {
    this.#chat = chat
    this.#desk = desk
    this.#seat = seat
  }

  async type(words: string): Promise<string> {
    this.#typed += 1
    const key = `memory:${this.#seat.userId}:${this.#typed}`
    const result = await this.#speak<Answer | Submitted>(async (speaker) => {
      const { text } = namedScheme(words, [speaker.schemeId])
      const reply = await typed(speaker, text, key)
      return reply.kind === 'form' ? openForm(speaker, reply.open) : reply
    })
    return this.#show(result)
  }

  async typeInRoom(partnerId: string): Promise<string> {
    this.room(partnerId)
    const found = await this.#workspace()
    const scheme = found?.schemeIds[0] && (await this.#desk.rules.of(found.schemeIds[0]))
    return scheme ? scheme.texts.usePrivateChat : NOT_BOUND.say
  }

  chat(): Handle[] {
    return this.#chat.read({ kind: 'person', id: this.#seat.userId }).map(handleOf)
  }

  find(words: RegExp): Promise<Handle> {
    const read = () => this.chat().findLast((handle) => words.test(handle.words))
    return seen(read, () => `${words}, but: ${this.chat().map((handle) => handle.words)}`)
  }

  room(partnerId: string): Handle[] {
    const id = this.#seat.rooms[partnerId]
    if (id === undefined) throw new Error(`not in the channel of ${partnerId}`)
    return this.#chat.read({ kind: 'room', id }).map(handleOf)
  }

  async press(handle: Handle, button: string, { stale = false }: Pressing = {}): Promise<string> {
    const shownThen = viewBy(handle)
    if (!stale && !this.#sees(handle)) throw new Error('that has changed or gone meanwhile')
    const buttons = buttonsOf(shownThen)
    const found =
      buttons.find(({ value }) => isOf(nameOf(value), button)) ??
      buttons.find(({ label }) => label === button)
    if (!found) throw new Error(`no button ${button}; there are: ${buttons.map(({ label }) => label)}`)
    const { value } = found
    const result = await this.#speak<Answer | Submitted>((speaker) =>
      formOf(value.action)
        ? openForm(speaker, {
            action: value.action,
            target: targetOf(value),
            ref: value.ref,
            offerId: value.offerId,
          })
        : pressButton(speaker, value),
    )
    if (result.kind === 'form' || result.kind === 'errors') return this.#show(result)
    const [schemeId] = (await this.#workspace())?.schemeIds ?? []
    return this.#show(await withHelp(this.#desk, schemeId, value, result))
  }

  form(): ShownForm | null {
    return this.#open && shownForm(this.#open)
  }

  async fill(values: Values): Promise<FormResult> {
    const { form } = this.#form()
    const typedValues = this.#type(values)
    const result = await this.#speak<Answer | Submitted>(
      (speaker) => submitForm(speaker, form.meta, typedValues),
      form.meta.schemeId,
    )
    if (result.kind === 'errors') {
      this.#open = { form: { ...form, values: typedValues }, errors: result.errors }
      return { said: null, errors: result.errors, next: null }
    }
    const words = this.#show(result)
    const next = this.form()
    return next ? { said: null, errors: {}, next } : { said: words, errors: {}, next: null }
  }

  async turn(page: string, values: Values = {}): Promise<ShownForm> {
    const { form } = this.#form()
    const typedValues = this.#type(values)
    const result = await this.#speak<OpenedForm | Said>(
      (speaker) => turnToPage(speaker, form.meta, typedValues, page),
      form.meta.schemeId,
    )
    this.#show(result)
    return shownForm(this.#form())
  }

  async close(): Promise<void> {
    this.#open = null
    this.#page = null
  }

  screen(): string {
    const { userId, rooms } = this.#seat
    const places = [
      { kind: 'person' as const, id: userId },
      { kind: 'home' as const, id: userId },
      ...Object.values(rooms).map((id) => ({ kind: 'room' as const, id })),
    ]
    const views = places.flatMap((place) => this.#chat.read(place).map(({ view }) => view))
    return [...views, ...(this.#page ? [this.#page] : [])].map(viewWordsOf).join('\n') + this.#formWords()
  }

  #formWords(): string {
    return this.#open ? JSON.stringify(shownForm(this.#open)) : ''
  }

  #workspace() {
    return this.#desk.workspaces.findWorkspace({
      platform: 'memory',
      tenant: this.#seat.tenant,
      enterprise: null,
    })
  }

  async #speak<R extends { kind: string; outcome?: unknown }>(
    run: (speaker: Speaker) => Promise<R>,
    only?: string,
  ): Promise<R | Said> {
    const workspace = await this.#workspace()
    if (!workspace) return NOT_BOUND
    const { tenant, userId, email } = this.#seat
    const visitor: Visitor = {
      account: { platform: 'memory', tenant, userId },
      workspace,
      ask: async () => ({ kind: 'member', email }),
    }
    return inTime(asSpeaker(this.#desk, visitor, run, only), this.#desk.answerWithinMs, this.#desk.log)
  }

  /** An answer stands in the chat; a form and a page to read lie over it. */
  #show(result: Answer | Submitted): string {
    this.#open = null
    if (result.kind === 'form') {
      this.#open = { form: result, errors: {} }
      return [result.form.title, ...(result.form.intro ?? []).map(partWords)].join('\n')
    }
    const answer = result.kind === 'errors' ? say(Object.values(result.errors)[0] ?? '') : result
    const view: View =
      answer.kind === 'view'
        ? answer.view
        : { summary: answer.say, parts: [{ part: 'text', text: answer.say }] }
    this.#chat.say({ kind: 'person', id: this.#seat.userId }, view)
    return viewWordsOf(view)
  }

  #sees(handle: Handle): boolean {
    const rooms = Object.keys(this.#seat.rooms).flatMap((partner) => this.room(partner))
    return [...this.chat(), ...rooms].some(({ id, whole }) => id === handle.id && whole === handle.whole)
  }

  #form(): OpenForm {
    if (!this.#open) throw new Error('there is no form')
    return this.#open
  }

  /** Every field of the page, as the renderers of the other platforms read them. */
  #type(values: Values): Record<string, unknown> {
    const { form } = this.#form()
    const step = stepOf(form.form, form.meta.step)
    const strange = Object.keys(values).filter((name) => !fieldNames(step).includes(name))
    if (strange.length > 0) throw new Error(`there is no field ${strange}`)
    return Object.fromEntries(
      step.fields
        .filter(isInput)
        .map((field) => [
          field.name,
          Object.hasOwn(values, field.name)
            ? given(field, values[field.name] ?? null)
            : form.values[field.name],
        ]),
    )
  }
}

const views = new WeakMap<Handle, View>()

function handleOf({ id, view }: MemoryMessage): Handle {
  const handle: Handle = {
    id,
    words: viewWordsOf(view),
    whole: JSON.stringify(view),
    actions: buttonsOf(view).map(({ value }) => nameOf(value)),
  }
  views.set(handle, view)
  return handle
}

function viewBy(handle: Handle): View {
  const view = views.get(handle)
  if (!view) throw new Error('that was not seen in memory')
  return view
}

/** What stands in a room, whoever looks. */
export function memoryRoom(chat: MemoryChat, id: string): Handle[] {
  return chat.read({ kind: 'room', id }).map(handleOf)
}
