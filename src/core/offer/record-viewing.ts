import { z } from 'zod'
import { defineStep } from '../request/step.js'
import { dateWords } from '../time/words.js'
import { offerAtIssue } from './end-offer.js'

/** That the viewing took place; what the applicant thought of it is for them to say. */
export const recordViewing = defineStep({
  action: 'record_viewing',
  input: () => z.object({}),
  decide({ scheme }, _input, context) {
    const offer = offerAtIssue(context)
    if (offer.viewingAt !== null && new Date(offer.viewingAt) > context.now) {
      return {
        refused: 'not_yet',
        say: `The viewing is on ${dateWords(offer.viewingAt, scheme.timezone)}. Please record it afterwards.`,
      }
    }
    return { say: 'Viewing recorded.', offers: [{ ...offer, state: 'viewed' }] }
  },
})
