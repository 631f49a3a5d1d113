import { z } from 'zod'
import { defineStep } from './step.js'

/** A coordinator has taken on a safety concern and phones back. */
export const acknowledgeSafety = defineStep({
  action: 'acknowledge_safety',
  input: () => z.object({}),
  decide({ request }) {
    if (request.safetyRaisedAt === null) {
      return {
        refused: 'nothing_to_acknowledge',
        say: 'There is no safety concern waiting for this request.',
      }
    }
    return {
      say: 'Thank you. Please phone back now; the clock has stopped.',
      request: { safetyRaisedAt: null },
      urgent: true,
      tell: [{ topic: 'safety_acknowledged', to: 'officers' }],
    }
  },
})
