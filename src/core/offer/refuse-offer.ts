import { defineStep } from '../request/step.js'
import { endedOffer, offerAtIssue, reasonInput } from './end-offer.js'

/** The applicant says no. A reason of safety stays with coordinator and nominating officer. */
export const refuseOffer = defineStep({
  action: 'refuse_offer',
  input: ({ scheme }) => reasonInput(scheme, 'refused'),
  decide(_facts, { reason, note }, context) {
    return {
      say: 'Recorded. The request is open to other offers again. Saying no for safety is never held against anybody.',
      offers: [endedOffer(offerAtIssue(context), 'refused', context.now, { reason, note })],
      tell: [
        { topic: 'offer_not_taken_up', to: 'offerer' },
        { topic: 'offer_refused', to: 'coordinators' },
      ],
    }
  },
})
