import { z } from 'zod'
import { defineStep } from './step.js'
import { isNewWorry, worried } from './worry.js'

/** The risk is not what the form says any more. A coordinator phones back; nothing is typed in chat. */
export const reportRiskChange = defineStep({
  action: 'report_risk_change',
  input: () => z.object({}),
  anew: isNewWorry,
  decide(facts, _input, context) {
    const { texts } = facts.scheme
    return {
      say: `${texts.safetyConcern} ${texts.emergency}`,
      request: worried(facts, context),
      urgent: true,
      tell: [{ topic: 'risk_change', to: 'coordinators' }],
    }
  },
})
