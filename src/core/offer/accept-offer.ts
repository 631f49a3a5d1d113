import { z } from 'zod'
import { defineStep } from '../request/step.js'
import { offerAtIssue } from './end-offer.js'

/** The applicant says yes. Nothing is given up until the new tenancy is signed. */
export const acceptOffer = defineStep({
  action: 'accept_offer',
  input: () => z.object({}),
  decide({ scheme }, _input, context) {
    return {
      say: `Accepted. The landlord now prepares the tenancy. ${scheme.texts.tenancyAdvice}`,
      offers: [{ ...offerAtIssue(context), state: 'accepted' }],
      tell: [
        { topic: 'offer_accepted', to: 'offerer' },
        { topic: 'offer_accepted', to: 'coordinators' },
      ],
    }
  },
})
