import type { CaseFacts } from '../facts.js'
import { describeHome } from '../offer/describe-home.js'
import { offerWarnings } from '../offer/warnings.js'
import { phoneWords } from '../people/phone-words.js'
import type { OfferLine } from '../placement/screens.js'
import type { Relation } from '../request/lifecycle.js'
import type { OfferRecord, RequestRecord } from '../request/records.js'
import { CHOSEN_OFFER, type OfferState } from '../request/states.js'
import { areaName } from '../scheme/look-up.js'
import type { ReasonList, Scheme } from '../scheme/scheme-file.js'
import { offerButtons } from './buttons.js'
import { whyWords } from './case-notes.js'

const STATE_WORDS: Record<OfferState, string> = {
  made: 'waits for the area check',
  area_checked: 'area checked, may be chosen',
  passed_on: 'chosen, viewing to be arranged',
  viewing_arranged: 'viewing arranged',
  viewed: 'viewed, answer to be recorded',
  accepted: 'accepted',
  tenancy_started: 'tenancy started',
  refused: 'refused',
  withdrawn: 'withdrawn by the landlord',
  compromised: 'compromised',
  lapsed: 'lapsed',
  released: 'released by the landlord',
  not_suitable_area: 'area not suitable',
}

const END_REASONS: Partial<Record<OfferState, ReasonList>> = {
  refused: 'refused',
  withdrawn: 'withdrawn',
  compromised: 'compromised',
  not_suitable_area: 'notSuitableArea',
}

/** One offer as the nominating officer or a coordinator sees it; both see the same (D4). */
export function offerLine(
  facts: CaseFacts & { request: RequestRecord },
  offer: OfferRecord,
  relations: readonly Relation[],
): OfferLine {
  const officer = facts.people.find((p) => p.id === offer.officerId)
  const chosen = CHOSEN_OFFER.includes(offer.state)
  return {
    offerId: offer.id,
    home: describeHome(offer.home, facts.scheme),
    partner: facts.partners.find((p) => p.id === offer.partnerId)?.name ?? '',
    propertyNumber: offer.home.propertyNumber,
    area: areaName(facts.scheme, offer.home.area),
    state: STATE_WORDS[offer.state],
    why: whyEnded(facts.scheme, offer),
    warnings: offerWarnings(offer, facts.request, facts.scheme),
    answerBy: chosen ? offer.replyBy : null,
    viewingAt: offer.viewingAt,
    contact: chosen && officer ? `${officer.name}, ${phoneWords(officer.workPhone)}` : null,
    buttons: offerButtons(facts, relations, offer),
  }
}

/** The reason of an offer's end, which only coordinator and nominating officer read (scheme, section 4). */
function whyEnded(scheme: Scheme, { state, endReason, endNote }: OfferRecord): string | null {
  const list = END_REASONS[state]
  return list ? whyWords(scheme, list, { reason: endReason, note: endNote }) : null
}

/** What still asks for something comes first: a card has no room for all that has ended. */
export function liveFirst(offers: readonly OfferRecord[]): OfferRecord[] {
  return [...offers].sort((a, b) => Number(a.endedAt !== null) - Number(b.endedAt !== null))
}

/** Offers a nominating officer may see: those whose area a coordinator has checked. */
export function checkedOffers(offers: readonly OfferRecord[]): OfferRecord[] {
  return offers.filter((offer) => offer.state !== 'made' && offer.state !== 'not_suitable_area')
}
