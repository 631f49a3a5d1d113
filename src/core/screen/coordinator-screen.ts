import { audience } from '../circulation/audience.js'
import { withoutNotice } from '../circulation/never-told.js'
import type { CaseFacts } from '../facts.js'
import { rarity } from '../household/rarity.js'
import { contactWords } from '../people/contact-words.js'
import { isParked, mayStillStand } from '../placement/placement.js'
import type { CoordinatorScreen, Fact } from '../placement/screens.js'
import { eligibilityOf } from '../request/eligibility-of.js'
import type { RequestRecord } from '../request/records.js'
import { erasedWords } from '../request/sentences.js'
import { waitingForCall } from '../request/worry.js'
import { FINDINGS, type Finding, findingFor } from '../work/settle-trouble.js'
import { whyStuck } from '../work/stuck.js'
import { caseButtons } from './buttons.js'
import { approvalFacts, confidentialFacts, detailFacts, needFacts } from './case-facts.js'
import { noteLines, openWishLines } from './case-notes.js'
import { liveFirst, offerLine } from './offer-line.js'
import { STATE_NAMES } from './state-names.js'
import { turnsOf, waitingForWords } from './waiting-for.js'

/** A coordinator sees all, except the applicant's name, which nobody holds. */
export function coordinatorScreen(facts: CaseFacts & { request: RequestRecord }): CoordinatorScreen {
  const { request, scheme } = facts
  const { form } = request
  if (request.erasedAt !== undefined) return tombstoneScreen(facts)
  return {
    screen: 'coordinator_card',
    workingCode: request.workingCode,
    reference: request.reference,
    stateWords: STATE_NAMES[request.state],
    enteredStateAt: request.enteredStateAt,
    lastActivityAt: request.lastActivityAt,
    waitingFor: waitingForWords(turnsOf(request, facts.offers)),
    facts: [
      ...contactFacts(facts),
      ...needFacts(form, scheme),
      ...detailFacts(form, scheme),
      ...approvalFacts(form, scheme, facts.partners, request.landlordId),
      ...confidentialFacts(form, scheme, facts.partners),
    ],
    failingRules: eligibilityOf(facts).failing.map((rule) => rule.words),
    reach: reachOf(facts),
    undelivered: undelivered(facts),
    findings: findingsOf(facts),
    questions: form.approval.questions.map((q) => ({
      id: q.id,
      from: q.from === 'lead' ? 'The landlord' : 'The coordinator',
      text: q.text,
      answer: q.answer ?? null,
    })),
    wishes: openWishLines(facts),
    notes: noteLines(facts),
    offers: liveFirst(facts.offers).map((offer) => offerLine(facts, offer, ['coordinator'])),
    buttons: caseButtons(facts, ['coordinator']),
  }
}

/** Whom to phone: who waits for a call, and the nominating officers. */
function contactFacts({ request, people, partners }: CaseFacts & { request: RequestRecord }): Fact[] {
  const officers = people.filter(({ id }) => request.officerIds.includes(id))
  return [
    ...waitingForCall(request).map((each) => ({
      label: 'Waits for your call',
      value: contactWords(each, partners),
    })),
    ...officers.map(({ name, workPhone: phone, organisationId }) => ({
      label: 'Nominating officer',
      value: contactWords({ name, phone, organisationId }, partners),
    })),
  ]
}

/** What is left of an erased request, and what of it may still stand somewhere. */
function tombstoneScreen(facts: CaseFacts & { request: RequestRecord }): CoordinatorScreen {
  const { request, scheme } = facts
  return {
    screen: 'coordinator_card',
    workingCode: request.workingCode,
    reference: request.reference,
    stateWords: `${STATE_NAMES[request.state]}. ${erasedWords(request, scheme.timezone)}`,
    enteredStateAt: request.enteredStateAt,
    lastActivityAt: request.lastActivityAt,
    waitingFor: waitingForWords([]),
    facts: [],
    failingRules: [],
    reach: null,
    undelivered: undelivered(facts),
    findings: findingsOf(facts),
    questions: [],
    wishes: [],
    notes: [],
    offers: [],
    buttons: [],
  }
}

/** "78 of 80 partners reached", which not, and which uncertain; before release how many would be. */
export function reachOf(facts: CaseFacts & { request: RequestRecord }): CoordinatorScreen['reach'] {
  const { request, scheme } = facts
  if (facts.rooms.length === 0) return null
  const { needs, details } = request.form
  const { household } = details
  const rare = household && needs.bedrooms ? rarity({ needs, household }, scheme) : null
  const sent = facts.placements.filter((p) => p.screen === 'notice' && !p.withdraw)
  const name = (id: string | null) => facts.partners.find((p) => p.id === id)?.name ?? ''
  const never = withoutNotice(request, facts.partners)
  const wanted = facts.notices.filter((n) => n.live && !never.has(n.partnerId)).map((n) => n.partnerId)
  const partners =
    wanted.length > 0 ? wanted : audience(request, facts.partners, scheme).map((a) => a.partnerId)
  const current = sent.filter((p) => facts.notices.some((n) => n.live && n.id === p.noticeId))
  const reached = current.filter((p) => p.state === 'sent').map((p) => p.partnerId)
  const uncertain = current.filter((p) => p.state === 'ambiguous').map((p) => p.partnerId)
  const unreached = current.filter((p) => p.state === 'unreachable').map((p) => p.partnerId)
  const withoutRoom = partners.filter(
    (id) => !facts.rooms.some((room) => room.usable && room.partnerId === id),
  )
  // Its room was not there when the notice was planned; it may be there again by now.
  const unplaced = wanted.filter((id) => current.length > 0 && !current.some((p) => p.partnerId === id))
  return {
    partners: partners.map(name),
    released: wanted.length > 0,
    reached: new Set(reached).size,
    unreached: [...new Set([...unreached, ...withoutRoom, ...unplaced])].map(name),
    uncertain: [...new Set(uncertain)].map(name),
    fits: rare?.households.full ?? null,
    ...(rare?.rareNotice && { fitRareNotice: rare.households.notice }),
  }
}

function findingsOf({ placements }: CaseFacts): Finding[] {
  const found = placements.filter(({ screen }) => screen !== 'home').map(whyStuck)
  return FINDINGS.filter((finding) => found.some((why) => why !== null && findingFor(why) === finding))
}

function undelivered({ placements, people, partners }: CaseFacts): string[] {
  const lines = placements
    .filter(({ screen }) => screen !== 'home')
    .flatMap((placement) => {
      if (placement.screen === 'notice') {
        const partner = partners.find(({ id }) => id === placement.partnerId)?.name ?? 'A partner'
        return mayStillStand(placement) ? [`${partner}: the notice may still stand there`] : []
      }
      const name = people.find(({ id }) => id === placement.personId)?.name ?? 'Somebody'
      if (isParked(placement)) return [`${name}: nobody knows whether it arrived`]
      return placement.state === 'unreachable' ? [`${name}: not delivered`] : []
    })
  return [...new Set(lines)]
}
