import type { CaseFacts } from '../facts.js'
import { CASE_PARTS } from '../facts.js'
import type { ListRow } from '../placement/screens.js'
import type { SchemeStore } from '../ports.js'
import type { Relation } from '../request/lifecycle.js'
import type {
  ApprovalRecord,
  NoticeRecord,
  OfferRecord,
  PersonRecord,
  RequestRecord,
} from '../request/records.js'
import { relationsOf } from '../request/relations.js'
import type { State } from '../request/states.js'
import { CHOSEN_OFFER, STATES, WAITING_OFFER } from '../request/states.js'
import { workingTime } from '../time/working-time.js'
import { asOfficerReads, waitsForBatch } from './as-officer-reads.js'
import { caseButtons, offerButtons } from './buttons.js'
import { codeFor } from './message-screen.js'
import { STATE_NAMES } from './state-names.js'
import { turnsOf } from './waiting-for.js'

/** Everything on one person's desk: rows that wait for them, rows they wait for, and which are overdue. */
export interface Desk {
  waitsForMe: ListRow[]
  iWaitFor: ListRow[]
}

const OPEN_STATES: readonly State[] = STATES.filter((state) => state !== 'moved' && state !== 'closed')

/**
 * Reads a person's desk. Each row is checked like a click: relation first, so an excluded person, or one whose access
 * has ended, finds nothing here either.
 */
export async function readDesk(store: SchemeStore, person: PersonRecord, now: Date): Promise<Desk> {
  const { rules: scheme } = await store.scheme()
  const requests = await requestsOf(store, person, now)
  const ids = requests.map((r) => r.id)
  const [offers, approvals, partners, notices, due] = await Promise.all([
    store.listOffers({ requestIds: ids }),
    store.listApprovals({ requestIds: ids }),
    store.partners(),
    noticesOf(store, person),
    store.listFollowUps({ requestIds: ids }),
  ])
  const people = await store.people()
  const desk: Desk = { waitsForMe: [], iWaitFor: [] }
  for (const request of requests) {
    const facts: CaseFacts & { request: RequestRecord } = {
      ...CASE_PARTS,
      scheme,
      intake: 'open',
      actor: person,
      request,
      approvals: approvals.filter((a: ApprovalRecord) => a.requestId === request.id),
      offers: offers.filter((o: OfferRecord) => o.requestId === request.id),
      notices: notices.filter((n) => n.requestId === request.id),
      followUps: due.filter((f) => f.requestId === request.id),
      people,
      partners,
    }
    sort(desk, facts, person, now)
  }
  return desk
}

function sort(
  desk: Desk,
  facts: CaseFacts & { request: RequestRecord },
  person: PersonRecord,
  now: Date,
): void {
  const { request } = facts
  if (request.erasedAt !== undefined) return
  const relations = relationsOf(facts, person, null, now)
  const turns = turnsOf(request, facts.offers)
  const own = turns.filter((turn) => relations.includes(turn.who) && turn.who !== 'noticed')
  if (
    OPEN_STATES.includes(request.state) &&
    relations.some((r) => r === 'officer' || r === 'coordinator' || r === 'lead')
  ) {
    const row = rowFor(facts, relations, now)
    if (own.length > 0)
      desk.waitsForMe.push({ ...row, line: `${row.line}: ${own.map((t) => t.what).join('; ')}` })
    else if (!isOnlyLead(relations)) desk.iWaitFor.push(row)
  }
  for (const offer of facts.offers) {
    if (!relationsOf(facts, person, offer, now).includes('offerer')) continue
    const read = asOfficerReads(facts, offer, now)
    offerRow(desk, read.facts, read.offer, now)
  }
}

/** After the decision a lead waits for nothing: progress is not theirs to see. */
function isOnlyLead(relations: readonly Relation[]): boolean {
  return !relations.includes('officer') && !relations.includes('coordinator')
}

