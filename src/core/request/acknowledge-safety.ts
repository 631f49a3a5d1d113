import { z } from 'zod'
import { contactWords } from '../people/contact-words.js'
import { withConfidential } from './notes.js'
import { defineStep } from './step.js'
import { waitingForCall } from './worry.js'

/** A coordinator has taken on a safety concern and phones back. */
export const acknowledgeSafety = defineStep({
  action: 'acknowledge_safety',
  input: () => z.object({}),
  decide({ request, partners }) {
    if (request.safetyRaisedAt === null) {
      return {
        refused: 'nothing_to_acknowledge',
        say: 'There is no safety concern waiting for this request.',
      }
    }
    const whom = waitingForCall(request).map((each) => `${contactWords(each, partners)}.`)
    return {
      say: ['Thank you. Please phone back now; the clock has stopped.', ...whom].join(' '),
      request: { safetyRaisedAt: null, form: withConfidential(request.form, { callBack: [] }) },
      urgent: true,
      tell: [{ topic: 'safety_acknowledged', to: 'officers' }],
    }
  },
})
