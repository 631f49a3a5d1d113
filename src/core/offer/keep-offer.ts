import { z } from 'zod'
import { defineStep } from '../request/step.js'
import { workingTime } from '../time/working-time.js'
import { offerAtIssue } from './end-offer.js'

/** The officer goes on holding the home. Possible in the same way whatever becomes of other offers (P2). */
export const keepOffer = defineStep({
  action: 'keep_offer',
  input: () => z.object({}),
  decide({ scheme }, _input, context) {
    const time = workingTime(scheme)
    const keepUntil = time.addWorkingDays(context.now, scheme.rules.offers.keepOrReleaseWorkingDays)
    return {
      say: `Thank you. We ask again by ${time.say(keepUntil)}.`,
      offers: [{ ...offerAtIssue(context), keepUntil: keepUntil.toISOString() }],
    }
  },
})
