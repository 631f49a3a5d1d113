import { defineStep } from '../request/step.js'
import { worried } from '../request/worry.js'
import { endedOffer, offerAtIssue, reasonInput } from './end-offer.js'

/**
 * The home is not safe any more. It is withdrawn, the applicant keeps the offer, coordinator and nominating officer
 * hear at once. The landlord reads what every other ending reads, no sooner and no later (P2).
 */
export const reportCompromised = defineStep({
  action: 'report_compromised',
  input: ({ scheme }) => reasonInput(scheme, 'compromised'),
  decide(facts, { reason, note }, context) {
    return {
      say: `Recorded: nobody goes there. A coordinator is told at once and phones. ${facts.scheme.texts.emergency}`,
      request: worried(facts, context),
      offers: [endedOffer(offerAtIssue(context), 'compromised', context.now, { reason, note })],
      tell: [
        { topic: 'offer_compromised', to: 'coordinators', urgent: true },
        { topic: 'offer_compromised', to: 'officers', urgent: true },
        { topic: 'offer_not_taken_up', to: 'offerer' },
      ],
    }
  },
})
