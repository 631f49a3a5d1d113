import { FIRST_HEAD } from '../../src/core/audit/chain.js'
import type { Change } from '../../src/core/change.js'
import { newFollowUp, wantedFollowUps } from '../../src/core/follow-up/schedule.js'
import type { PlacementRecord } from '../../src/core/placement/placement.js'
import type { SchemeStore } from '../../src/core/ports.js'
import { emptyForm, type FormContent } from '../../src/core/request/form-content.js'
import { applySection, SECTION_IDS, type SectionId } from '../../src/core/request/form-sections.js'
import { NOTHING_YET } from '../../src/core/request/new-request.js'
import type { ApprovalRecord, FollowUpRecord, RequestRecord } from '../../src/core/request/records.js'
import { systemIds } from '../../src/store/ids.js'
import { COORDINATOR, OFFICER, tenantOf, userOf, type World } from './world.js'

/** A request that one lead can decide, or a coordinator release, with the lead's card. */
export interface PreparedCase {
  request: RequestRecord
  approval: ApprovalRecord
  followUps: FollowUpRecord[]
  card: PlacementRecord
}

/** Writes `count` requests straight through the store, as the steps before would have left them. */
export async function prepareCases(
  store: SchemeStore,
  world: World,
  state: 'awaiting_approval' | 'approved',
  count: number,
): Promise<PreparedCase[]> {
  const cases = Array.from({ length: count }, (_, n) => preparedCase(world, state, n))
  for (let at = 0; at < count; at += AT_ONCE) {
    const some = cases.slice(at, at + AT_ONCE)
    const result = await store.commit({
      ...NO_CHANGE,
      create: some.map(({ request }) => request),
      approvals: some.map(({ approval }) => approval),
      followUps: { make: some.flatMap(({ followUps }) => followUps), cancel: [], done: [] },
    })
    if (result !== 'committed') throw new Error(`requests could not be prepared: ${result}`)
    await store.upsertPlacements(
      some.map(({ card }) => card),
      new Date(),
    )
  }
  return cases
}

const AT_ONCE = 100

export const NO_CHANGE: Change = {
  update: null,
  create: [],
  approvals: [],
  offers: [],
  notices: [],
  moves: [],
  ledger: [],
  followUps: { make: [], cancel: [], done: [] },
  audit: [],
  access: [],
  outbox: [],
  receipt: null,
  intake: null,
  settled: null,
  away: [],
}

function preparedCase(world: World, state: RequestRecord['state'], n: number): PreparedCase {
  const { scheme, landlords } = world
  const landlord = landlords[n % landlords.length]
  if (!landlord) throw new Error('there is no landlord')
  const now = new Date()
  const at = now.toISOString()
  const approved = state === 'approved'
  const code = systemIds.random().slice(0, 13)
  const request: RequestRecord = {
    id: systemIds.ordered(),
    schemeId: scheme.id,
    schemeVersion: scheme.version,
    state,
    version: 4,
    workingCode: `W-${code}`,
    reference: approved ? `${scheme.referencePrefix}-${code}` : null,
    landlordId: landlord.id,
    ownerId: COORDINATOR,
    officerIds: [OFFICER],
    createdAt: at,
    enteredStateAt: at,
    enteredStateSeq: 4,
    lastActivityAt: at,
    ...NOTHING_YET,
    form: filledForm(world, landlord.id),
    audit: { seq: 4, head: FIRST_HEAD },
  }
  const approval: ApprovalRecord = {
    id: systemIds.ordered(),
    requestId: request.id,
    personId: landlord.leadId,
    askedAt: at,
    round: 1,
    decision: approved ? 'approved' : null,
    decidedAt: approved ? at : null,
    decidedBy: approved ? landlord.leadId : null,
    ended: false,
  }
  const wanted = wantedFollowUps({ scheme, request, approvals: [approval], offers: [] }, now)
  return {
    request,
    approval,
    followUps: wanted.map((want) => newFollowUp(want, request.id, systemIds)),
    card: card(request, approval, landlord),
  }
}

function card(
  request: RequestRecord,
  approval: ApprovalRecord,
  { id, leadId }: World['landlords'][number],
): PlacementRecord {
  const conversation = {
    platform: 'slack',
    tenant: tenantOf(id),
    kind: 'person',
    id: userOf(leadId),
  } as const
  return {
    id: systemIds.random(),
    key: `approval:${approval.id}:${leadId}`,
    screen: 'approval_card',
    requestId: request.id,
    noticeId: null,
    offerId: null,
    topic: null,
    personId: leadId,
    partnerId: null,
    conversation,
    message: { conversation, roomId: `D${request.id}`, messageId: '1700000000.000001' },
    face: `pending:${request.version}`,
    shownFace: `pending:${request.version}`,
    wanted: 1,
    shown: 1,
    state: 'sent',
    withdraw: false,
    dueAt: request.createdAt,
    attempts: 1,
    attemptedAt: request.createdAt,
    note: null,
  }
}

let known: FormContent | null = null

/** Read by the form's own rules once; afterwards only the landlord differs, which is no part of it. */
function filledForm({ scheme, areasWanted }: World, landlordId: string): FormContent {
  if (known) return known
  let state = { form: emptyForm(), landlordId: null as string | null }
  for (const section of SECTION_IDS) {
    const applied = applySection(state, section, answers(landlordId, areasWanted)[section], scheme)
    if (!applied.ok) throw new Error(`${section}: ${JSON.stringify(applied.errors)}`)
    state = applied.state
  }
  known = state.form
  return known
}

function answers(landlordId: string, areasWanted: string[]): Record<SectionId, Record<string, unknown>> {
  return {
    consent: { consentGiven: true, consentDate: '2026-02-27', immediateRisk: false },
    tenancy: {
      landlordId,
      homeArea: 'E09000033',
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
      acceptOneFewer: true,
      propertyNeeds: ['lift:needed'],
      highestFloor: 'second',
      tenancyNeeded: 'lifetime',
    },
    areas: { areasWanted, anythingElse: 'Near a bus stop would help.' },
  }
}
