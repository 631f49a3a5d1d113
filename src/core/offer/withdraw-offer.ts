import { defineStep, type Effects } from '../request/step.js'
import { reasonOf } from '../scheme/look-up.js'
import { endedOffer, offerAtIssue, reasonInput } from './end-offer.js'

/** The landlord takes its home back. It never uses up an offer. */
export const withdrawOffer = defineStep({
  action: 'withdraw_offer',
  input: ({ scheme }) => reasonInput(scheme, 'withdrawn'),
  decide({ scheme }, { reason, note }, context) {
    const offer = offerAtIssue(context)
    const alerts = reasonOf(scheme, 'withdrawn', reason)?.alertsCoordinator
    const topic = 'offer_withdrawn'
    const tell: Effects['tell'] = [{ topic, to: 'coordinators', ...(alerts && { urgent: true }) }]
    // An unchecked offer is none of the nominating officer's business yet (D4).
    if (offer.state !== 'made') tell.push({ topic, to: 'officers' })
    return {
      say: 'Withdrawn. Thank you for telling us.',
      offers: [endedOffer(offer, 'withdrawn', context.now, { reason, note })],
      tell,
    }
  },
})
