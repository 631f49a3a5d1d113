import { z } from 'zod'
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
    return {
      say: incident
        ? `Recalled everywhere, and an incident is open. Please phone the nominating officer first; whether it has to be reported is decided within ${scheme.rules.safety.reportingDecisionHours} hours.`
        : 'Recalled everywhere.',
      request: { proposed: null, form: withNote(request.form, 'recall', input, context) },
      notices: ended(notices),
      // Under a later round's reference an old offer would link the two (D8).
      offers: notTakenUp(offers, context.now),
      codes: { incident },
      urgent: true,
      tell: [
        { topic: 'recalled', to: 'officers' },
        ...(incident ? [{ topic: 'incident' as const, to: 'coordinators' as const }] : []),
      ],
    }
  },
})
