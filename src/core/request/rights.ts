import { LIFECYCLE, type Transition } from './lifecycle.js'
import { STATES } from './states.js'
import type { ActionName } from './step.js'

const CIRCULATED = ['circulated'] as const
const SENT_ON = STATES.filter((state) => state !== 'enquiry' && state !== 'draft')

/** What may be read and raised without moving the request: the same shape as the lifecycle, so one rule serves both. */
const RIGHTS: readonly (Transition & { action: ActionName })[] = [
  ...(['raise_safety_concern', 'report_risk_change'] as const).flatMap((action) => [
    { action, from: STATES, to: 'same' as const, by: ['officer', 'coordinator'] as const },
    { action, from: SENT_ON, to: 'same' as const, by: ['lead', 'noticed', 'offerer'] as const },
  ]),
  { action: 'acknowledge_safety', from: STATES, to: 'same', by: ['coordinator'] },
  { action: 'read_request', from: STATES, to: 'same', by: ['officer', 'coordinator'] },
  { action: 'read_approval_facts', from: ['awaiting_approval', 'with_panel'], to: 'same', by: ['lead'] },
  { action: 'read_approval_facts', from: STATES, to: 'same', by: ['officer', 'coordinator'] },
  { action: 'read_offers', from: STATES, to: 'same', by: ['officer', 'coordinator'] },
  { action: 'read_notice', from: CIRCULATED, to: 'same', by: ['noticed'], liveNotice: true },
  { action: 'read_notice', from: STATES, to: 'same', by: ['coordinator'] },
  { action: 'open_details', from: CIRCULATED, to: 'same', by: ['noticed'], liveNotice: true },
]

/** All rows of an action: who, in which states, leading where. */
export function rowsOf(action: ActionName): readonly Transition[] {
  return [...(LIFECYCLE as readonly Transition[]), ...RIGHTS].filter((row) => row.action === action)
}

/** Every action there is, once. */
export function allActions(): ActionName[] {
  return [...new Set([...LIFECYCLE, ...RIGHTS].map((row) => row.action as ActionName))]
}
