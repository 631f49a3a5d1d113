import { detailsView } from '../../src/bots/views/details-view.js'
import { changeRequest } from '../../src/core/circulation/change-request.js'
import { recallRequest } from '../../src/core/circulation/recall-request.js'
import { releaseRequest } from '../../src/core/circulation/release-request.js'
import { CASE_PARTS, type OpenCase } from '../../src/core/facts.js'
import { rarity } from '../../src/core/household/rarity.js'
import { entriesForMove } from '../../src/core/move/ledger.js'
import { moveOf } from '../../src/core/move/move-of.js'
import type { FormContent } from '../../src/core/request/form-content.js'
import { NOTHING_YET } from '../../src/core/request/new-request.js'
import type { LedgerEntry, RequestRecord } from '../../src/core/request/records.js'
import type { State } from '../../src/core/request/states.js'
import { type Effects, isRefusal, type Refusal, type StepContext } from '../../src/core/request/step.js'
import type { Scheme } from '../../src/core/scheme/scheme-file.js'
import { detailsPage } from '../../src/core/screen/open-details.js'
import { asText } from './as-text.js'
import { Channels, type InChannel } from './channels.js'
import { formOf } from './form-of.js'
import type { Landlord } from './landlords.js'
import type { Registered } from './register.js'
import type { Seeded } from './seeded.js'

/** What one partner saw of one notice, and what only the measurement knows of it. */
export interface Seen extends InChannel {
  partnerId: string
  reference: string
  round: number
  request: number
  details: string
  form: FormContent
  /** A coordinator read before release that hardly anybody else fits. */
  warned: boolean
}

/** One request from its release to its end. */
export interface Life {
  request: number
  applicant: Registered
  seen: Seen[]
  entries: LedgerEntry[]
  /** Landlords of a move by an offer. */
  moved: { from: number; to: number; at: string } | null
}

interface LifePlan {
  scheme: Scheme
  landlords: readonly Landlord[]
  applicant: Registered
  released: Date
  index: number
  random: Seeded
  /** Instead of the program's own details page, for planting a leak. */
  pageOf?: typeof detailsPage
}

const DAY_MS = 86_400_000

/** Lives a request through the program's own steps, with dice for what people decide. */
export function live(plan: LifePlan): Life {
  const { random, landlords, released } = plan
  const { facts, context } = caseOf(plan)
  const channels = new Channels(plan.scheme, landlords, context.ids)
  const pages = new Map<string, string>()
  let open = facts
  let now = released
  const after = (least: number, most: number) => {
    now = new Date(now.getTime() + (least + random.next() * (most - least)) * DAY_MS)
  }
  const take = (done: Effects | Refusal, state: State) => {
    if (isRefusal(done)) return false
    open = {
      ...open,
      request: { ...open.request, ...done.request, state, version: open.request.version + 1 },
    }
    const changed = new Map((done.notices ?? []).map((notice) => [notice.id, notice]))
    const before = open.notices.map((notice) => changed.get(notice.id) ?? notice)
    const known = new Set(before.map(({ id }) => id))
    open = { ...open, notices: [...before, ...[...changed.values()].filter(({ id }) => !known.has(id))] }
    channels.plan(open, done.urgent === true, now)
    for (const { reference, live } of open.notices)
      if (live && !pages.has(reference)) pages.set(reference, pageText(plan, open.request.form, reference))
    return true
  }
  const at = () => ({ ...context, now })
  const become = (state: State) => take({ say: '' }, state)

  const forms = new Map<number, FormContent>()
  const noteForm = () => forms.set(open.request.round, open.request.form)
  take(releaseRequest.decide(open, {}, at()), 'circulated')
  noteForm()
  if (random.chance(0.04)) {
    after(0, 10)
    take(recallRequest.decide(open, { reason: 'wrong_facts' } as never, at()), 'approved')
    after(1, 8)
    take(releaseRequest.decide(open, {}, at()), 'circulated')
    noteForm()
  }
  if (random.chance(0.12)) {
    after(10, 60)
    const changed = { form: withMoreAreas(open.request.form, plan), landlordId: open.request.landlordId }
    take(changeRequest.decide(open, changed as never, at()), 'circulated')
    noteForm()
  }
  while (random.chance(0.35)) {
    after(5, 60)
    become('under_offer')
    after(3, 20)
    if (random.chance(0.5)) break
    become('circulated')
  }
  const ending = endingOf(open.request.state, random)
  after(3, 90)
  become(ending)
  const move = ending === 'moved' ? moveTo(plan, open, now, context) : { entries: [], moved: null }
  const seen = channels.finish().map((one): Seen => {
    const notice = open.notices.find(({ id }) => id === one.noticeId)
    const form = forms.get(notice?.round ?? 0) ?? open.request.form
    return {
      ...one,
      partnerId: notice?.partnerId ?? '',
      reference: notice?.reference ?? '',
      round: notice?.round ?? 0,
      request: plan.index,
      details: pages.get(notice?.reference ?? '') ?? '',
      form,
      warned: isWarned(form, plan.scheme),
    }
  })
  return { request: plan.index, applicant: plan.applicant, seen, ...move }
}

