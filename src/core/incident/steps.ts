import type { Step } from '../request/step.js'
import { decideReporting } from './decide-reporting.js'
import { openIncident } from './open-incident.js'

/** Steps after something reached somebody it should not. */
export const INCIDENT_STEPS: readonly Step[] = [openIncident, decideReporting]
