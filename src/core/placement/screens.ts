import type { Instant } from '../request/records.js'
import type { ActionName } from '../request/step.js'
import type { Finding } from '../work/settle-trouble.js'

/** A button a person may press now; core decides which, at drawing and again at the click. */
export interface Button {
  action: ActionName
  offerId?: string
}

/** Label and value in words, ready to be shown. */
export interface Fact {
  label: string
  value: string
}

/**
 * What a partner's channel shows. There is no place here for anything else than the fields marked N:
 * the notice describes the home that is needed, never the household that needs it (P1).
 */
export interface NoticeScreen {
  screen: 'notice'
  status: 'open' | 'not_available'
  partnerReference: string
  /** Names of areas, cut to this partner (D7); empty: "offer, and we check". */
  areas: string[]
  bedrooms: number
  /** The population table counts no larger homes apart, so neither does the notice (D9). */
  orMoreBedrooms?: boolean
  acceptOneFewer: boolean
  tenancyNeeded: string
  propertyNeeds: string[]
}

/** The details page: fields marked D, coarsened when rare (D9). Opened by one officer at a time, audited. */
export interface DetailsScreen {
  screen: 'details'
  partnerReference: string
  household: Fact[]
  wishes: Fact[]
}

/** A named lead's chat: the fields marked A until the decision, afterwards only "decided". */
export interface ApprovalScreen {
  screen: 'approval_card'
  workingCode: string
  landlord: string
  state:
    | {
        kind: 'pending'
        askedAt: Instant
        panelOn: string | null
        facts: Fact[]
        /** "Phone {name} for the name. Do not type it here." */
        officers: { name: string; organisation: string; phone: string }[]
        questions: { text: string; answer: string | null }[]
      }
    | { kind: 'decided'; words: string }
    | { kind: 'ended'; words: string }
  buttons: Button[]
}

export interface OfferLine {
  offerId: string
  /** "3-bedroom flat, 2nd floor, lift, lifetime tenancy, 145.20 a week" */
  home: string
  partner: string
  propertyNumber: string
  area: string
  state: string
  /** Why it ended, in the words of the scheme's list, with the note. */
  why: string | null
  /** Flags that a person should read before the offer goes on: less secure, too small, connection to check. */
  warnings: string[]
  answerBy: Instant | null
  viewingAt: Instant | null
  /** Whom to phone about the home. */
  contact: string | null
  buttons: Button[]
}

/** The nominating officer's screen of one own request. Also the answer to `status`. */
export interface OfficerScreen {
  screen: 'officer_card'
  workingCode: string | null
  reference: string | null
  stateWords: string
  lastActivityAt: Instant
  /** Honest words, ready to read to the applicant. */
  honestWords: string
  waitingFor: string
  /** The request in full: it is the officer's own. */
  facts: Fact[]
  questions: { id: string; from: string; text: string; answer: string | null }[]
  /** What was asked of the coordinators and is not seen to yet; then reasons and notes, newest last. */
  wishes: string[]
  notes: string[]
  offers: OfferLine[]
  buttons: Button[]
}

/** Whom a notice would reach, or has reached. */
export interface Reach {
  /** Names of the partners that get it; before release, of those that would. */
  partners: string[]
  released: boolean
  reached: number
  unreached: string[]
  uncertain: string[]
  /** Households of the population table that fit notice and details (D9). */
  fits: number | null
  /** Households that fit the notice without any details, where they are fewer than D9 asks for. */
  fitRareNotice?: number
}

/** A coordinator's screen of one request: everything, except the name that nobody holds. */
export interface CoordinatorScreen {
  screen: 'coordinator_card'
  workingCode: string | null
  reference: string | null
  stateWords: string
  enteredStateAt: Instant
  lastActivityAt: Instant
  waitingFor: string
  facts: Fact[]
  /** Rules that fail, in words a professional can act on. */
  failingRules: string[]
  reach: Reach | null
  /** Private cards and messages that did not arrive, or of which nobody knows whether they did. */
  undelivered: string[]
  /** What a person can say about messages that go no further by themselves. */
  findings: Finding[]
  questions: { id: string; from: string; text: string; answer: string | null }[]
  /** What the nominating officer asked for and nobody has seen to yet; then reasons and notes, newest last. */
  wishes: string[]
  notes: string[]
  offers: OfferLine[]
  buttons: Button[]
}

/** An officer's chat about one own offer. Nothing about the applicant's landlord, home area, risk or reasons of safety. */
export interface OfferScreen {
  screen: 'offer_card'
  partnerReference: string
  propertyNumber: string
  home: string
  status:
    | 'waiting'
    | 'passed_on'
    | 'viewing'
    | 'accepted'
    | 'tenancy_started'
    | 'not_taken_up'
    | 'withdrawn'
    | 'released'
  words: string
  answerBy: Instant | null
  viewingAt: Instant | null
  /** Once passed on: name and phone of the nominating officer, without organisation. */
  contact: { name: string; phone: string } | null
  buttons: Button[]
}

/** One thing somebody is told: a chaser, a prompt, an alert. */
export interface MessageScreen {
  screen: 'message'
  topic: string
  /** `urgent` is drawn so that it is seen. */
  tone: 'plain' | 'prompt' | 'urgent'
  title: string
  words: string
  code: string | null
  buttons: Button[]
}

export interface ListRow {
  requestId: string
  offerId?: string
  /** Whether its reader knows the request by this offer of their own alone, and is given no other id of it (P2). */
  ownOffer?: true
  code: string
  line: string
  since: Instant
  /** Short word beside it: "overdue", "due Tue 24 Nov". */
  flag: string | null
  buttons: Button[]
  /** What its reader can say about something that goes no further by itself. */
  finding?: Finding
}

/** App Home: what waits for me, what I wait for, per role. */
export interface HomeScreen {
  screen: 'home'
  name: string
  roles: string[]
  /** What to do before this account counts for all that its person may do; null: nothing. */
  confirm: string | null
  intake: string | null
  waitsForMe: ListRow[]
  iWaitFor: ListRow[]
  /** For coordinators: what needs eyes, such as partners that could not be reached. */
  attention: string[]
  /** Whether anything goes no further by itself. */
  stuck: boolean
  canRefer: boolean
  /** Leads set away dates and a deputy. */
  mayBeAway: boolean
}

/** A list asked for by a command: mine, waiting, overdue, offers. */
export interface ListScreen {
  screen: 'list'
  title: string
  empty: string
  rows: ListRow[]
}

/** Ledger, partners, help, faq: plain facts under headings. */
export interface PageScreen {
  screen: 'page'
  title: string
  intro: string
  sections: { heading: string; words?: string; facts?: Fact[] }[]
}

/** What a placement can show; each is rendered by both platforms. */
export type PlacedScreen =
  | NoticeScreen
  | ApprovalScreen
  | OfficerScreen
  | CoordinatorScreen
  | OfferScreen
  | MessageScreen
  | HomeScreen

/** Everything that can be shown. */
export type Screen = PlacedScreen | DetailsScreen | ListScreen | PageScreen
