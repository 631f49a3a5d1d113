import { z } from 'zod'
import { defineStep } from './step.js'

/** A coordinator phones back; nothing is typed in chat (scheme.md section 7). */
export const raiseSafetyConcern = defineStep({
  action: 'raise_safety_concern',
  input: () => z.object({}),
  anew: ({ safetyRaisedAt }) => safetyRaisedAt === null,
  decide({ scheme, request }, _input, { now }) {
    return {
      say: `${scheme.texts.safetyConcern} ${scheme.texts.emergency}`,
      // The first concern that nobody has answered yet starts the clock.
      request: { safetyRaisedAt: request.safetyRaisedAt ?? now.toISOString() },
      urgent: true,
      tell: [{ topic: 'safety_concern', to: 'coordinators' }],
    }
  },
})
