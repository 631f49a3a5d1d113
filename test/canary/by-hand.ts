import { type FormResult, type Hands, newestWith, seen, type Values } from '../end-to-end/hands.js'
import { handsOf } from '../end-to-end/hands-of.js'
import { SCHEME } from '../end-to-end/world.js'
import type { CanaryWorld } from './canary-world.js'
import { again, type Journey } from './journey.js'
import { atRest } from './play.js'

/** Something that the gate of personal details catches: whoever typed it reads it again, and nobody else. */
const CAUGHT = 'please phone 07700 900123 about'

const WORDS = ['mine', 'offers', 'home'] as const
export const ALL_WORDS = [
  ...WORDS,
  'waiting',
  'overdue',
  'stuck',
  'ledger',
  'partners',
  'faq',
  'help',
] as const

/** One request in people's own hands: every form, page, list and answer of its way is asked for over the wire. */
export class ByHand {
  constructor(
    readonly canary: CanaryWorld,
    readonly journey: Journey,
  ) {}

  hands(person: string): Hands {
    return handsOf(this.canary.world, person)
  }

  get officer(): string {
    return this.journey.officer
  }

  get coordinator(): string {
    return this.journey.coordinator
  }

  get lead(): string {
    return this.journey.decider
  }

  offerer(which: 0 | 1): string {
    return this.journey.offerers[which]
  }

  /** Everything is at rest and looked at; what follows is a later moment. */
  async rest(): Promise<void> {
    await atRest(this.canary)
    await this.canary.watch.look()
    this.journey.at(this.canary.watch.moment)
  }

  async later(hours: number): Promise<void> {
    const { world } = this.canary
    await world.moveTo(new Date(world.now().getTime() + hours * 3_600_000))
    await this.rest()
  }

  /** From the typed word to the last page. */
  async refer(): Promise<void> {
    const { journey } = this
    const officer = this.hands(this.officer)
    const known = new Set((await this.#requests()).map(({ id }) => id))
    await officer.type('refer')
    for (const [page, values] of Object.entries(journey.pages())) {
      const { errors } = await sure(officer, values)
      if (Object.keys(errors).length > 0) throw new Error(`${page}: ${JSON.stringify(errors)}`)
    }
    await officer.fill({})
    await officer.close()
    journey.id = (await this.#requests()).find(({ id }) => !known.has(id))?.id ?? ''
    await this.rest()
  }

  /** Presses the newest button of that action, and sends its form where it has one. */
  async press(person: string, action: string, values?: Values): Promise<void> {
    const hands = this.hands(person)
    await hands.press(await newestWith(hands, action), action)
    if (values !== undefined) await this.send(hands, action, values)
    await hands.close()
    await this.rest()
  }

  /** Opens the form, sends something that is caught, then what is meant; `between` happens while the form is open. */
  async pressAndErr(
    person: string,
    action: string,
    field: string,
    values: Values,
    between?: () => void,
  ): Promise<void> {
    const hands = this.hands(person)
    this.journey.typing(person, values)
    await hands.press(await newestWith(hands, action), action)
    const { errors } = await sure(hands, { ...values, [field]: `${CAUGHT} ${values[field]}` })
    if (!errors[field]) throw new Error(`${action}: nothing was caught, but ${JSON.stringify(errors)}`)
    await this.rest()
    between?.()
    await this.send(hands, action, values)
    await hands.close()
    await this.rest()
  }

  /** Looks at the details, as an officer of that partner. */
  async openDetails(which: 0 | 1): Promise<void> {
    await this.#onNotice(which, 'open_details')
  }

  async offer(which: 0 | 1): Promise<void> {
    const { journey, canary } = this
    const hands = this.hands(this.journey.offerers[which])
    await this.#onNotice(which, 'make_offer', false)
    const store = canary.world.app.opened.store.forScheme(SCHEME)
    const offers = () => again(() => store.listOffers({ requestIds: [journey.id] }))
    const before = new Set((await offers()).map(({ id }) => id))
    const officerId = journey.offerers[which]
    journey.offerMade('', officerId)
    await this.send(hands, 'make_offer', journey.home(officerId))
    const made = (await offers()).find(({ id }) => !before.has(id))
    const last = journey.offers.at(-1)
    if (last) last.id = made?.id ?? ''
    await hands.close()
    await this.rest()
  }

  /** Everybody asks for these lists and pages, and for the status by every code. */
  async askAround(all: readonly string[] = WORDS): Promise<void> {
    const { journey, canary } = this
    const request = (await this.#requests()).find(({ id }) => id === journey.id)
    const codes = [request?.workingCode, request?.reference].flatMap((code) => code ?? [])
    const people = [journey.officer, journey.coordinator, journey.decider, ...journey.offerers]
    for (const person of people) {
      const hands = this.hands(person)
      for (const words of [...all, ...codes.map((code) => `status ${code}`)]) {
        await hands.type(words)
        await hands.close()
      }
      if (canary.world.platformOf(person) === 'slack') await canary.world.as(person).openHome()
    }
    await this.rest()
  }

  /** Days from today, as a form takes them. */
  today(more = 0): string {
    const { world } = this.canary
    return new Date(world.now().getTime() + more * 24 * 3_600_000).toISOString().slice(0, 10)
  }

  async send(hands: Hands, action: string, values: Values): Promise<void> {
    const { said, errors } = await sure(hands, values)
    if (said === null) throw new Error(`${action}: ${JSON.stringify(errors)}`)
  }

  async #onNotice(which: 0 | 1, action: string, close = true): Promise<void> {
    const person = this.journey.offerers[which]
    const hands = this.hands(this.journey.offerers[which])
    const partner = this.canary.judge.organisationOf.get(person) ?? ''
    const notice = await seen(
      () => hands.room(partner).findLast(({ actions }) => actions.includes(action)),
      () => `${action} in the room of ${partner}`,
    )
    await hands.press(notice, action)
    if (!close) return
    await hands.close()
    await this.rest()
  }

  #requests() {
    const { store } = this.canary.world.app.opened
    return again(() => store.forScheme(SCHEME).listRequests({}))
  }
}

const MOST_TRIES = 20

/** Sends the form, and again where a machine that is busy with other things could not say whether it was saved. */
async function sure(hands: Hands, values: Values): Promise<FormResult> {
  for (let tries = 1; ; tries++) {
    const result = await hands.fill(values)
    if (tries === MOST_TRIES || !JSON.stringify(result.errors).includes('Not confirmed')) return result
  }
}
