import type { CaseRef } from '../../../src/bots/views/button-value.js'
import type { Fact, OfferLine, Screen } from '../../../src/core/placement/screens.js'

const AT = '2026-11-24T14:00:00.000Z'
const REQUEST = '01935d2e-0000-7000-8000-000000000001'
const OFFER = '01935d2e-0000-7000-8000-0000000000f1'
const OTHER_OFFER = '01935d2e-0000-7000-8000-0000000000f2'

export const PLACEMENT: Extract<CaseRef, { kind: 'placement' }> = {
  kind: 'placement',
  placementId: '7d444840-9dc0-41d1-b245-5ffdce74fad2',
  revision: 3,
}

const facts: Fact[] = [
  { label: 'Landlord', value: 'Brent Council' },
  { label: 'Risk', value: 'Domestic abuse; Stalking' },
  { label: 'Tenancy now', value: 'Secure tenancy (lifetime)' },
]

const offer: OfferLine = {
  offerId: OFFER,
  home: '2-bedroom flat, 1st floor, lift, secure tenancy (lifetime), £145.20 a week, from Tue 1 Dec',
  partner: 'Marigold Homes & Partners',
  propertyNumber: 'MH-2207',
  area: 'Camden',
  state: 'Waiting for the area check',
  why: null,
  warnings: ['One bedroom fewer than needed.'],
  answerBy: AT,
  viewingAt: null,
  contact: null,
  buttons: [{ action: 'check_area', offerId: OFFER }],
}

const chosen: OfferLine = {
  ...offer,
  offerId: OTHER_OFFER,
  propertyNumber: 'QX-19',
  partner: 'Quayside <Housing>',
  state: 'Passed on',
  warnings: [],
  viewingAt: AT,
  contact: 'Oona Officer, +442079460101',
  buttons: [
    { action: 'arrange_viewing', offerId: OTHER_OFFER },
    { action: 'accept_offer', offerId: OTHER_OFFER },
    { action: 'refuse_offer', offerId: OTHER_OFFER },
  ],
}

const refused: OfferLine = {
  ...offer,
  state: 'refused',
  why: 'too small "no room for the cot"',
  warnings: [],
  answerBy: null,
  buttons: [],
}

const notice: Screen = {
  screen: 'notice',
  status: 'open',
  partnerReference: 'P-9XWQ4M',
  areas: ['Camden', 'Islington'],
  bedrooms: 3,
  acceptOneFewer: true,
  tenancyNeeded: 'Lifetime tenancy needed',
  propertyNeeds: ['Lift needed above the ground floor'],
}

const questions = [
  { id: 'q1', from: 'The landlord', text: 'Is the rent account in order?', answer: 'Yes, with a plan.' },
  { id: 'q2', from: 'The coordinator', text: 'Which support is in place?', answer: null },
]

const card = {
  workingCode: 'W-7K3Q9F',
  reference: 'ARC-7K3Q-26',
  lastActivityAt: AT,
  waitingFor: 'The nominating officer: choose an offer to view.',
}

const row = {
  requestId: REQUEST,
  code: 'W-7K3Q9F',
  line: 'Awaiting approval by the landlord',
  since: AT,
  flag: null,
  buttons: [],
}

