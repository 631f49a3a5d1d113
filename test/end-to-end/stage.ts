import { readScheme, schemeFileOf } from '../../src/app/schemes.js'
import { type FormStep, isInput, stepOf } from '../../src/bots/forms/form.js'
import { buildForm } from '../../src/bots/forms/index.js'
import type { Outcome } from '../../src/core/outcome.js'
import { type Command, perform } from '../../src/core/perform.js'
import type { Ports } from '../../src/core/ports.js'
import { SECTION_IDS } from '../../src/core/request/form-sections.js'
import { recordEnquiry } from '../../src/core/request/record-enquiry.js'
import type { OfferRecord, RequestRecord } from '../../src/core/request/records.js'
import { startDraft } from '../../src/core/request/start-draft.js'
import type { ActionName } from '../../src/core/request/step.js'
import type { FieldValues } from '../../src/standins/slack/index.js'
import { REFERRAL_PAGES } from '../support/referral-pages.js'
import { SCHEME, type World } from './world.js'

/** The program as far as a request can be brought on in it. */
type Running = Pick<World, 'app' | 'now'>

export const scheme = readScheme(schemeFileOf(SCHEME))
export const OFFICER = 'rosalind-achebe'
export const COORDINATOR = 'maren-calloway'
export const COVER = 'idris-okonjo'
/** Enfield has two named leads. */
export const LANDLORD = 'enfield'
export const LEAD = 'leila-underhill'
export const SECOND_LEAD = 'joanna-lomax'
/** Bexley gets every notice here. */
export const PARTNER = 'bexley'
export const HOUSING_OFFICER = 'hamid-birtwhistle'

/** Where a request can be brought to, in the order in which it gets there. */
const STAGES = [
  'enquiry',
  'draft',
  'submitted',
  'information_needed',
  'awaiting_approval',
  'approved',
  'circulated',
  'offered',
  'area_checked',
  'passed_on',
  'viewing_arranged',
  'viewed',
  'accepted',
  'moved',
] as const
export type Stage = (typeof STAGES)[number]

/** Few partners have homes there: Bexley, Lambeth, Merton, Sutton, Richmond. */
export const PAGES: Readonly<Record<string, FieldValues>> = {
  ...REFERRAL_PAGES,
  tenancy: { ...REFERRAL_PAGES.tenancy, landlordId: LANDLORD, homeArea: 'E09000010' },
  areas: { areasWanted: ['E09000004', 'E09000022', 'E09000024', 'E09000029', 'E09000027'] },
}

export const HOME: FieldValues = {
  propertyNumber: 'BX-1',
  area: 'E09000004',
  bedrooms: '2',
  type: 'flat',
  floor: '1',
  rentPerWeek: '150',
  tenancyOffered: 'secure_lifetime',
  availableFrom: '2026-12-01',
}

interface StageOptions {
  /** Answers that differ, page by page. */
  answers?: Readonly<Record<string, FieldValues>>
  /** Whether the worker is rung, so that cards and notices go out. */
  ring?: boolean
}

/** A request that real steps have brought to this stage, taken in core by the people whose steps they are. */
export async function requestAt(world: Running, stage: Stage, options: StageOptions = {}): Promise<Staged> {
  const { app } = world
  const ports = { ...app.ports, ...(!options.ring && { doorbell: { ring: () => undefined } }) }
  const id = ports.ids.ordered()
  const staged = new Staged(world, ports, id)
  const until = STAGES.indexOf(stage)
  const start = { schemeId: SCHEME, actor: { personId: OFFICER }, key: `start:${id}`, newId: id }
  if (stage === 'enquiry') {
    done(await recordEnquiry(ports, start))
    return staged
  }
  done(await startDraft(ports, start))
  // A question and its answer are not on everybody's way.
  const way = STAGES.slice(2, until + 1).filter((each) => each === stage || each !== 'information_needed')
  for (const reached of way) await TO[reached]?.(staged, options.answers ?? {})
  return staged
}

/** One request, with shortcuts for whoever wants to move or read it from behind. */
export class Staged {
  offerId = ''
  #steps = 0

  constructor(
    readonly world: Running,
    public ports: Ports,
    readonly id: string,
  ) {}

