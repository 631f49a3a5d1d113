import { z } from 'zod'
import { withIncident } from '../incident/incidents.js'
import { incidentSteps } from '../incident/open-incident.js'
import { noteWhereNeeded, reasonFields, withNote } from '../request/notes.js'
import { defineStep } from '../request/step.js'
import { reasonOf } from '../scheme/look-up.js'
import { ended } from './notices.js'
import { notTakenUp } from './waiting-offers.js'

/** Takes the notice back: immediately and everywhere. */
export const recallRequest = defineStep({
  action: 'recall',
  circulation: true,
  input: ({ scheme }) =>
    z.object(reasonFields(scheme, 'recalled')).superRefine(noteWhereNeeded(scheme, 'recalled')),
  decide({ scheme, request, notices, offers }, input, context) {
    const incident = reasonOf(scheme, 'recalled', input.reason)?.opensIncident === true
    const form = withNote(request.form, 'recall', input, context)
    return {
      say: incident
        ? `Recalled everywhere, and an incident is open. ${incidentSteps(scheme.rules.safety.reportingDecisionHours)}`
        : 'Recalled everywhere.',
      request: { proposed: null, form: incident ? withIncident(form, context) : form },
      notices: ended(notices),
      // Under a later round's reference an old offer would link the two (D8).
      offers: notTakenUp(offers, context.now),
      codes: { incident },
      urgent: true,
      tell: [
        { topic: incident ? 'incident_to_officers' : 'recalled', to: 'officers' },
        ...(incident ? [{ topic: 'incident' as const, to: 'coordinators' as const }] : []),
      ],
    }
  },
})
