import { z } from 'zod'
import { freeText } from '../privacy/free-text.js'
import { withNote } from '../request/notes.js'
import { defineStep } from '../request/step.js'
import { withIncident } from './incidents.js'

/**
 * Something about a request reached somebody it should not (scheme.md section 7), other than by a notice, which is
 * recalled, or the wrong landlord, who is corrected: those two open their incident themselves.
 */
export const openIncident = defineStep({
  action: 'open_incident',
  input: ({ scheme }) => z.object({ what: freeText(scheme, { missing: 'Please say what happened.' }) }),
  decide({ scheme, request }, { what }, context) {
    const form = withNote(request.form, 'open_incident', { note: what }, context)
    return {
      say: `An incident is open. ${incidentSteps(scheme.rules.safety.reportingDecisionHours)}`,
      request: { form: withIncident(form, context) },
      codes: { incident: true },
      tell: [
        { topic: 'incident_to_officers', to: 'officers', urgent: true },
        { topic: 'incident', to: 'coordinators', urgent: true },
      ],
    }
  },
})

/** What a coordinator who opened an incident does next, in the order of section 7. */
export function incidentSteps(hours: number): string {
  return `Please phone the nominating officer first, then look at who has seen it. Whether it has to be reported is decided within ${hours} hours.`
}
