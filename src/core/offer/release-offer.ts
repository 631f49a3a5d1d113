import { z } from 'zod'
import { defineStep, type Effects } from '../request/step.js'
import { endedOffer, offerAtIssue } from './end-offer.js'

/** The officer lets a waiting home go. */
export const releaseOffer = defineStep({
  action: 'release_offer',
  input: () => z.object({}),
  decide(_facts, _input, context) {
    const offer = offerAtIssue(context)
    const topic = 'offer_released'
    const tell: Effects['tell'] = [{ topic, to: 'coordinators' }]
    if (offer.state === 'area_checked') tell.push({ topic, to: 'officers' })
    return {
      say: 'Released. You can let the home elsewhere; thank you for offering it.',
      offers: [endedOffer(offer, 'released', context.now)],
      tell,
    }
  },
})
