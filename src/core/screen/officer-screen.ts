import type { CaseFacts } from '../facts.js'
import type { OfficerScreen } from '../placement/screens.js'
import type { RequestRecord } from '../request/records.js'
import { caseButtons } from './buttons.js'
import { approvalFacts, confidentialFacts, detailFacts, needFacts } from './case-facts.js'
import { noteLines, openWishLines } from './case-notes.js'
import { checkedOffers, liveFirst, offerLine } from './offer-line.js'
import { STATE_NAMES } from './state-names.js'
import { turnsOf, waitingForWords } from './waiting-for.js'

/** The nominating officer's own request: honest status, questions, checked offers, and the request in full. */
export function officerScreen(facts: CaseFacts & { request: RequestRecord }): OfficerScreen {
  const { request, scheme } = facts
  return {
    screen: 'officer_card',
    workingCode: request.workingCode,
    reference: request.reference,
    stateWords: STATE_NAMES[request.state],
    lastActivityAt: request.lastActivityAt,
    honestWords: scheme.texts.status[request.state],
    waitingFor: waitingForWords(turnsOf(request, checkedOffers(facts.offers))),
    facts: [
      ...needFacts(request.form, scheme),
      ...detailFacts(request.form, scheme),
      ...approvalFacts(request.form, scheme, facts.partners, request.landlordId),
      ...confidentialFacts(request.form, scheme, facts.partners),
    ],
    questions: request.form.approval.questions.map((q) => ({
      id: q.id,
      from: q.from === 'lead' ? 'The landlord' : 'The coordinator',
      text: q.text,
      answer: q.answer ?? null,
    })),
    wishes: openWishLines(facts),
    notes: noteLines(facts),
    offers: liveFirst(checkedOffers(facts.offers)).map((offer) => offerLine(facts, offer, ['officer'])),
    buttons: caseButtons(facts, ['officer']),
  }
}
