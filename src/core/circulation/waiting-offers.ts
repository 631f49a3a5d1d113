import { endedOffer } from '../offer/end-offer.js'
import type { OfferRecord } from '../request/records.js'
import { WAITING_OFFER } from '../request/states.js'

/** Waiting offers of a request that ends: the officers read "not taken up", whatever the reason was (P2). */
export function notTakenUp(offers: readonly OfferRecord[], now: Date): OfferRecord[] {
  return offers
    .filter(({ state }) => WAITING_OFFER.includes(state))
    .map((offer) => endedOffer(offer, 'lapsed', now, { reason: 'not_taken_up' }))
}
