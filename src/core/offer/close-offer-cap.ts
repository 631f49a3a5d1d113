import { notTakenUp } from '../circulation/waiting-offers.js'
import type { OpenCase } from '../facts.js'
import { withNote } from '../request/notes.js'
import type { OfferRecord } from '../request/records.js'
import { defineStep, type Effects, type Refusal } from '../request/step.js'
import { endedOffer, offerAtIssue, reasonInput } from './end-offer.js'
import { canCount, countedOffers, whyNotCounted } from './offer-cap.js'

/** The late rule [S6]: the applicant's offers are used up. One coordinator proposes, another confirms (D5). */
export const closeOfferCap = defineStep({
  action: 'close_offer_cap',
  input: ({ scheme }) => reasonInput(scheme, 'refused'),
  decide(facts, { reason, note }, context): Effects | Refusal {
    const { request, scheme } = facts
    const offer = offerAtIssue(context)
    const obstacle = whyNot(facts, offer, reason)
    if (obstacle) return obstacle

    const by = facts.actor.id
    const proposal = request.proposed?.action === 'close_offer_cap' ? request.proposed : null
    if (!proposal) {
      return {
        say: 'Proposed. Another coordinator has to confirm before the request is closed.',
        state: request.state,
        request: { proposed: { action: 'close_offer_cap', by, at: context.now.toISOString() } },
        codes: { proposed: true },
        tell: [{ topic: 'offer_cap_to_confirm', to: 'coordinators' }],
      }
    }
    if (proposal.by === by) {
      return {
        refused: 'second_person',
        say: 'You have proposed this. Another coordinator has to confirm it.',
      }
    }
    return {
      say: 'Confirmed and closed. The nominating officer is told and may ask for a review.',
      offers: [
        endedOffer(offer, 'refused', context.now, { reason, note }),
        ...notTakenUp(facts.offers, context.now),
      ],
      request: {
        proposed: null,
        closedReason: scheme.reasons.closed.find(({ onlyFor }) => onlyFor === 'offer_cap')?.id ?? 'other',
        form: withNote(request.form, 'close_offer_cap', { reason, note }, context),
      },
      tell: [
        { topic: 'offer_not_taken_up', to: 'offerer' },
        { topic: 'offer_cap_used', to: 'officers' },
      ],
    }
  },
})

function whyNot({ request, scheme, offers }: OpenCase, offer: OfferRecord, reason: string): Refusal | null {
  const { cap } = scheme.rules.offers
  if (cap === null) {
    return { refused: 'no_cap', say: 'There is no limit to the number of offers for this request.' }
  }
  if (!canCount(scheme, reason)) {
    return {
      refused: 'never_counts',
      field: 'reason',
      say: 'A refusal for this reason never uses up an offer.',
    }
  }
  const shortcomings = whyNotCounted(offer, request, scheme)
  if (shortcomings.length > 0) {
    return {
      refused: 'cannot_count',
      say: `This offer does not count, because it did not meet every stated need. ${shortcomings.join(' ')}`,
    }
  }
  const left = cap - countedOffers(offers, request, scheme).length - 1
  return left > 0
    ? {
        refused: 'offers_left',
        say: `The applicant still has ${left} more ${left === 1 ? 'offer' : 'offers'}.`,
      }
    : null
}
