import { type Command, perform } from '../../src/core/perform.js'
import type { Ports } from '../../src/core/ports.js'
import { SECTION_IDS, type SectionId } from '../../src/core/request/form-sections.js'
import { startDraft } from '../../src/core/request/start-draft.js'
import type { ActionName } from '../../src/core/request/step.js'
import { StoreUnavailable } from '../../src/core/store-unavailable.js'
import type { Values } from '../end-to-end/hands.js'
import { dayOf } from '../end-to-end/stage.js'
import { SCHEME, type World } from '../end-to-end/world.js'
import { coordinatorFor, LANDLORDS, landlordFor, leadsOf, offerersFor, officerFor, turnOf } from './cast.js'
import type { MarkedScheme } from './marked-scheme.js'
import type { Markers } from './markers.js'
import type { Kind } from './may-appear.js'

/** An offer of this request: whose, and the moment from which its officer knows whom to phone. */
interface MadeOffer {
  id: string
  officerId: string
  passedOnAt: number
}

/** From which moment to which (not included) a lead may read the request. */
interface Asked {
  leadId: string
  from: number
  until: number
}

/** One request with a marker in every field, and who may read what of it when. Moments are counted by the test. */
export class Journey {
  readonly officer: string
  readonly coordinator: string
  /** The applicant's, as far as it is known. */
  landlord: string
  readonly offerers: [string, string]
  readonly rare: boolean
  readonly offers: MadeOffer[] = []
  readonly asked: Asked[] = []
  /** Officers whose partners have, or have had, a notice. */
  readonly noticed = new Set<string>()
  /** By person. */
  readonly typed = new Map<string, string>()
  readonly ports: Ports
  /** Of the request; one that is begun by hand gets another. */
  id: string
  #moment = 0
  #steps = 0

  constructor(
    readonly n: number,
    readonly world: World,
    readonly marked: MarkedScheme,
    readonly markers: Markers,
  ) {
    this.officer = officerFor(n)
    this.coordinator = coordinatorFor(n)
    this.landlord = landlordFor(n)
    this.offerers = offerersFor(n)
    this.rare = n % 5 === 0
    this.ports = world.app.ports
    this.id = this.ports.ids.ordered()
  }

  /** How often each way was taken before. */
  get turn(): number {
    return turnOf(this.n)
  }

  /** The lead who decides it. */
  get decider(): string {
    return leadsOf(this.landlord)[this.turn % 2] ?? ''
  }

  /** The test's present moment; what happens now is known to be no earlier. */
  at(moment: number): this {
    this.#moment = moment
    return this
  }

  async begin(): Promise<void> {
    const { ports, id } = this
    const start = { schemeId: SCHEME, actor: { personId: this.officer }, key: `start:${id}`, newId: id }
    const outcome = await again(() => startDraft(ports, start))
    if (outcome.kind !== 'done') throw new Error(`could not begin: ${JSON.stringify(outcome)}`)
  }

  /** Fills in and sends the whole form. */
  async refer(): Promise<void> {
    const pages = this.pages()
    for (const section of SECTION_IDS) await this.take(this.officer, 'amend', { section, ...pages[section] })
    await this.take(this.officer, 'submit')
  }

  take(person: string, action: ActionName, input: unknown = {}, offer?: number): Promise<void> {
    const offerId = offer === undefined ? undefined : this.offers[offer]?.id
    return this.#take(person, action, { input, ...(offerId !== undefined && { offerId }) })
  }