  /** Takes a step in core, as this person, and throws when it does not succeed. */
  async take(
    personId: string,
    action: ActionName,
    input: unknown = {},
    more: Partial<Command> = {},
  ): Promise<void> {
    this.#steps += 1
    done(
      await perform(this.ports, {
        schemeId: SCHEME,
        action,
        target: { requestId: this.id },
        actor: { personId },
        key: `${this.id}:${this.#steps}`,
        input,
        ...(this.offerId && { offerId: this.offerId }),
        ...more,
      }),
    )
  }

  /** Has a partner offer a home; the steps that follow are about this offer. */
  async offer(home: FieldValues = HOME, officer = HOUSING_OFFICER): Promise<string> {
    const newId = this.ports.ids.ordered()
    await this.take(officer, 'make_offer', inputOf('make_offer', home), { newId })
    this.offerId = newId
    return newId
  }

  async record(): Promise<RequestRecord> {
    const [request] = await this.#store().listRequests({ ids: [this.id] })
    if (!request) throw new Error('the request is not there')
    return request
  }

  offers(): Promise<OfferRecord[]> {
    return this.#store().listOffers({ requestIds: [this.id] })
  }

  /** Working code; the request has one from its submission on. */
  async code(): Promise<string> {
    return (await this.record()).workingCode ?? ''
  }

  /** Actions in the audit chain, oldest first. */
  async history(): Promise<string[]> {
    const chain = await this.world.app.opened.audit.transitionsOf(SCHEME, this.id)
    return chain?.entries.map(({ action }) => action) ?? []
  }

  #store() {
    return this.world.app.opened.store.forScheme(SCHEME)
  }
}

type Move = (staged: Staged, answers: Readonly<Record<string, FieldValues>>) => Promise<unknown>

const TO: Partial<Record<Stage, Move>> = {
  submitted: async (staged, answers) => {
    for (const section of SECTION_IDS) {
      const values = inputOf('refer', { ...PAGES[section], ...answers[section] }, section)
      await staged.take(OFFICER, 'amend', { section, ...values })
    }
    await staged.take(OFFICER, 'submit')
  },
  information_needed: async (staged) => {
    await staged.take(COORDINATOR, 'return_for_information', { question: 'Is there a lift now?' })
  },
  awaiting_approval: async (staged) => {
    await staged.take(COORDINATOR, 'send_for_approval')
  },
  approved: (staged) => staged.take(LEAD, 'approve', { identityConfirmed: true }),
  circulated: (staged) => staged.take(COORDINATOR, 'release'),
  offered: (staged) => staged.offer(),
  area_checked: (staged) => staged.take(COORDINATOR, 'check_area', { suitable: true }),
  passed_on: (staged) => staged.take(OFFICER, 'choose_offer'),
  viewing_arranged: (staged) =>
    staged.take(OFFICER, 'arrange_viewing', { viewingAt: hence(staged.world, 1).toISOString() }),
  viewed: (staged) => later(staged, () => staged.take(OFFICER, 'record_viewing')),
  accepted: (staged) => staged.take(OFFICER, 'accept_offer'),
  moved: (staged) =>
    staged.take(HOUSING_OFFICER, 'confirm_tenancy_start', { startedOn: dayOf(staged.world.now()) }),
}

/** Form values, as a person gives them, as the step behind the form takes them. */
export function inputOf(
  form: Parameters<typeof buildForm>[0],
  values: FieldValues,
  step: string = form,
): Record<string, unknown> {
  const page: FormStep = stepOf(buildForm(form, scheme), step)
  return Object.fromEntries(
    page.fields.filter(isInput).flatMap(({ name, kind }) => {
      const value = values[name]
      if (value === undefined || value === null) return []
      if (kind === 'yesno') return [[name, value === 'yes']]
      return [[name, kind === 'tick' ? Array.isArray(value) && value.length > 0 : value]]
    }),
  )
}

/** Takes a step two hours from now, without moving anybody's clock. */
async function later(staged: Staged, step: () => Promise<void>): Promise<void> {
  const { clock } = staged.ports
  Object.assign(staged.ports, { clock: { now: () => hence(staged.world, 2) } })
  await step()
  Object.assign(staged.ports, { clock })
}

function hence(world: Running, hours: number): Date {
  return new Date(world.now().getTime() + hours * 3_600_000)
}

export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10)
}

function done(outcome: Outcome): void {
  if (outcome.kind !== 'done') throw new Error(`could not be staged: ${JSON.stringify(outcome)}`)
}
