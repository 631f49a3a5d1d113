import { z } from 'zod'
import { defineStep } from './step.js'

/** The risk is not what the form says any more. A coordinator phones back; nothing is typed in chat. */
export const reportRiskChange = defineStep({
  action: 'report_risk_change',
  input: () => z.object({}),
  anew: ({ safetyRaisedAt }) => safetyRaisedAt === null,
  decide({ scheme, request }, _input, { now }) {
    return {
      say: `${scheme.texts.safetyConcern} ${scheme.texts.emergency}`,
      request: { safetyRaisedAt: request.safetyRaisedAt ?? now.toISOString() },
      urgent: true,
      tell: [{ topic: 'risk_change', to: 'coordinators' }],
    }
  },
})
