import { readFileSync } from 'node:fs'
import { FIRST_HEAD } from '../../src/core/audit/chain.js'
import type { CaseFacts, OpenCase } from '../../src/core/facts.js'
import { emptyForm, type FormContent } from '../../src/core/request/form-content.js'
import { applySection, SECTION_IDS, type SectionId } from '../../src/core/request/form-sections.js'
import { NOTHING_YET } from '../../src/core/request/new-request.js'
import type {
  ApprovalRecord,
  NoticeRecord,
  OfferRecord,
  PartnerRecord,
  PersonRecord,
  RequestRecord,
} from '../../src/core/request/records.js'
import type { OfferState, Role, State } from '../../src/core/request/states.js'
import {
  type Effects,
  isRefusal,
  type Refusal,
  type Step,
  type StepContext,
} from '../../src/core/request/step.js'
import { parseScheme } from '../../src/core/scheme/parse-scheme.js'
import type { Scheme } from '../../src/core/scheme/scheme-file.js'

/** Small hand-made cases for tests of decisions. Everybody and everything in them is invented. */

const london = parse()

/** London's scheme file, with some of its rules replaced. */
export function aScheme(
  rules: { [Group in keyof Scheme['rules']]?: Partial<Scheme['rules'][Group]> } = {},
): Scheme {
  const groups = Object.entries(rules).map(([group, change]) => [
    group,
    typeof change === 'object'
      ? { ...(london.rules[group as keyof Scheme['rules']] as object), ...change }
      : change,
  ])
  return { ...london, rules: { ...london.rules, ...Object.fromEntries(groups) } }
}

export const NOW = new Date('2026-03-03T10:00:00Z')

export const BRENT = 'E09000005'
export const CAMDEN = 'E09000007'
export const CROYDON = 'E09000008'
export const EALING = 'E09000009'
export const HACKNEY = 'E09000012'
export const BARNET = 'E09000003'
export const HARROW = 'E09000015'

export function aPerson(
  id: string,
  organisationId: string,
  roles: Role[],
  more: Partial<PersonRecord> = {},
): PersonRecord {
  return {
    id,
    name: `Name of ${id}`,
    workPhone: '+442079460101',
    email: `${id}@example.org`,
    organisationId,
    team: null,
    roles: roles.map((role) => ({ role, organisationId })),
    away: null,
    ...more,
  }
}

export const PEOPLE = {
  officer: aPerson('officer', 'advice', ['nominating_officer']),
  lead: aPerson('lead', 'landlord', ['named_lead']),
  secondLead: aPerson('second-lead', 'landlord', ['named_lead']),
  colleague: aPerson('colleague', 'landlord', ['partner_manager']),
  housingOfficer: aPerson('housing-officer', 'camden-homes', ['housing_officer']),
  coordinator: aPerson('coordinator', 'team', ['coordinator']),
  secondCoordinator: aPerson('second-coordinator', 'team', ['coordinator']),
}

export function aPartner(
  id: string,
  stockAreas: string[] | null,
  more: Partial<PartnerRecord> = {},
): PartnerRecord {
  return {
    id,
    name: `Name of ${id}`,
    kind: 'registered_provider',
    active: true,
    stockAreas,
    successorId: null,
    ...more,
  }
}

/** One wanted area each for Camden and Ealing, none for Croydon; the landlord has stock in a wanted area too. */
export const PARTNERS = [
  aPartner('landlord', [HACKNEY, CAMDEN]),
  aPartner('camden-homes', [CAMDEN]),
  aPartner('ealing-homes', [EALING, CROYDON]),
  aPartner('croydon-homes', [CROYDON]),
  aPartner('without-list', null),
]

