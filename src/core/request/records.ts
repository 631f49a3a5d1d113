import type { FormContent } from './form-content.js'
import type { OfferState, Role, State } from './states.js'

/** Instants are ISO 8601 strings in UTC in every record: they hash, compare and travel as they are. */
export type Instant = string

export interface RequestRecord {
  id: string
  schemeId: string
  /** Version of the scheme file the request entered under; its rules stay with it (D10). */
  schemeVersion: number
  state: State
  /** Guards every change: a commit names the version it saw. */
  version: number
  /** Random code from submission on, for officer, lead and coordinator to quote. */
  workingCode: string | null
  /** Allocated at approval; seen by coordinator and nominating officer only (D8). */
  reference: string | null
  /** The applicant's landlord; in temporary accommodation the original one. */
  landlordId: string | null
  /** Coordinator who owns the case. */
  ownerId: string | null
  officerIds: string[]
  createdAt: Instant
  enteredStateAt: Instant
  /** Sequence number of the audit entry that brought the request into its state. */
  enteredStateSeq: number
  lastActivityAt: Instant
  circulatedAt: Instant | null
  /** How often the notice went out: a changed request re-appears under new partner references. */
  round: number
  /** State an `on_hold` request returns to. */
  heldFrom: State | null
  /** ISO date: review of a hold, panel date, own-stock promise. */
  reviewOn: string | null
  panelOn: string | null
  closedReason: string | null
  /** The request this one follows when somebody must move again. */
  followsId: string | null
  /** A safety concern or changed risk that no coordinator has acknowledged yet. */
  safetyRaisedAt: Instant | null
  /** Second-person steps under way: who proposed (release, offer cap). */
  proposed: { action: string; by: string; at: Instant } | null
  form: FormContent
  audit: { seq: number; head: string }
  /** When its content was erased: what is left is a tombstone (D15). Absent while it holds its content. */
  erasedAt?: Instant | undefined
  /** ISO date on which a coordinator looks again at a hold on its erasure; absent: there is none. */
  erasureReviewOn?: string | undefined
}

export interface ApprovalRecord {
  id: string
  requestId: string
  /** Lead who was asked. */
  personId: string
  askedAt: Instant
  /** Each time the request goes to the landlord is a new round. */
  round: number
  decision: 'approved' | 'declined' | null
  decidedAt: Instant | null
  /** Who pressed: the lead, a deputy, or a coordinator on behalf. */
  decidedBy: string | null
  /** True when the landlord was wrong or the lead was taken off: access ended. */
  ended: boolean
}

export interface OfferedHome {
  /** The partner's own property number, never an address. */
  propertyNumber: string
  area: string
  bedrooms: number
  type: string
  floor: number
  lift: boolean
  /** Property needs the home meets, as `need:option` of the scheme file, such as `lift:needed`. */
  meets: string[]
  rentPerWeek: number
  tenancyOffered: string
  /** ISO date. */
  availableFrom: string
}

export interface OfferRecord {
  id: string
  requestId: string
  partnerId: string
  officerId: string
  state: OfferState
  home: OfferedHome
  /** The partner's reference of the notice that it answers: a later one would join the two (D8). */
  reference?: string
  madeAt: Instant
  /** Runs from the moment the offer is passed on. */
  replyBy: Instant | null
  /** Waiting officers are asked "keep or release?" by then. */
  keepUntil: Instant | null
  viewingAt: Instant | null
  /** Reason id of the ending; those with a star are seen by coordinator and nominating officer only. */
  endReason: string | null
  endNote: string | null
  endedAt: Instant | null
  /** State that it left when it ended: until the batch its officer reads it so (P2). */
  endedFrom?: OfferState
}

/** One partner's notice of one circulation round. */
export interface NoticeRecord {
  id: string
  requestId: string
  partnerId: string
  /** Random, different for each partner (D8). */
  reference: string
  /** Wanted areas in which this partner had confirmed stock at release (D7); empty = none named. */
  areas: string[]
  round: number
  /** False after a recall, an exclusion or a later round. */
  live: boolean
}

export interface FollowUpRecord {
  id: string
  requestId: string | null
  kind: string
  /** Offer, person or empty string: one pending follow-up per (kind, subject). */
  subjectId: string
  dueAt: Instant
  state: 'pending' | 'done' | 'cancelled'
}

export interface MoveRecord {
  id: string
  requestId: string
  fromLandlordId: string
  toLandlordId: string | null
  pathway: 'reciprocal_offer' | 'housing_moves'
  /** ISO date. */
  startedOn: string
  adults: number
  children: number
  reversedAt: Instant | null
}

export interface LedgerEntry {
  id: string
  landlordId: string
  amount: 1 | -1
  moveId: string | null
  kind: 'move' | 'reversal' | 'correction'
  reason: string | null
  postedAt: Instant
}

export interface PartnerRecord {
  id: string
  name: string
  kind: string
  active: boolean
  /** Areas of confirmed stock; null = the partner keeps no stock list. */
  stockAreas: string[] | null
  successorId: string | null
  /** Everybody whom the directory has named there; only in facts read with `circulation`. */
  staff?: Pick<PersonRecord, 'id' | 'team'>[]
}

export interface PersonRecord {
  id: string
  name: string
  workPhone: string
  email: string
  organisationId: string
  /** Team within the organisation, when the directory names one: exclusions may name it. */
  team: string | null
  roles: { role: Role; organisationId: string }[]
  /** Roles that the account may not use before it is confirmed; only of whoever acts. */
  withheld?: Role[]
  /** ISO dates, inclusive. */
  away: { from: string; to: string; deputyId: string | null } | null
}
