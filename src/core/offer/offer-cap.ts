import type { OfferRecord, RequestRecord } from '../request/records.js'
import { reasonOf } from '../scheme/look-up.js'
import type { Scheme } from '../scheme/scheme-file.js'
import { shortcomings } from './warnings.js'

/**
 * D5: why this offer can never be held against the applicant, whatever the reason of the refusal.
 * Empty when it met every stated need, was affordable and no less secure. That its area was checked is certain:
 * an offer is not passed on before.
 */
export function whyNotCounted(offer: OfferRecord, request: RequestRecord, scheme: Scheme): string[] {
  const affordable = request.form.details.rentBand !== undefined
  return [
    ...shortcomings(offer, request, scheme),
    ...(affordable ? [] : ['Nothing is known of the rent the applicant can pay.']),
  ]
}

/** Offers that count so far. Compromised, lapsed, withdrawn and fallen-through ones never do. */
export function countedOffers(
  offers: readonly OfferRecord[],
  request: RequestRecord,
  scheme: Scheme,
): OfferRecord[] {
  return offers.filter(
    (offer) =>
      offer.state === 'refused' &&
      canCount(scheme, offer.endReason) &&
      whyNotCounted(offer, request, scheme).length === 0,
  )
}

/** Refusals for safety, size, access, rent, tenancy or condition never use up an offer. */
export function canCount(scheme: Scheme, refusedReason: string | null): boolean {
  return reasonOf(scheme, 'refused', refusedReason ?? '')?.countsAsOffer ?? false
}