/** A correct answer to every field of the form. */
export const FIELDS: Record<SectionId, Record<string, unknown>> = {
  consent: { consentGiven: true, consentDate: '2026-02-27', immediateRisk: false },
  tenancy: {
    landlordId: 'landlord',
    homeArea: HACKNEY,
    tenancyNow: 'secure_lifetime',
    owedByLocalAuthority: false,
    currentBedrooms: 2,
    currentFloor: 1,
    currentType: 'flat',
    overcrowded: false,
    temporary: false,
    rentAccount: 'clear',
    eligibleForAllocation: true,
    ownStockCannotMeet: true,
  },
  risk: {
    riskKinds: ['domestic_abuse'],
    supportInPlace: true,
    domesticAbuseService: 'involved',
    gangSupportConfirmed: false,
    housingMovesRegistered: true,
    areasAtRisk: ['E09000030'],
    jointTenancyWithPerpetrator: false,
    dashScore: 14,
    maracDate: '2026-02-20',
    keepApartFrom: '',
    excludedOrganisations: [],
    excludedPeople: [],
  },
  household: {
    adults18to25: 0,
    adults26to59: 1,
    adults60plus: 0,
    children0to1: 0,
    children2to9: 1,
    children10to15: 0,
    children16to17: 0,
    girls2to9: 1,
    couples: 0,
    babyExpected: false,
    carer: false,
    tenancyWanted: 'sole',
    rentBand: 'up_to_190',
  },
  home: {
    acceptOneFewer: false,
    propertyNeeds: ['lift:needed'],
    highestFloor: 'second',
    tenancyNeeded: 'lifetime',
  },
  areas: {
    areasWanted: [BARNET, BRENT, CAMDEN, EALING, HARROW],
    anythingElse: 'Near a bus stop would help.',
  },
}

/** The whole form filled in, with some fields answered otherwise. */
export function aForm(answers: Partial<Record<SectionId, Record<string, unknown>>> = {}): FormContent {
  if (Object.keys(answers).length > 0) return filledIn(answers)
  usualForm ??= filledIn({})
  return structuredClone(usualForm)
}

let usualForm: FormContent | undefined

function filledIn(answers: Partial<Record<SectionId, Record<string, unknown>>>): FormContent {
  let state = { form: emptyForm(), landlordId: null as string | null }
  for (const section of SECTION_IDS) {
    const applied = applySection(state, section, { ...FIELDS[section], ...answers[section] }, london)
    if (!applied.ok) throw new Error(`${section}: ${JSON.stringify(applied.errors)}`)
    state = applied.state
  }
  return state.form
}

export function aRequest(more: Partial<RequestRecord> = {}): RequestRecord {
  return {
    id: 'request',
    schemeId: 'london',
    schemeVersion: 1,
    state: 'submitted',
    version: 4,
    workingCode: 'W-7K3Q9F',
    reference: null,
    landlordId: 'landlord',
    ownerId: null,
    officerIds: ['officer'],
    createdAt: '2026-03-01T09:00:00.000Z',
    enteredStateAt: '2026-03-02T09:00:00.000Z',
    enteredStateSeq: 3,
    lastActivityAt: '2026-03-02T09:00:00.000Z',
    ...NOTHING_YET,
    form: aForm(),
    audit: { seq: 4, head: FIRST_HEAD },
    ...more,
  }
}

export function anApproval(personId: string, more: Partial<ApprovalRecord> = {}): ApprovalRecord {
  return {
    id: `approval-of-${personId}`,
    requestId: 'request',
    personId,
    askedAt: '2026-03-02T09:00:00.000Z',
    round: 1,
    decision: null,
    decidedAt: null,
    decidedBy: null,
    ended: false,
    ...more,
  }
}

export function aNotice(partnerId: string, more: Partial<NoticeRecord> = {}): NoticeRecord {
  return {
    id: `notice-of-${partnerId}`,
    requestId: 'request',
    partnerId,
    reference: `P-${partnerId}`,
    areas: [],
    round: 1,
    live: true,
    ...more,
  }
}