function isWarned({ needs, details }: FormContent, scheme: Scheme): boolean {
  return details.household !== undefined && rarity({ needs, household: details.household }, scheme).rareNotice
}

function endingOf(state: State, random: Seeded): State {
  if (state === 'under_offer') return random.chance(0.9) ? 'moved' : 'on_hold'
  return random.chance(0.1) ? 'on_hold' : 'closed'
}

function pageText({ scheme, pageOf = detailsPage }: LifePlan, form: FormContent, reference: string): string {
  return asText(detailsView(pageOf(form, reference, scheme), { kind: 'shown', shownId: '' }))
}

/** The home was one partner's that had got the notice. */
function moveTo(plan: LifePlan, { notices, request, partners }: OpenCase, now: Date, context: StepContext) {
  const { partnerId } = plan.random.pick(notices.filter(({ live }) => live))
  const index = (id: string | null) => plan.landlords.findIndex((landlord) => landlord.id === id)
  const move = moveOf(
    { request },
    {
      id: `move-${plan.index}`,
      toLandlordId: partnerId,
      pathway: 'reciprocal_offer',
      startedOn: now.toISOString().slice(0, 10),
    },
  )
  const at = now.toISOString()
  return {
    entries: entriesForMove(move, partners, plan.scheme, { ids: context.ids, at }),
    moved: { from: index(request.landlordId), to: index(partnerId), at },
  }
}

function withMoreAreas(form: FormContent, { scheme, applicant, random }: LifePlan): FormContent {
  const others = scheme.areas.filter(
    ({ code }, area) => area !== applicant.area && !form.needs.areasWanted.includes(code),
  )
  const more = random.some(others, 2).map(({ code }) => code)
  return { ...form, needs: { ...form.needs, areasWanted: [...form.needs.areasWanted, ...more] } }
}

function caseOf(plan: LifePlan): { facts: OpenCase; context: StepContext } {
  const { scheme, landlords, applicant, random, released, index } = plan
  const form = formOf(applicant.kind, scheme)
  const elsewhere = scheme.areas.flatMap(({ code }, area) => (area === applicant.area ? [] : [code]))
  form.needs.toldByRiskAreas = random.chance(0.08)
  // Most ask for few areas, some for nearly all that are not their own.
  const wanted = random.chance(0.08) ? 15 + random.below(18) : 5 + Math.floor(random.next() ** 3 * 8)
  if (form.needs.toldByRiskAreas) form.confidential.areasAtRisk = random.some(elsewhere, 3)
  else form.needs.areasWanted = random.some(elsewhere, wanted)
  form.needs.acceptOneFewer = random.chance(0.15)
  form.needs.tenancyNeeded = random.pick(scheme.tenancyNeeds).id
  form.approval.homeArea = scheme.areas[applicant.area]?.code
  const landlordId = landlords[applicant.landlord]?.id ?? ''
  if (random.chance(0.1))
    form.confidential.exclusions = [{ kind: 'organisation', id: random.pick(landlords).id }]
  const now = released.toISOString()
  const actor = {
    id: 'coordinator',
    name: 'Coordinator',
    workPhone: '',
    email: '',
    organisationId: 'team',
    team: null,
    roles: [],
    away: null,
  }
  const request: RequestRecord = {
    id: `request-${index}`,
    schemeId: scheme.id,
    schemeVersion: scheme.version,
    state: 'approved',
    version: 1,
    workingCode: null,
    reference: null,
    landlordId,
    ownerId: null,
    officerIds: [],
    createdAt: now,
    enteredStateAt: now,
    enteredStateSeq: 1,
    lastActivityAt: now,
    ...NOTHING_YET,
    form,
    audit: { seq: 1, head: '' },
  }
  const facts: OpenCase = { ...CASE_PARTS, scheme, intake: 'open', actor, request, partners: [...landlords] }
  let made = 0
  const next = () => `${index}-${++made}`
  const ids = {
    ordered: next,
    random: next,
    bytes: (size: number) => Uint8Array.from({ length: size }, () => random.below(256)),
  }
  return { facts, context: { now: released, ids, newId: 'new', by: actor, offer: null } }
}
