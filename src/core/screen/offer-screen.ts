import type { CaseFacts } from '../facts.js'
import { describeHome } from '../offer/describe-home.js'
import { phoneWords } from '../people/phone-words.js'
import type { OfferScreen } from '../placement/screens.js'
import type { OfferRecord, RequestRecord } from '../request/records.js'
import { actingOfficers } from '../request/relations.js'
import { CHOSEN_OFFER, type OfferState } from '../request/states.js'
import { reasonOf } from '../scheme/look-up.js'
import { workingTime } from '../time/working-time.js'
import { offerButtons } from './buttons.js'

const STATUS: Record<OfferState, OfferScreen['status']> = {
  made: 'waiting',
  area_checked: 'waiting',
  passed_on: 'passed_on',
  viewing_arranged: 'viewing',
  viewed: 'viewing',
  accepted: 'accepted',
  tenancy_started: 'tenancy_started',
  refused: 'not_taken_up',
  compromised: 'not_taken_up',
  lapsed: 'not_taken_up',
  not_suitable_area: 'not_taken_up',
  withdrawn: 'withdrawn',
  released: 'released',
}

/**
 * What a housing officer sees of an own offer. Whether the area was checked, and why a home was not taken up for a
 * reason of safety, look the same as everything else: "not taken up" (P2).
 */
export function offerScreen(facts: CaseFacts & { request: RequestRecord }, offer: OfferRecord): OfferScreen {
  const status = STATUS[offer.state]
  const notice = facts.notices.find((n) => n.partnerId === offer.partnerId)
  const chosen = CHOSEN_OFFER.includes(offer.state)
  const [officer] = actingOfficers(facts)
  return {
    screen: 'offer_card',
    partnerReference: offer.reference ?? notice?.reference ?? '',
    propertyNumber: offer.home.propertyNumber,
    home: describeHome(offer.home, facts.scheme),
    status,
    words: words(facts, offer, status),
    answerBy: status === 'waiting' ? offer.keepUntil : chosen ? offer.replyBy : null,
    viewingAt: chosen ? offer.viewingAt : null,
    contact: chosen && officer ? { name: officer.name, phone: phoneWords(officer.workPhone) } : null,
    buttons: offerButtons(facts, ['offerer'], offer),
  }
}

function words(facts: CaseFacts, offer: OfferRecord, status: OfferScreen['status']): string {
  const { texts } = facts.scheme
  const say = (at: string | null) => (at ? workingTime(facts.scheme).say(new Date(at)) : '')
  switch (status) {
    case 'waiting':
      return texts.received.replace('{replyBy}', say(offer.keepUntil))
    case 'passed_on':
      return `The home has been passed on. ${texts.addressByPhone}`
    case 'viewing':
      return offer.state === 'viewed'
        ? 'The home has been viewed; the answer follows.'
        : `Viewing ${say(offer.viewingAt)}.`
    case 'accepted':
      return 'The home has been accepted. Please confirm when the tenancy has started.'
    case 'tenancy_started':
      return 'The tenancy has started. Thank you.'
    case 'not_taken_up':
      return notTakenUp(facts, offer)
    case 'withdrawn':
      return 'You have withdrawn this home.'
    case 'released':
      return 'You have released this home. It can be let elsewhere.'
  }
}

function notTakenUp(facts: CaseFacts, offer: OfferRecord): string {
  const { notTakenUp: plain } = facts.scheme.texts
  const reason =
    offer.state === 'refused' && offer.endReason
      ? reasonOf(facts.scheme, 'refused', offer.endReason)
      : undefined
  return reason && !reason.hiddenFromOfficer ? `${plain}: ${reason.label.toLowerCase()}.` : `${plain}.`
}