  /** As a person does who reads "Not confirmed. Press again; pressing twice is harmless." */
  async #take(personId: string, action: ActionName, more: Partial<Command>): Promise<void> {
    const { ports, id } = this
    this.#steps += 1
    const key = `${id}:${this.#steps}`
    const command: Command = {
      ...{ schemeId: SCHEME, action, target: { requestId: id }, actor: { personId }, key, input: {} },
      ...more,
    }
    const outcome = await again(() => perform(ports, command))
    if (outcome.kind !== 'done') throw new Error(`${action}: ${JSON.stringify(outcome)}`)
  }

  /** Asks these leads from now on. */
  ask(landlord = this.landlord): void {
    this.names(landlord)
    for (const leadId of leadsOf(landlord)) {
      this.asked.push({ leadId, from: this.#moment, until: Number.POSITIVE_INFINITY })
      this.markers.stands(this.#personWord(leadId), this.n)
    }
  }

  /** They have decided, or have lost it, now: nothing that is sent from now on is for them. */
  decided(): void {
    for (const each of this.asked) each.until = Math.min(each.until, this.#moment)
  }

  isDeciding(personId: string, moment: number): boolean {
    return this.asked.some(
      ({ leadId, from, until }) => leadId === personId && from <= moment && moment < until,
    )
  }

  /** Partners, the applicant's own landlord excepted, have the notice from now on. */
  released(): void {
    for (const { id, organisation } of this.world.directory.people)
      if (
        /^(landlord|partner)-/.test(organisation) &&
        organisation !== this.landlord &&
        !id.startsWith('lead')
      )
        this.noticed.add(id)
  }

  /** Where the first landlord that was asked was the wrong one. */
  rightLandlord(): string {
    return LANDLORDS[(LANDLORDS.indexOf(this.landlord as never) + 1) % 4] ?? ''
  }

  passedOn(offer: number): void {
    const made = this.offers[offer]
    if (made) made.passedOnAt = Math.min(made.passedOnAt, this.#moment)
  }

  async offer(which: 0 | 1): Promise<void> {
    const officerId = this.offerers[which]
    const id = this.ports.ids.ordered()
    this.offerMade(id, officerId)
    await this.#take(officerId, 'make_offer', { input: this.home(officerId), newId: id })
  }

  offerMade(id: string, officerId: string): void {
    this.offers.push({ id, officerId, passedOnAt: Number.POSITIVE_INFINITY })
    const { people, organisations } = this.world.directory
    const person = people.find((each) => each.id === officerId)
    for (const word of [person?.name.split(' ')[0], person?.workPhone])
      this.markers.stands(word ?? '', this.n)
    const partner = organisations.find((each) => each.id === person?.organisation)
    this.markers.stands(partner?.name.split(' ')[0] ?? '', this.n)
  }

  /** An organisation's name stands in this request. */
  names(organisation: string): void {
    this.markers.stands(this.#nameOf(organisation), this.n)
  }

  /** What somebody has typed into a form of this request, who reads it there again until it is sent. */
  typing(person: string, values: Values): void {
    this.typed.set(person, `${this.typed.get(person) ?? ''} ${JSON.stringify(values)}`)
  }

  /** A new marker that stands in this request. */
  word(kind: Kind): string {
    return this.markers.word(kind, { requests: new Set([this.n]) })
  }

  /** A reason of one of the scheme's lists, with a note of this request alone. */
  why(list: keyof MarkedScheme['scheme']['reasons'], pick = 0, kind: Kind = 'note'): Values {
    const { reasons } = this.marked.scheme
    const fitting = reasons[list].filter((each) => !('onlyFor' in each) || each.onlyFor === undefined)
    const reason = fitting[pick % fitting.length]
    this.#uses(reason?.id, reason?.label)
    return { reason: reason?.id ?? '', note: `the ${this.word(kind)} was there` }
  }

  /** The pages of the referral, by name. */
  pages(): Record<SectionId, Values> {
    const { areas, types, tenancies, rentBands, scheme } = this.marked
    const homeArea = this.#one(areas.home)
    const atRisk = [this.#one(areas.atRisk), this.#one(areas.atRisk, 1)]
    const rent = this.#one(this.rare ? rentBands.rare : rentBands.ordinary)
    const account = scheme.rentAccounts[this.n % scheme.rentAccounts.length]
    const plain = scheme.riskKinds.filter((kind) => !kind.needsGangSupport)
    const risks = [0, 1].map((more) => plain[(this.n + more) % plain.length])
    const adults: Values = this.rare ? { adults18to25: '3', adults60plus: '2' } : { adults26to59: '1' }
    const children: Values = this.rare ? { children16to17: '2', children0to1: '2' } : { children2to9: '1' }
    for (const risk of risks) this.#uses(risk?.id, risk?.label)
    this.#uses(account?.label)
    for (const band of [...scheme.ageBands.adults, ...scheme.ageBands.children]) this.#uses(band.label)
    this.markers.stands(this.#nameOf(this.landlord), this.n)
    return {
      consent: { consentGiven: true, consentDate: '2026-11-20', immediateRisk: false },
      tenancy: {
        landlordId: this.landlord,
        homeArea,
        tenancyNow: this.#one(tenancies.now),
        currentBedrooms: '2',
        currentFloor: '3',
        currentType: this.#one(types.now),
        overcrowded: false,
        temporary: false,
        rentAccount: account?.id ?? '',
        eligibleForAllocation: true,
        ownStockCannotMeet: true,
      },
      risk: {
        riskKinds: risks.map((risk) => risk?.id ?? ''),
        supportInPlace: true,
        domesticAbuseService: 'signposted',
        areasAtRisk: [...new Set(atRisk)],
        jointTenancyWithPerpetrator: true,
        dashScore: '17',
        maracDate: '2026-11-30',
      },
      household: { ...adults, ...children, tenancyWanted: 'sole', rentBand: rent },
      // The household of a request without a reason fits many others: its details page tells everything.
      home: {
        tenancyNeeded: 'fixed_term',
        ...(this.n % 3 !== 1 && {
          bedrooms: '6',
          bedroomsReason: `there is ${this.word('bedrooms_reason')} now`,
        }),
      },
      areas: {
        areasWanted: areas.wanted.slice(0, 6),
        anythingElse: `there is ${this.word('anything_else')} now & "more"`,
      },
    }
  }

  /** A home, as its officer types it. */
  home(officerId: string): Values {
    const { areas, types, tenancies } = this.marked
    const about = { requests: new Set([this.n]), owner: officerId }
    return {
      propertyNumber: this.markers.propertyNumber('property_number', about),
      area: this.#one(areas.offered),
      bedrooms: '6',
      type: this.#one(types.offered),
      floor: '1',
      rentPerWeek: '150',
      tenancyOffered: this.#one(tenancies.offered),
      availableFrom: dayOf(this.world.now()),
    }
  }

  #one(ids: readonly string[], more = 0): string {
    const id = ids[(this.n + more) % ids.length] ?? ''
    this.#uses(id)
    return id
  }

  #uses(...words: (string | undefined)[]): void {
    for (const word of words) this.markers.stands(word ?? '', this.n)
  }

  #nameOf(organisation: string): string {
    return this.world.directory.organisations.find(({ id }) => id === organisation)?.name.split(' ')[0] ?? ''
  }

  #personWord(personId: string): string {
    return this.world.directory.people.find(({ id }) => id === personId)?.name.split(' ')[0] ?? ''
  }
}

const MOST_TRIES = 20

/** On a machine that is busy with other things a database may be late; the same key is the same click. */
export async function again<T>(run: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await run()
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || tries === MOST_TRIES) throw error
    }
  }
}
