import type { AccountRecord, ActorRef, RoomRecord } from './people/account.js'
import type { PlacementRecord } from './placement/placement.js'
import type {
  ApprovalRecord,
  FollowUpRecord,
  MoveRecord,
  NoticeRecord,
  OfferRecord,
  PartnerRecord,
  PersonRecord,
  RequestRecord,
} from './request/records.js'
import type { Scheme } from './scheme/scheme-file.js'

/** What an action is about. A code is what somebody typed: working code, reference or partner reference. */
export type Target = { placementId: string } | { requestId: string } | { code: string } | { offerId: string }

export interface CaseQuery {
  /** Null for an action that starts something, such as a new draft. */
  target: Target | null
  actor: ActorRef
  /** Idempotency key of the click or form; finds the outcome of a first try. */
  key: string | null
  /** Whom a coordinator records a step for, or names in the form; added to `people`. */
  withPerson?: string
  /** Adds these notices, for drawing them. */
  noticeIds?: string[]
  /** Adds all partners, rooms, notices and placements: for releasing, planning and coordinators' screens. */
  circulation?: boolean
}

/** Everything a decision may look at, read in one statement. Decisions are pure functions of this. */
export interface CaseFacts {
  /** The rules the request entered under (D10); the newest ones where there is no request yet. */
  scheme: Scheme
  intake: 'open' | 'paused' | 'closed'
  actor: PersonRecord | null
  /** First outcome of the same click or form. */
  receipt: { outcome: unknown; at: string } | null
  /** The placement that was pressed. */
  placement: PlacementRecord | null
  request: RequestRecord | null
  approvals: ApprovalRecord[]
  offers: OfferRecord[]
  /** Also ended ones. With `circulation` all of them; otherwise those of the actor's organisations. */
  notices: NoticeRecord[]
  /** Pending ones of this request. */
  followUps: FollowUpRecord[]
  /** The move that stands, if any. */
  move: MoveRecord | null
  /** Coordinators, this request's officers, the landlord's leads and their deputies, offering officers, the actor. */
  people: PersonRecord[]
  /** The landlord, offering partners and the actor's organisation; with `circulation` all partners. */
  partners: PartnerRecord[]
  /** Accounts of `people`. */
  accounts: AccountRecord[]
  /** Only with `circulation`. */
  rooms: RoomRecord[]
  /** Placements of this request; only with `circulation`. */
  placements: PlacementRecord[]
}

/** Facts of an action that has its case: what decisions receive. */
export interface OpenCase extends CaseFacts {
  request: RequestRecord
  actor: PersonRecord
}

/** A case with nothing in it: what reads that need less than everything start from. */
export const CASE_PARTS = {
  receipt: null,
  placement: null,
  approvals: [],
  offers: [],
  notices: [],
  followUps: [],
  move: null,
  people: [],
  partners: [],
  accounts: [],
  rooms: [],
  placements: [],
} satisfies Partial<CaseFacts>
