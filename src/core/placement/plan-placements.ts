import { withoutNotice } from '../circulation/never-told.js'
import type { Conversation, RoomRecord } from '../people/account.js'
import type { Ids, OutboxRow } from '../ports.js'
import type { OfferRecord } from '../request/records.js'
import { actingOfficers, currentApprovals, deputyOf, isExcluded, relationsOf } from '../request/relations.js'
import { CHOSEN_OFFER, NOT_TAKEN_UP, WAITING_OFFER, WITH_LANDLORD } from '../request/states.js'
import { approvalFace, saysDecided } from '../screen/approval-screen.js'
import { workingTime } from '../time/working-time.js'
import { accountOf } from './account-of.js'
import { isToldAfterErasure, type PlacementRecord, type ScreenKind } from './placement.js'
import { messages, nobodyLeft, spentMessages } from './plan-messages.js'
import { isCall, isCallFor, isSilenced } from './silenced.js'
import { type Case, homesOf, push, takenAway, type Want, withdrawn } from './wants.js'

/**
 * Everything that should be on anybody's screen about this request, from its state alone. Planning twice gives the
 * same keys, so a lost or repeated outbox row does no harm. Needs facts read with `circulation`.
 */
export function planPlacements(facts: Case, row: OutboxRow, ids: Ids, now: Date): PlacementRecord[] {
  const wants = facts.request.erasedAt === undefined ? ofCase(facts, row, now) : ofErased(facts, row, now)
  return wants.map((want) => ({
    id: ids.random(),
    requestId: facts.request.id,
    noticeId: null,
    offerId: null,
    topic: null,
    personId: null,
    partnerId: null,
    message: null,
    shownFace: null,
    wanted: 1,
    shown: 0,
    state: 'planned',
    withdraw: false,
    dueAt: now.toISOString(),
    attempts: 0,
    attemptedAt: null,
    note: null,
    ...want,
  }))
}

function ofCase(facts: Case, row: OutboxRow, now: Date): Want[] {
  if (row.kind !== 'message')
    return [
      ...notices(facts, row, now),
      ...privateScreens(facts, now),
      ...(isSilenced(facts) ? [] : nobodyLeft(facts, row, now)),
      ...homes(facts, row),
    ]
  return isSilenced(facts) && !isCall(facts, row) ? [] : messages(facts, row, now)
}

/** Whatever was posted about it disappears (D15). */
function ofErased(facts: Case, row: OutboxRow, now: Date): Want[] {
  if (row.kind !== 'message') return takenAway(facts.placements, row)
  return isToldAfterErasure(row) ? messages(facts, row, now) : []
}

/** Cards and messages; a card that nobody may read any more disappears. */
function privateScreens(facts: Case, now: Date): Want[] {
  const wanted = cards(facts, now)
  const keys = new Set(wanted.map(({ key }) => key))
  const lost = facts.placements.filter(
    (p) => CARDS.includes(p.screen) && !keys.has(p.key) && !staysAsItIs(facts, p),
  )
  if (!isSilenced(facts))
    return [
      ...wanted,
      ...spentMessages(facts, facts.placements, now),
      ...lost.map((placement) => withdrawn(placement)),
    ]
  const placed = new Set(facts.placements.map(({ key }) => key))
  const calls = facts.placements.filter((placement) => isCallFor(facts, placement, now))
  const open = facts.request.safetyRaisedAt === null ? [] : calls
  const untold = facts.placements.filter(
    (p) => p.screen === 'message' && p.message === null && !open.includes(p),
  )
  return [
    ...wanted.filter(({ key }) => placed.has(key)),
    ...spentMessages(facts, calls, now).filter(({ key }) => !untold.some((p) => p.key === key)),
    ...[...lost, ...untold].map((placement) => withdrawn(placement)),
  ]
}

/**
 * The card of somebody who stood in for a lead until it was decided. Were it taken away when the request changes next,
 * the old landlord's staff would learn when that was (P2).
 */
function staysAsItIs(facts: Case, { screen, key, personId, face }: PlacementRecord): boolean {
  const approval = currentApprovals(facts).find(({ id }) => key === `approval:${id}:${personId}`)
  if (screen !== 'approval_card' || !approval || approval.personId === personId) return false
  if (WITH_LANDLORD.includes(facts.request.state) || !saysDecided(face)) return false
  const person = facts.people.find(({ id }) => id === personId)
  return !person || (!isExcluded(facts.request, person, facts.partners) && Boolean(accountOf(facts, person)))
}

const CARDS: readonly ScreenKind[] = ['approval_card', 'officer_card', 'coordinator_card', 'offer_card']

/**
 * A notice of each live record in its partner's usable room. One daily batch carries every edit; recalls and safety
 * go at once. Under offer, on hold, closed, moved and recalled all read the same.
 */
