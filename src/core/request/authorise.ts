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
  if (allowed.length === 0) return { kind: 'refused', code: 'not_yours', say: notYoursWords(rows) }

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
