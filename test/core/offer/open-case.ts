import type { OpenCase } from '../../../src/core/facts.js'
import { emptyForm } from '../../../src/core/request/form-content.js'
import { NOTHING_YET } from '../../../src/core/request/new-request.js'
import type {
  NoticeRecord,
  OfferRecord,
  PartnerRecord,
  PersonRecord,
  RequestRecord,
} from '../../../src/core/request/records.js'
import type { Role } from '../../../src/core/request/states.js'
import type { Effects, Refusal, Step, StepContext } from '../../../src/core/request/step.js'
import { isRefusal } from '../../../src/core/request/step.js'
import { london } from '../scheme/london.js'

/** A Tuesday morning. */
export const NOW = new Date('2026-03-03T10:00:00.000Z')
const SCHEME = london()
const HACKNEY = 'E09000012'
const CAMDEN = 'E09000007'

export const officer = person('noor', 'agency', 'nominating_officer')
export const housing = person('hope', 'birch', 'housing_officer')
export const coordinator = person('cleo', 'team', 'coordinator')
export const secondCoordinator = person('dee', 'team', 'coordinator')

/** A circulated request that a two-bedroom home in Hackney meets in everything. */
export function aRequest(change: Partial<RequestRecord> = {}): RequestRecord {
  const form = emptyForm()
  return {
    id: 'r1',
    schemeId: 'london',
    schemeVersion: 1,
    state: 'circulated',
    version: 7,
    workingCode: 'W-7K3Q9F',
    reference: 'ARC-7K3Q-26',
    landlordId: 'ash',
    ownerId: coordinator.id,
    officerIds: [officer.id],
    createdAt: '2026-01-05T10:00:00.000Z',
    enteredStateAt: '2026-02-02T10:00:00.000Z',
    enteredStateSeq: 6,
    lastActivityAt: '2026-02-02T10:00:00.000Z',
    ...NOTHING_YET,
    circulatedAt: '2026-02-02T10:00:00.000Z',
    round: 1,
    form: {
      ...form,
      needs: {
        areasWanted: [HACKNEY, CAMDEN],
        toldByRiskAreas: false,
        tenancyNeeded: 'lifetime',
        bedrooms: 2,
        propertyNeeds: { wheelchair: 'essential_rooms' },
      },
      details: {
        rentBand: 'up_to_160',
        household: {
          adults: { a26_59: 2 },
          couples: 1,
          under21: null,
          children: { c2_9: { f: 1, m: 1, unknown: 1 } },
          babyExpected: true,
          carer: false,
        },
      },
      approval: { ...form.approval, tenancyNow: 'assured_lifetime', riskKinds: ['domestic_abuse'] },
    },
    audit: { seq: 6, head: 'h6' },
    ...change,
  }
}

/** The same request with parts of its form changed. */
export function withForm(
  request: RequestRecord,
  change: { [Part in keyof RequestRecord['form']]?: Partial<RequestRecord['form'][Part]> },
): RequestRecord {
  const { needs, details, approval, confidential } = request.form
  return {
    ...request,
    form: {
      needs: { ...needs, ...change.needs },
      details: { ...details, ...change.details },
      approval: { ...approval, ...change.approval },
      confidential: { ...confidential, ...change.confidential },
    },
  }
}

export function anOffer(
  change: Partial<OfferRecord> = {},
  home: Partial<OfferRecord['home']> = {},
): OfferRecord {
  return {
    id: 'o1',
    requestId: 'r1',
    partnerId: 'birch',
    officerId: housing.id,
    state: 'made',
    madeAt: '2026-03-02T10:00:00.000Z',
    replyBy: null,
    keepUntil: '2026-03-09T17:30:00.000Z',
    viewingAt: null,
    endReason: null,
    endNote: null,
    endedAt: null,
    ...change,
    home: {
      propertyNumber: 'HX-1042',
      area: HACKNEY,
      bedrooms: 2,
      type: 'flat',
      floor: 2,
      lift: true,
      meets: ['wheelchair:fully'],
      rentPerWeek: 145.2,
      tenancyOffered: 'secure_lifetime',
      availableFrom: '2026-03-24',
      ...home,
    },
  }
}

export function aNotice(change: Partial<NoticeRecord> = {}): NoticeRecord {
  return {
    id: 'n1',
    requestId: 'r1',
    partnerId: 'birch',
    reference: 'P-9XWQ4M',
    areas: [],
    round: 1,
    live: true,
    ...change,
  }
}

export function aCase(change: Partial<OpenCase> = {}): OpenCase {
  return {
    scheme: structuredClone(SCHEME),
    intake: 'open',
    actor: coordinator,
    receipt: null,
    placement: null,
    request: aRequest(),
    approvals: [],
    offers: [],
    notices: [aNotice()],
    followUps: [],
    move: null,
    people: [officer, housing, coordinator, secondCoordinator],
    partners: [aPartner('ash'), aPartner('birch'), aPartner('cedar')],
    accounts: [],
    rooms: [],
    placements: [],
    ...change,
  }
}

export function aPartner(id: string, change: Partial<PartnerRecord> = {}): PartnerRecord {
  return {
    id,
    name: id,
    kind: 'registered_provider',
    active: true,
    stockAreas: null,
    successorId: null,
    ...change,
  }
}

export function person(id: string, organisationId: string, ...roles: Role[]): PersonRecord {
  return {
    id,
    name: id,
    workPhone: '020 7946 0100',
    email: `${id}@example.org`,
    organisationId,
    team: null,
    roles: roles.map((role) => ({ role, organisationId })),
    away: null,
  }
}

/** Ids that count, so that a test can name them. */
export function countingIds() {
  let count = 0
  const next = () => `id-${++count}`
  return { ordered: next, random: next, bytes: (size: number) => new Uint8Array(size) }
}

/** Takes a step as the engine does: form first, then the decision. Throws where the form is not filled correctly. */
export function take<I>(
  step: Step<I>,
  facts: OpenCase,
  input: unknown = {},
  context: Partial<StepContext> = {},
): Effects | Refusal {
  const parsed = step.input(facts).parse(input)
  return step.decide(facts, parsed, {
    now: NOW,
    ids: countingIds(),
    newId: 'new-1',
    by: facts.actor,
    offer: facts.offers[0] ?? null,
    ...context,
  })
}

/** The effects of a step that must go through. */
export function done<I>(...args: Parameters<typeof take<I>>): Effects {
  const result = take(...args)
  if (isRefusal(result)) throw new Error(`Refused: ${result.say}`)
  return result
}

/** Sentences by field of a form that must not pass. */
export function fieldErrors<I>(step: Step<I>, input: unknown, facts = aCase()): Record<string, string> {
  const parsed = step.input(facts).safeParse(input)
  if (parsed.success) throw new Error('The form passed')
  return Object.fromEntries(parsed.error.issues.map(({ path, message }) => [String(path[0]), message]))
}

export function told(effects: Effects): string[] {
  return (effects.tell ?? []).map(({ topic, to, urgent }) => `${urgent ? 'urgent ' : ''}${topic} > ${to}`)
}