function notices(facts: Case, row: OutboxRow, now: Date): Want[] {
  const { request, scheme } = facts
  const batch = workingTime(scheme).nextDailyBatch(now, scheme.rules.circulation.dailyBatchAt)
  const ended = row.urgent ? now : batch
  const rooms = roomsOf(facts)
  const placed = new Map(facts.placements.map((p) => [p.key, p]))
  // Since then one may have left the scheme, have become the own landlord, or have taken on somebody who is excluded.
  const nobody = withoutNotice(request, facts.partners)
  return facts.notices.flatMap((notice) => {
    const room = rooms.get(notice.partnerId)
    const key = `notice:${notice.id}`
    const before = placed.get(key)
    const unseen = neverSent(before)
    const never = nobody.has(notice.partnerId)
    const open = notice.live && request.state === 'circulated' && !never
    // Where a room is not usable any more, what is wanted since is tried all the same: so the coordinators are told.
    const conversation: Conversation | undefined = room
      ? { platform: room.platform, tenant: room.tenant, kind: 'room', id: room.roomId }
      : before?.conversation
    if (!conversation || (!open && !before)) return []
    return [
      {
        key,
        screen: 'notice' as const,
        face: open ? 'open' : 'not_available',
        conversation,
        noticeId: notice.id,
        partnerId: notice.partnerId,
        // One that never reached the room leaves no trace there, not even that it ended.
        withdraw: !open && unseen,
        dueAt: (!before || (open && unseen) || never ? now : notice.live ? batch : ended).toISOString(),
      },
    ]
  })
}

/** One room for each partner, also where it has one on both platforms: the same whenever it is planned. */
function roomsOf({ rooms }: Case): Map<string, RoomRecord> {
  const usable = rooms.filter((room) => room.usable)
  const order = ({ platform, roomId }: RoomRecord) => `${platform}:${roomId}`
  return new Map(
    usable.sort((a, b) => order(b).localeCompare(order(a))).map((room) => [room.partnerId, room] as const),
  )
}

function neverSent(placement: PlacementRecord | undefined): boolean {
  return (
    placement?.message === null &&
    ['planned', 'retryable', 'unreachable', 'withdrawn'].includes(placement.state)
  )
}

/** Private cards change at once, and only when what their reader may see has changed. */
function cards(facts: Case, now: Date): Want[] {
  const { request } = facts
  const wants: Want[] = []
  const version = String(request.version)
  if (request.state !== 'draft' && request.state !== 'enquiry') {
    for (const person of facts.people) {
      const relations = relationsOf(facts, person, null, now)
      if (relations.includes('officer'))
        push(wants, facts, person, {
          key: `officer:${request.id}:${person.id}`,
          screen: 'officer_card',
          face: version,
        })
      if (relations.includes('coordinator'))
        push(wants, facts, person, {
          key: `coordinator:${request.id}:${person.id}`,
          screen: 'coordinator_card',
          face: version,
        })
    }
  }
  wants.push(...approvalCards(facts, now), ...offerCards(facts, now))
  return wants
}

function approvalCards(facts: Case, now: Date): Want[] {
  const { request } = facts
  const current = new Set(currentApprovals(facts).map((a) => a.id))
  const pending = WITH_LANDLORD.includes(request.state)
  return facts.approvals.flatMap((approval) => {
    const wants: Want[] = []
    const face = current.has(approval.id) ? approvalFace(facts, approval) : 'ended'
    for (const personId of [approval.personId, deputyOf(facts, approval.personId, now)]) {
      const person = facts.people.find((p) => p.id === personId)
      const key = `approval:${approval.id}:${personId}`
      if (!person) continue
      const placed = facts.placements.some((p) => p.key === key)
      const gone = isExcluded(request, person, facts.partners)
      if (!placed && (gone || !current.has(approval.id) || !pending)) continue
      push(wants, facts, person, { key, screen: 'approval_card', face: gone ? 'ended' : face })
    }
    return wants
  })
}

/** Endings that an officer reads as "not taken up" all wait for the same batch (scheme.md section 4). */
function offerCards(facts: Case, now: Date): Want[] {
  const batch = workingTime(facts.scheme).nextDailyBatch(now, facts.scheme.rules.circulation.dailyBatchAt)
  return facts.offers.flatMap((offer) => {
    const wants: Want[] = []
    const person = facts.people.find((p) => p.id === offer.officerId)
    const notTakenUp = NOT_TAKEN_UP.includes(offer.state)
    const face = notTakenUp
      ? 'not_taken_up'
      : WAITING_OFFER.includes(offer.state)
        ? `waiting:${offer.keepUntil}`
        : `${offer.state}:${offer.viewingAt ?? ''}:${offer.replyBy ?? ''}:${contactFor(facts, offer)}`
    if (person && relationsOf(facts, person, offer, now).includes('offerer'))
      push(wants, facts, person, {
        key: `offer:${offer.id}:${person.id}`,
        screen: 'offer_card',
        face,
        offerId: offer.id,
        partnerId: offer.partnerId,
        ...(notTakenUp && { dueAt: batch.toISOString() }),
      })
    return wants
  })
}

/** The card of a chosen home says whom to phone (section 5). */
function contactFor(facts: Case, { state }: OfferRecord): string {
  return CHOSEN_OFFER.includes(state) ? (actingOfficers(facts)[0]?.id ?? '') : ''
}

/** Home of everybody with a part in it follows each change. */
function homes(facts: Case, row: OutboxRow): Want[] {
  return homesOf(
    row,
    facts.people.flatMap((person) => accountOf(facts, person) ?? []),
  )
}