function offerRow(
  desk: Desk,
  facts: CaseFacts & { request: RequestRecord },
  offer: OfferRecord,
  now: Date,
): void {
  const chosen = CHOSEN_OFFER.includes(offer.state)
  const waiting = WAITING_OFFER.includes(offer.state)
  if (!chosen && !waiting) return
  const due = waiting && offer.keepUntil !== null && new Date(offer.keepUntil) <= now
  const row: ListRow = {
    requestId: facts.request.id,
    offerId: offer.id,
    ownOffer: true,
    code: codeFor(facts, ['offerer'], offer) ?? '',
    line: `Property ${offer.home.propertyNumber}: ${chosen ? 'passed on' : 'received'}`,
    since: offer.madeAt,
    flag: due ? 'keep or release?' : null,
    buttons: offerButtons(facts, ['offerer'], offer),
  }
  if (due || offer.state === 'accepted') desk.waitsForMe.push(row)
  else desk.iWaitFor.push(row)
}

function rowFor(facts: CaseFacts & { request: RequestRecord }, relations: Relation[], now: Date): ListRow {
  const { request } = facts
  return {
    requestId: request.id,
    code: codeFor(facts, relations, null) ?? (request.state === 'enquiry' ? 'Enquiry' : 'Draft'),
    line: STATE_NAMES[request.state],
    since: request.enteredStateAt,
    flag: flagOf(facts, now),
    buttons: caseButtons(facts, relations),
  }
}

const OVERDUE_AFTER: Partial<Record<State, (rules: CaseFacts['scheme']['rules']) => number>> = {
  submitted: (rules) => rules.release.reminderWorkingDays,
  information_needed: (rules) => rules.approval.tellCoordinatorWorkingDays,
  awaiting_approval: (rules) => rules.approval.tellCoordinatorWorkingDays,
  approved: (rules) => rules.release.overdueWorkingDays,
}

/** "overdue" once the scheme's own time for the state has run out, a panel or hold date passed, or safety waits. */
function flagOf({ request, scheme }: CaseFacts & { request: RequestRecord }, now: Date): string | null {
  if (request.safetyRaisedAt) return 'safety'
  const time = workingTime(scheme)
  const limit = OVERDUE_AFTER[request.state]?.(scheme.rules)
  const today = time.localDate(now)
  if (limit !== undefined && time.addWorkingDays(new Date(request.enteredStateAt), limit) < now)
    return 'overdue'
  if (request.state === 'with_panel' && request.panelOn && request.panelOn < today) return 'overdue'
  if (request.state === 'on_hold' && request.reviewOn && request.reviewOn < today) return 'overdue'
  return null
}

/** Requests in which the person may have a part, by role. Each is checked again above. */
async function requestsOf(store: SchemeStore, person: PersonRecord, now: Date): Promise<RequestRecord[]> {
  const has = (role: string) => person.roles.some((r) => r.role === role)
  if (has('coordinator')) return store.listRequests({ states: OPEN_STATES })
  const asked = await store.listApprovals({ personIds: await standsInFor(store, person) })
  const offered = await Promise.all(
    person.roles
      .filter((r) => r.role === 'housing_officer')
      .map((r) => store.listOffers({ partnerId: r.organisationId })),
  )
  const { rules: scheme } = await store.scheme()
  const open = [...asked, ...offered.flat()].map((one) => one.requestId)
  const untold = offered.flat().filter((offer) => waitsForBatch(offer, scheme, now))
  const listed = await Promise.all([
    has('nominating_officer') ? store.listRequests({ officerId: person.id, states: OPEN_STATES }) : [],
    open.length > 0 ? store.listRequests({ ids: [...new Set(open)], states: OPEN_STATES }) : [],
    untold.length > 0 ? store.listRequests({ ids: [...new Set(untold.map((o) => o.requestId))] }) : [],
  ])
  return [...new Map(listed.flat().map((request) => [request.id, request])).values()]
}

async function standsInFor(store: SchemeStore, person: PersonRecord): Promise<string[]> {
  const people = await store.people()
  return [person.id, ...people.filter((p) => p.away?.deputyId === person.id).map((p) => p.id)]
}

async function noticesOf(store: SchemeStore, person: PersonRecord): Promise<NoticeRecord[]> {
  const partners = [
    ...new Set(person.roles.filter((r) => r.role === 'housing_officer').map((r) => r.organisationId)),
  ]
  const lists = await Promise.all(
    partners.map(async (partnerId) =>
      (await store.listNotices({ partnerId })).map((n) => ({
        id: `${partnerId}:${n.requestId}`,
        requestId: n.requestId,
        partnerId,
        reference: n.reference,
        areas: n.areas,
        round: 0,
        live: true,
      })),
    ),
  )
  return lists.flat()
}
