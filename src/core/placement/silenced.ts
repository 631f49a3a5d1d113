import type { OutboxRow } from '../ports.js'
import { relationsOf } from '../request/relations.js'
import { reasonOf } from '../scheme/look-up.js'
import type { PlacementRecord } from './placement.js'
import type { Case } from './wants.js'

/** When an applicant has died every message about it stops at once (scheme.md section 4). */
export function isSilenced({ request, scheme }: Pick<Case, 'request' | 'scheme'>): boolean {
  return (
    request.closedReason !== null &&
    (reasonOf(scheme, 'closed', request.closedReason)?.stopsMessages ?? false)
  )
}

const CALLS: readonly (string | null)[] = ['safety_concern', 'risk_change', 'safety_unacknowledged']

/**
 * Whether this calls a coordinator to the telephone, while nobody has answered. It goes out even so: the request may
 * have been closed by mistake, and whoever pressed has been told that a coordinator phones back (section 7).
 */
export function isCall({ request }: Case, { topic, to }: Pick<OutboxRow, 'topic' | 'to'>): boolean {
  return request.safetyRaisedAt !== null && to === 'coordinators' && CALLS.includes(topic)
}

/** The same of what has been planned for somebody. */
export function isCallFor(facts: Case, { topic, personId }: PlacementRecord, now: Date): boolean {
  const reader = facts.people.find(({ id }) => id === personId)
  return (
    CALLS.includes(topic) &&
    reader !== undefined &&
    relationsOf(facts, reader, null, now).includes('coordinator')
  )
}
