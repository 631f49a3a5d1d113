import { defineStep } from '../request/step.js'
import { endedOffer, offerAtIssue, reasonInput } from './end-offer.js'

/** An accepted home does not become a tenancy. It never uses up an offer; the landlord is not told why. */
export const fallThrough = defineStep({
  action: 'fall_through',
  input: ({ scheme }) => reasonInput(scheme, 'fellThrough'),
  decide(_facts, { reason, note }, context) {
    return {
      say: 'Recorded. The request is open to other offers again; no offer was used up.',
      offers: [endedOffer(offerAtIssue(context), 'lapsed', context.now, { reason, note })],
      tell: [
        { topic: 'offer_not_taken_up', to: 'offerer' },
        { topic: 'offer_fell_through', to: 'officers' },
        { topic: 'offer_fell_through', to: 'coordinators' },
      ],
    }
  },
})