export function anOffer(state: OfferState, more: Partial<OfferRecord> = {}): OfferRecord {
  return {
    id: 'offer',
    requestId: 'request',
    partnerId: 'camden-homes',
    officerId: 'housing-officer',
    state,
    home: {
      propertyNumber: 'CH-4411',
      area: CAMDEN,
      bedrooms: 2,
      type: 'flat',
      floor: 2,
      lift: true,
      meets: ['lift:needed'],
      rentPerWeek: 150,
      tenancyOffered: 'secure_lifetime',
      availableFrom: '2026-03-20',
    },
    madeAt: '2026-03-02T11:00:00.000Z',
    replyBy: null,
    keepUntil: null,
    viewingAt: null,
    endReason: null,
    endNote: null,
    endedAt: null,
    ...more,
  }
}

/** A case with everybody in it; the coordinator acts unless it says otherwise. */
export function aCase(
  more: Partial<Omit<CaseFacts, 'request' | 'actor'>> & {
    state?: State
    request?: Partial<RequestRecord>
    actor?: PersonRecord
  } = {},
): OpenCase {
  const { state, request, ...facts } = more
  return {
    scheme: london,
    intake: 'open',
    actor: PEOPLE.coordinator,
    receipt: null,
    placement: null,
    approvals: [],
    offers: [],
    notices: [],
    followUps: [],
    move: null,
    people: Object.values(PEOPLE),
    partners: PARTNERS,
    accounts: [],
    rooms: [],
    placements: [],
    ...facts,
    request: aRequest({ ...(state && { state }), ...request }),
  }
}

/** Ids and bytes that are the same in every run. */
export function countedIds(): StepContext['ids'] {
  let count = 0
  const next = () => `id-${++count}`
  return {
    ordered: next,
    random: next,
    bytes: (size) => Uint8Array.from({ length: size }, () => count++ % 30),
  }
}

export function aContext(facts: OpenCase, more: Partial<StepContext> = {}): StepContext {
  return { now: NOW, ids: countedIds(), newId: 'new-id', by: facts.actor, offer: null, ...more }
}

export type Taken = Effects | Refusal | { errors: Record<string, string> }

/** Takes a step as the engine does: the form is checked, then the decision is made. */
export function take<I>(
  step: Step<I>,
  facts: OpenCase,
  input: unknown = {},
  more: Partial<StepContext> = {},
): Taken {
  const parsed = step.input(facts).safeParse(input)
  if (!parsed.success) {
    const errors: Record<string, string> = {}
    for (const { path, message } of parsed.error.issues) errors[String(path[0] ?? 'form')] ??= message
    return { errors }
  }
  return step.decide(facts, parsed.data, aContext(facts, more))
}

/** What a step changes; fails loudly when it was refused. */
export function effectsOf<I>(
  step: Step<I>,
  facts: OpenCase,
  input?: unknown,
  more?: Partial<StepContext>,
): Effects {
  const taken = take(step, facts, input, more)
  if ('errors' in taken || isRefusal(taken)) throw new Error(`Refused: ${JSON.stringify(taken)}`)
  return taken
}

/** Code of the refusal, or the fields with an error; fails loudly when the step was taken. */
export function refusalOf<I>(
  step: Step<I>,
  facts: OpenCase,
  input?: unknown,
  more?: Partial<StepContext>,
): { code: string; field?: string; say: string } {
  const taken = take(step, facts, input, more)
  if ('errors' in taken) {
    const [[field = '', say = ''] = []] = Object.entries(taken.errors)
    return { code: 'invalid', field, say }
  }
  if (!isRefusal(taken)) throw new Error(`Not refused: ${taken.say}`)
  return { code: taken.refused, ...(taken.field && { field: taken.field }), say: taken.say }
}

function parse(): Scheme {
  const file = readFileSync(new URL('../../schemes/london.yaml', import.meta.url), 'utf8')
  const parsed = parseScheme(file, 'schemes/london.yaml')
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors, null, 2))
  return parsed.scheme
}
