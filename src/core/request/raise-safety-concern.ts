import { z } from 'zod'
import { defineStep } from './step.js'
import { isNewWorry, worried } from './worry.js'

/** A coordinator phones back; nothing is typed in chat (scheme.md section 7). */
export const raiseSafetyConcern = defineStep({
  action: 'raise_safety_concern',
  input: () => z.object({}),
  anew: isNewWorry,
  decide(facts, _input, context) {
    const { texts } = facts.scheme
    return {
      say: `${texts.safetyConcern} ${texts.emergency}`,
      request: worried(facts, context),
      urgent: true,
      tell: [{ topic: 'safety_concern', to: 'coordinators' }],
    }
  },
})
