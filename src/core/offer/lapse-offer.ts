import { z } from 'zod'
import { defineStep } from '../request/step.js'
import { dateWords } from '../time/words.js'
import { endedOffer, offerAtIssue } from './end-offer.js'

/** Nobody answered in time. A person decides that, never the clock (P3). */
export const lapseOffer = defineStep({
  action: 'lapse_offer',
  input: () => z.object({}),
  decide({ scheme }, _input, context) {
    const offer = offerAtIssue(context)
    if (offer.replyBy !== null && new Date(offer.replyBy) > context.now) {
      return {
        refused: 'still_time',
        say: `There is still time to answer, until ${dateWords(offer.replyBy, scheme.timezone)}.`,
      }
    }
    return {
      say: 'Lapsed. The request is open to other offers again; no offer was used up.',
      offers: [endedOffer(offer, 'lapsed', context.now)],
      tell: [
        { topic: 'offer_not_taken_up', to: 'offerer' },
        { topic: 'offer_lapsed', to: 'officers' },
      ],
    }
  },
})