/** One of each screen, pending beside resolved. */
export const SCREENS: Readonly<Record<string, Screen>> = {
  'notice-open': notice,
  'notice-without-areas': { ...notice, areas: [], acceptOneFewer: false, propertyNeeds: [] },
  'notice-not-available': { ...notice, status: 'not_available' },
  'details-full': {
    screen: 'details',
    partnerReference: 'P-9XWQ4M',
    household: [
      { label: 'Adults 26 to 59', value: '1' },
      { label: 'Children 2 to 9', value: '2 (1 female, 1 male)' },
    ],
    wishes: [{ label: 'Rent ceiling a week', value: 'Up to £190 a week' }],
  },
  'details-rare': { screen: 'details', partnerReference: 'P-9XWQ4M', household: [], wishes: [] },
  'approval-pending': {
    screen: 'approval_card',
    workingCode: 'W-7K3Q9F',
    landlord: 'Brent Council',
    state: {
      kind: 'pending',
      askedAt: AT,
      panelOn: '2026-12-01',
      facts,
      officers: [{ name: 'Nadia North', organisation: 'Safe & Sound', phone: '020 7946 0102' }],
      questions: [{ text: 'Is the rent account in order?', answer: null }],
    },
    buttons: [{ action: 'approve' }, { action: 'decline' }, { action: 'ask_question' }],
  },
  'approval-decided': {
    screen: 'approval_card',
    workingCode: 'W-7K3Q9F',
    landlord: 'Brent Council',
    state: { kind: 'decided', words: 'Approved by Lena Lead, Tue 24 Nov, 14:00.' },
    buttons: [{ action: 'withdraw_approval' }],
  },
  'approval-ended': {
    screen: 'approval_card',
    workingCode: 'W-7K3Q9F',
    landlord: '',
    state: { kind: 'ended', words: 'This is no longer with you.' },
    buttons: [],
  },
  'officer-pending': {
    screen: 'officer_card',
    ...card,
    stateWords: 'Under offer',
    honestWords: 'A landlord has offered a home. You can ask questions, see it and decide.',
    facts,
    questions,
    wishes: ['Tue 24 Nov, 14:00, Noor Officer asks for a change: "two more areas would do"'],
    notes: ['Tue 24 Nov, 09:00, Leila Underhill, withdraw approval: other "the tenancy ends"'],
    offers: [chosen, refused],
    buttons: [{ action: 'ask_for_change' }, { action: 'ask_to_close' }],
  },
  'officer-resolved': {
    screen: 'officer_card',
    ...card,
    waitingFor: 'Nobody: there is nothing left to do.',
    stateWords: 'Moved',
    honestWords: 'Your new tenancy has started.',
    facts: [],
    questions: [],
    wishes: [],
    notes: [],
    offers: [],
    buttons: [{ action: 'move_again' }],
  },
  'officer-draft': {
    screen: 'officer_card',
    ...card,
    workingCode: null,
    reference: null,
    stateWords: 'Draft',
    honestWords: 'Your nominating officer is filling in the form.',
    facts: [],
    questions: [],
    wishes: [],
    notes: [],
    offers: [],
    buttons: [{ action: 'amend' }, { action: 'submit' }],
  },
  'coordinator-pending': {
    screen: 'coordinator_card',
    ...card,
    stateWords: 'Circulated to partners',
    enteredStateAt: AT,
    facts,
    failingRules: ['The landlord is not a partner of the scheme.'],
    reach: {
      partners: ['Marigold Homes', 'Quayside', 'Bexley'],
      released: true,
      reached: 1,
      unreached: ['Marigold Homes'],
      uncertain: ['Quayside'],
      fits: 1_240,
    },
    undelivered: ['Leila Underhill: nobody knows whether it arrived', 'Idris Okonjo: not delivered'],
    findings: ['send_again', 'confirm_gone', 'try_again'],
    questions,
    wishes: ['Tue 24 Nov, 14:00, Noor Officer asks for a change: "two more areas would do"'],
    notes: ['Tue 24 Nov, 14:00, Cora, recall: the facts are wrong'],
    offers: [offer, chosen, refused],
    buttons: [
      { action: 'recall' },
      { action: 'hold' },
      { action: 'close' },
      { action: 'acknowledge_safety' },
    ],
  },
  'coordinator-resolved': {
    screen: 'coordinator_card',
    ...card,
    reference: null,
    waitingFor: 'Nobody: there is nothing left to do.',
    stateWords: 'Closed',
    enteredStateAt: AT,
    facts,
    failingRules: [],
    reach: null,
    undelivered: [],
    findings: [],
    questions: [],
    wishes: [],
    notes: [],
    offers: [],
    buttons: [{ action: 'reopen' }],
  },
  'offer-waiting': {
    screen: 'offer_card',
    partnerReference: 'P-9XWQ4M',
    propertyNumber: 'MH-2207',
    home: offer.home,
    status: 'waiting',
    words: 'Received; answer by Tue 24 Nov, 14:00; keep or release?',
    answerBy: AT,
    viewingAt: null,
    contact: null,
    buttons: [
      { action: 'keep_offer', offerId: OFFER },
      { action: 'release_offer', offerId: OFFER },
    ],
  },
  'offer-passed-on': {
    screen: 'offer_card',
    partnerReference: 'P-9XWQ4M',
    propertyNumber: 'MH-2207',
    home: offer.home,
    status: 'viewing',
    words: 'Viewing Tue 24 Nov, 14:00.',
    answerBy: AT,
    viewingAt: AT,
    contact: { name: 'Nadia North', phone: '020 7946 0102' },
    buttons: [{ action: 'withdraw_offer', offerId: OFFER }],
  },
  'offer-not-taken-up': {
    screen: 'offer_card',
    partnerReference: 'P-9XWQ4M',
    propertyNumber: 'MH-2207',
    home: offer.home,
    status: 'not_taken_up',
    words: 'Not taken up.',
    answerBy: null,
    viewingAt: null,
    contact: null,
    buttons: [],
  },
  'message-prompt': {
    screen: 'message',
    topic: 'approval_chaser_1',
    tone: 'prompt',
    title: 'A request waits for your decision',
    words: 'It is still with you.',
    code: 'W-7K3Q9F',
    buttons: [{ action: 'approve' }, { action: 'decline' }],
  },
  'message-urgent': {
    screen: 'message',
    topic: 'safety_concern',
    tone: 'urgent',
    title: 'Safety concern: phone back now',
    words: 'Somebody has raised a safety concern.',
    code: 'ARC-7K3Q-26',
    buttons: [{ action: 'acknowledge_safety' }],
  },
  'home-busy': {
    screen: 'home',
    name: 'Cora Coordinator',
    roles: ['Coordinator'],
    confirm: null,
    intake: 'New referrals are paused at the moment.',
    waitsForMe: [
      { ...row, flag: 'overdue', buttons: [{ action: 'send_for_approval' }, { action: 'close' }] },
    ],
    iWaitFor: [{ ...row, offerId: OFFER }],
    attention: ['W-7K3Q9F: London Borough of Bexley: not delivered.'],
    stuck: true,
    canRefer: true,
    mayBeAway: false,
  },
  'home-quiet': {
    screen: 'home',
    name: 'Lena Lead',
    roles: [],
    confirm:
      'Before you act here as named lead, this account has to be confirmed. Please ring the coordinators (020 7946 0100) for a one-time code, and type it here like this: code ABCD-2345',
    intake: null,
    waitsForMe: [],
    iWaitFor: [],
    attention: [],
    stuck: false,
    canRefer: false,
    mayBeAway: true,
  },
  'list-rows': {
    screen: 'list',
    title: 'What waits',
    empty: 'Nothing.',
    rows: [row, { ...row, flag: 'overdue' }],
  },
  'list-empty': { screen: 'list', title: 'What waits', empty: 'Nothing waits for you.', rows: [] },
  page: {
    screen: 'page',
    title: 'Help',
    intro: 'What you can type.',
    sections: [
      { heading: 'Referring', words: 'Type /reciprocal refer.' },
      { heading: 'Balance', facts: [{ label: 'Brent Council', value: '-3' }] },
    ],
  },
}
