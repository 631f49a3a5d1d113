import type { CaseFacts, OpenCase } from '../facts.js'
import { NOTHING_FOUND, type Outcome } from '../outcome.js'
import type { Relation, Transition } from './lifecycle.js'
import type { OfferRecord, PersonRecord } from './records.js'
import { hasLiveNotice, relationsOf } from './relations.js'
import { rowsOf } from './rights.js'
import { erasedWords, lateWords, notYoursWords } from './sentences.js'
import type { ActionName } from './step.js'

export interface Grant {
  open: OpenCase
  /** In whose right: the actor, or the person a coordinator records the step for. */
  by: PersonRecord
  offer: OfferRecord | null
  row: Transition
}

/**
 * Decides from the database, at the time of the click, whether this person may take this action now.
 * Fail closed: without any relation to the request the answer is "Nothing found for you", whether it exists or not.
 */
export function authorise(
  facts: CaseFacts,
  action: ActionName,
  ask: { offerId: string | null; onBehalfOf: string | null; now: Date },
): Grant | Outcome {
  const { actor, request } = facts
  if (!actor || !request) return NOTHING_FOUND
  const offer = facts.offers.find((o) => o.id === ask.offerId) ?? null
  const own = relationsOf(facts, actor, offer, ask.now)
  if (own.length === 0) return NOTHING_FOUND
  if (request.erasedAt !== undefined)
    return { kind: 'late', say: erasedWords(request, facts.scheme.timezone) }

  const rows = rowsOf(action)
  const behalf = ask.onBehalfOf ? standIn(facts, own, ask.onBehalfOf, offer, ask.now) : null
  if (behalf && 'kind' in behalf) return behalf
  const relations = behalf ? behalf.relations : own
  const allowed = rows.filter((row) => row.by.some((r) => relations.includes(r)) && (!behalf || row.onBehalf))
  if (allowed.length === 0 || isHidden(rows, offer, own))
    return mayKnow(action, rows, offer, own)
      ? { kind: 'refused', code: 'not_yours', say: notYoursWords(rows) }
      : NOTHING_FOUND

  const by = behalf?.person ?? actor
  const inState = allowed.filter(
    (row) => row.from.includes(request.state) && (!row.liveNotice || hasLiveNotice(facts, by)),
  )
  const row = inState.find((r) => !r.offer || (offer !== null && r.offer.includes(offer.state)))
  if (!row) return { kind: 'late', say: lateWords(facts, action, relations) }
  return { open: { ...facts, request, actor }, by, offer, row }
}

export function isGrant(answer: Grant | Outcome): answer is Grant {
  return 'row' in answer
}

/**
 * Whether somebody without a right to this step may read that it is another's. Leads never learn of notices, offers or
 * progress, and what is only to be read is there for its readers alone (scheme.md section 3).
 */
function mayKnow(
  action: ActionName,
  rows: readonly Transition[],
  offer: OfferRecord | null,
  own: readonly Relation[],
): boolean {
  if (own.includes('coordinator')) return true
  if (isHidden(rows, offer, own)) return false
  const afterRelease = areAboutOffers(rows) || AFTER_RELEASE.includes(action)
  if (afterRelease && own.every((relation) => relation === 'lead')) return false
  return !READ_BY_OFFICERS.includes(action) || own.includes('officer') || own.includes('lead')
}

const AFTER_RELEASE: readonly ActionName[] = ['make_offer', 'read_offers', 'read_notice', 'open_details']
const READ_BY_OFFICERS: readonly ActionName[] = ['read_request', 'read_offers']

/** Closing is a coordinator's, whatever leads to it. */
function areAboutOffers(rows: readonly Transition[]): boolean {
  return rows.some((row) => row.offer && row.to !== 'closed')
}

/** An offer is there for its own officers; for nominating officers once it is checked (D4); for coordinators. */
function isHidden(rows: readonly Transition[], offer: OfferRecord | null, own: readonly Relation[]): boolean {
  if (!offer || !areAboutOffers(rows)) return false
  const checked = offer.state !== 'made' && own.includes('officer')
  return !(checked || own.includes('offerer') || own.includes('coordinator'))
}

/** A coordinator may record a step for somebody who is not on chat, in that person's right. */
function standIn(
  facts: CaseFacts,
  own: Relation[],
  personId: string,
  offer: OfferRecord | null,
  now: Date,
): { person: PersonRecord; relations: Relation[] } | Outcome {
  if (!own.includes('coordinator'))
    return {
      kind: 'refused',
      code: 'not_yours',
      say: 'Only a coordinator can record a step for somebody else.',
    }
  const person = facts.people.find((p) => p.id === personId)
  const relations = person ? relationsOf(facts, person, offer, now) : []
  if (!person || relations.length === 0)
    return {
      kind: 'refused',
      code: 'not_theirs',
      say: 'That person has no part in this request, so nothing can be recorded for them.',
    }
  return { person, relations }
}
