import { z } from 'zod'
import { tick } from '../request/form-fields.js'
import { CHOSEN_OFFER } from '../request/states.js'
import { defineStep } from '../request/step.js'
import { workingTime } from '../time/working-time.js'
import { offerAtIssue } from './end-offer.js'
import { isExcludedOfferer } from './excluded-offer.js'
import { isLessSecureOffer } from './warnings.js'

/** The applicant considers one checked offer; from now the landlord waits for an answer. */
export const chooseOffer = defineStep({
  action: 'choose_offer',
  input: () =>
    z.object({
      /** The applicant knows that the tenancy offered is less secure than the one now [S1]. */
      lessSecureUnderstood: tick(),
    }),
  decide(facts, { lessSecureUnderstood }, context) {
    const { request, scheme } = facts
    const offer = offerAtIssue(context)
    if (facts.offers.some(({ state }) => CHOSEN_OFFER.includes(state))) {
      return {
        refused: 'one_at_a_time',
        say: 'Another offer is being considered. Please decide that one first.',
      }
    }
    if (isExcludedOfferer(facts, offer)) {
      return { refused: 'excluded', say: 'This offer cannot go on. Please speak to the coordinator.' }
    }
    if (isLessSecureOffer(offer, request, scheme) && !lessSecureUnderstood) {
      return {
        refused: 'less_secure',
        field: 'lessSecureUnderstood',
        say: 'This tenancy is less secure than the one now. Please go through it with the applicant, then tick.',
      }
    }
    const time = workingTime(scheme)
    const replyBy = time.addWorkingDays(context.now, scheme.rules.offers.replyByWorkingDays)
    return {
      say: `Passed on. The landlord would like an answer by ${time.say(replyBy)}. ${scheme.texts.tenancyAdvice}`,
      offers: [{ ...offer, state: 'passed_on', replyBy: replyBy.toISOString() }],
      // A proposal to close was about another offer.
      request: { proposed: null },
      codes: { lessSecure: isLessSecureOffer(offer, request, scheme) },
      tell: [{ topic: 'offer_passed_on', to: 'offerer' }],
    }
  },
})
