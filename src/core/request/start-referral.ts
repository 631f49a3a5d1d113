import { z } from 'zod'
import { intakeRefusal } from './intake.js'
import { defineStep } from './step.js'

/** An enquiry becomes a draft. While intake is paused, enquiries stay enquiries. */
export const startReferral = defineStep({
  action: 'start_referral',
  input: () => z.object({}),
  decide(facts) {
    const refusal = intakeRefusal(facts)
    if (refusal) return refusal
    if (facts.request.officerIds.length === 0) {
      return {
        refused: 'no_officer',
        say: 'This enquiry has no nominating officer. Please start a new referral in that officer’s name.',
      }
    }
    return { say: 'The referral has been started as a draft.' }
  },
})
