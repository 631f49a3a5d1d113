import type { OfferRecord, RequestRecord } from '../request/records.js'
import { areaName, isLessSecure, tenancyOf } from '../scheme/look-up.js'
import type { Scheme } from '../scheme/scheme-file.js'
import { unmetNeeds } from './home-needs.js'

/**
 * What coordinator and nominating officer should read before an offer goes on. For their eyes only: it speaks of
 * the household's landlord, areas and tenancy. It warns and decides nothing (P3).
 */
export function offerWarnings(offer: OfferRecord, request: RequestRecord, scheme: Scheme): string[] {
  const { form } = request
  return [
    ...shortcomings(offer, request, scheme),
    ...(offer.partnerId === request.landlordId ? ["The offer comes from the applicant's own landlord."] : []),
    ...(form.confidential.keepApartFrom.length > 0
      ? [`Check the distance to the cases to keep apart from: ${form.confidential.keepApartFrom.join(', ')}.`]
      : []),
  ]
}

/** Everything in which the home falls short of what was asked for; empty when it meets every stated need. */
export function shortcomings(offer: OfferRecord, request: RequestRecord, scheme: Scheme): string[] {
  const { home } = offer
  const { needs, details, confidential } = request.form
  const band = scheme.rentBands.find(({ id }) => id === details.rentBand)
  const found: string[] = []
  if (isLessSecureOffer(offer, request, scheme)) {
    found.push(`Less secure than the tenancy now: ${tenancyLabel(scheme, home.tenancyOffered)}.`)
  }
  if (wantsLifetime(request, scheme) && !tenancyOf(scheme, home.tenancyOffered)?.lifetime) {
    found.push('A lifetime tenancy is needed; this one is not for life.')
  }
  if (needs.bedrooms !== undefined && home.bedrooms < needs.bedrooms) {
    const oneFewer = needs.acceptOneFewer && home.bedrooms === needs.bedrooms - 1
    found.push(
      `Fewer bedrooms than needed: ${home.bedrooms} instead of ${needs.bedrooms}${oneFewer ? ', which would be accepted' : ''}.`,
    )
  }
  for (const need of unmetNeeds(home, needs.propertyNeeds, scheme)) found.push(`Not said to be met: ${need}.`)
  if (band && band.upTo !== null && home.rentPerWeek > band.upTo) {
    found.push(`The rent is above the ceiling: £${home.rentPerWeek.toFixed(2)}; ${band.label}.`)
  }
  if (confidential.areasAtRisk.includes(home.area)) {
    found.push(`${areaName(scheme, home.area)} is one of the areas at risk.`)
  } else if (!needs.toldByRiskAreas && !needs.areasWanted.includes(home.area)) {
    found.push(`${areaName(scheme, home.area)} is not one of the areas wanted.`)
  }
  return found
}

/** Keeping the secure tenancy is the point of the scheme [S1]; an unknown tenancy now counts as more secure. */
export function isLessSecureOffer(offer: OfferRecord, request: RequestRecord, scheme: Scheme): boolean {
  return isLessSecure(scheme, {
    now: request.form.approval.tenancyNow ?? '',
    offered: offer.home.tenancyOffered,
  })
}

function wantsLifetime(request: RequestRecord, scheme: Scheme): boolean {
  return scheme.tenancyNeeds.some(({ id, lifetime }) => lifetime && id === request.form.needs.tenancyNeeded)
}

function tenancyLabel(scheme: Scheme, id: string): string {
  return tenancyOf(scheme, id)?.label ?? id
}
