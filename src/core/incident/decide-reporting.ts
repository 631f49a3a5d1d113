import { z } from 'zod'
import { freeText } from '../privacy/free-text.js'
import { choice } from '../request/form-fields.js'
import { defineStep } from '../request/step.js'
import { undecidedIncident, withReportingDecision } from './incidents.js'

/** The two answers, as a form offers them. */
export const REPORTING = [
  { id: 'report', label: 'It is reported to the Information Commissioner' },
  { id: 'no_report', label: 'It does not have to be reported' },
] as const

/** Records what was decided about reporting, and why (section 7). The report itself is made outside. */
export const decideReporting = defineStep({
  action: 'decide_reporting',
  input: ({ scheme }) =>
    z.object({
      reporting: choice(REPORTING),
      why: freeText(scheme, { missing: 'Please say why, in a sentence.' }),
    }),
  decide({ request }, { reporting, why }, context) {
    if (!undecidedIncident(request.form))
      return { refused: 'no_incident', say: 'There is no incident of this request left to decide on.' }
    const reported = reporting === 'report'
    return {
      say: reported
        ? 'Recorded. Please make the report now; the reminders have stopped.'
        : 'Recorded. The reminders have stopped.',
      request: { form: withReportingDecision(request.form, { reported, why }, context) },
      codes: { reported },
    }
  },
})
