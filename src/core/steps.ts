import { APPROVAL_STEPS } from './approval/steps.js'
import { CIRCULATION_STEPS } from './circulation/steps.js'
import { INCIDENT_STEPS } from './incident/steps.js'
import { MOVE_STEPS } from './move/steps.js'
import { OFFER_STEPS } from './offer/steps.js'
import { allActions } from './request/rights.js'
import type { ActionName, Step } from './request/step.js'
import { REQUEST_STEPS } from './request/steps.js'
import { RETENTION_STEPS } from './retention/steps.js'

/** The step of an action. Every action has exactly one, or this module does not load. */
export function stepFor(action: ActionName): Step {
  const step = STEPS.get(action)
  if (!step) throw new Error(`No step for the action ${action}`)
  return step
}

/** Throws when an action has no step, or two, or a step has no action. */
export function registerSteps(steps: readonly Step[], actions: readonly ActionName[]): Map<ActionName, Step> {
  const registered = new Map<ActionName, Step>()
  for (const step of steps) {
    if (registered.has(step.action)) throw new Error(`Two steps for the action ${step.action}`)
    if (!actions.includes(step.action)) throw new Error(`The step ${step.action} belongs to no action`)
    registered.set(step.action, step)
  }
  const missing = actions.filter((action) => !registered.has(action))
  if (missing.length > 0) throw new Error(`No step for: ${missing.join(', ')}`)
  return registered
}

const STEPS = registerSteps(
  [
    ...REQUEST_STEPS,
    ...APPROVAL_STEPS,
    ...CIRCULATION_STEPS,
    ...OFFER_STEPS,
    ...MOVE_STEPS,
    ...INCIDENT_STEPS,
    ...RETENTION_STEPS,
  ],
  allActions(),
)
