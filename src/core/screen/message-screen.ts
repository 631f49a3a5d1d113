import type { CaseFacts } from '../facts.js'
import { contactWords } from '../people/contact-words.js'
import type { PlacementRecord } from '../placement/placement.js'
import type { MessageScreen } from '../placement/screens.js'
import type { OfferRecord, PersonRecord, RequestRecord } from '../request/records.js'
import { relationsOf } from '../request/relations.js'
import { waitingForCall } from '../request/worry.js'
import { caseButtons, offerButtons } from './buttons.js'
import { isTopic, MESSAGES } from './message-words.js'

/** One thing somebody is told, with the buttons that go with it as far as this reader may press them now. */
export function messageScreen(
  placement: Pick<PlacementRecord, 'topic' | 'offerId'>,
  facts: CaseFacts & { request: RequestRecord },
  reader: PersonRecord,
  now: Date,
): MessageScreen | null {
  const topic = placement.topic ?? ''
  if (!isTopic(topic)) return null
  const said = MESSAGES[topic]
  const offer = facts.offers.find((o) => o.id === placement.offerId) ?? null
  const relations = relationsOf(facts, reader, offer, now)
  if (relations.length === 0) return null
  const buttons = [...caseButtons(facts, relations), ...(offer ? offerButtons(facts, relations, offer) : [])]
  const isAlarm = said.actions?.includes('acknowledge_safety') ?? false
  return {
    screen: 'message',
    topic,
    tone: said.tone,
    title: said.title,
    words: [said.words(facts.scheme), ...(isAlarm ? whomToPhone(facts, relations) : [])].join(' '),
    code: codeFor(facts, relations, offer),
    buttons: buttons.filter((button) => said.actions?.includes(button.action)),
  }
}

/** While a safety message waits for an answer, coordinators read on it whom to phone. */
function whomToPhone(facts: CaseFacts & { request: RequestRecord }, relations: readonly string[]): string[] {
  if (!relations.includes('coordinator')) return []
  return waitingForCall(facts.request).map((each) => `Phone ${contactWords(each, facts.partners)}.`)
}

/** The reference for coordinator and officer, the working code for a lead, a partner's own one for its officers (D8). */
export function codeFor(
  facts: CaseFacts & { request: RequestRecord },
  relations: readonly string[],
  offer: Pick<OfferRecord, 'partnerId' | 'reference'> | null,
): string | null {
  const { request } = facts
  if (relations.includes('coordinator') || relations.includes('officer'))
    return request.reference ?? request.workingCode
  if (relations.includes('lead')) return request.workingCode
  if (!offer) return null
  return offer.reference ?? facts.notices.find((n) => n.partnerId === offer.partnerId)?.reference ?? null
}
