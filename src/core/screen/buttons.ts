import type { CaseFacts } from '../facts.js'
import { undecidedIncident } from '../incident/incidents.js'
import type { Button } from '../placement/screens.js'
import type { Relation } from '../request/lifecycle.js'
import type { OfferRecord, RequestRecord } from '../request/records.js'
import { allActions, rowsOf } from '../request/rights.js'
import type { ActionName } from '../request/step.js'
import { whyNotErased } from '../retention/tombstone.js'

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
  const { request } = facts
  if (!request || request.erasedAt !== undefined || !hasUse(request, action)) return false
  return rowsOf(action).some(
    (row) =>
      row.from.includes(request.state) &&
      row.by.some((relation) => relations.includes(relation)) &&
      (offer ? (row.offer?.includes(offer.state) ?? false) : row.offer === undefined),
  )
}

/** A step that would only be refused has no button. */
function hasUse(request: RequestRecord, action: ActionName): boolean {
  switch (action) {
    case 'acknowledge_safety':
      return request.safetyRaisedAt !== null
    case 'decide_reporting':
      return undecidedIncident(request.form) !== undefined
    case 'end_erasure_hold':
      return request.erasureReviewOn !== undefined
    case 'erase':
      return whyNotErased(request) === null
    default:
      return true
  }
}
