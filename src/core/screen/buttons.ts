import type { CaseFacts } from '../facts.js'
import type { Button } from '../placement/screens.js'
import type { Relation } from '../request/lifecycle.js'
import type { OfferRecord } from '../request/records.js'
import { allActions, rowsOf } from '../request/rights.js'
import type { ActionName } from '../request/step.js'

/** Drawn by every view on its own, or no button at all. */
const NEVER_DRAWN: readonly ActionName[] = [
  'raise_safety_concern',
  'report_risk_change',
  'read_request',
  'read_approval_facts',
  'read_offers',
  'read_notice',
]

/** What these relations allow on the whole request in its present state, in the order of the lifecycle. */
export function caseButtons(facts: CaseFacts, relations: readonly Relation[]): Button[] {
  return allActions()
    .filter((action) => !NEVER_DRAWN.includes(action))
    .filter((action) => allowed(facts, action, relations, null))
    .map((action) => ({ action }))
}

/** What these relations allow on one offer in its present state. */
export function offerButtons(facts: CaseFacts, relations: readonly Relation[], offer: OfferRecord): Button[] {
  return allActions()
    .filter((action) => allowed(facts, action, relations, offer))
    .map((action) => ({ action, offerId: offer.id }))
}

/** With an offer: actions about that offer. Without: actions that are about none. */
function allowed(
  facts: CaseFacts,
  action: ActionName,
  relations: readonly Relation[],
  offer: OfferRecord | null,
): boolean {
  const state = facts.request?.state
  if (!state || facts.request?.erasedAt !== undefined) return false
  if (action === 'acknowledge_safety' && !facts.request?.safetyRaisedAt) return false
  if (action === 'end_erasure_hold' && facts.request?.erasureReviewOn === undefined) return false
  if (action === 'erase' && facts.request?.erasureReviewOn !== undefined) return false
  return rowsOf(action).some(
    (row) =>
      row.from.includes(state) &&
      row.by.some((relation) => relations.includes(relation)) &&
      (offer ? (row.offer?.includes(offer.state) ?? false) : row.offer === undefined),
  )
}
