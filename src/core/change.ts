import type { AccessEntry, OutboxRow } from './ports.js'
import type {
  ApprovalRecord,
  FollowUpRecord,
  Instant,
  LedgerEntry,
  MoveRecord,
  NoticeRecord,
  OfferRecord,
  PersonRecord,
  RequestRecord,
} from './request/records.js'

/** One entry of a request's transition chain. Ids and codes only, never personal text. */
export interface AuditEntry {
  requestId: string
  seq: number
  at: Instant
  action: string
  from: string | null
  to: string
  actorId: string | null
  /** Set when a coordinator recorded the step for somebody: who, and how it was confirmed. */
  onBehalfOf: string | null
  confirmedBy: string | null
  /** Offer id and other codes of the step. A reason that not everybody may read stands sealed, in the notes or the offer. */
  codes: Record<string, string | number | boolean>
  previousHash: string
  hash: string
}

/** Everything one use case changes. It is committed whole or not at all. */
export interface Change {
  /** Guarded update: nothing of the change happens unless the row still has `before.version`. */
  update: { before: RequestRecord; after: RequestRecord } | null
  /** New requests: a draft, an enquiry, a further move. */
  create: RequestRecord[]
  approvals: ApprovalRecord[]
  offers: OfferRecord[]
  notices: NoticeRecord[]
  moves: MoveRecord[]
  ledger: LedgerEntry[]
  /**
   * `done` names the claim's token: nothing of the change happens unless each of these is still pending and
   * still claimed with it. Cancelled and done ones make room for a new one of the same kind and subject.
   */
  followUps: { make: FollowUpRecord[]; cancel: string[]; done: { id: string; token: string }[] }
  audit: AuditEntry[]
  access: AccessEntry[]
  outbox: OutboxRow[]
  /** Remembers the outcome of this click or form; the key is unique within the scheme. */
  receipt: { key: string; outcome: unknown; at: Instant } | null
  intake: 'open' | 'paused' | 'closed' | null
  /** What went no further by itself, and what a person says about it (`settle-trouble.ts`). */
  settled: {
    placements: string[]
    outbox: string[]
    followUps: string[]
    finding: 'send_again' | 'confirm_gone' | 'try_again'
    at: Instant
  } | null
  away: { personId: string; away: PersonRecord['away'] }[]
  /** The request whose content goes with this change, and with it everything that hangs on it. */
  erase?: string
}

export type CommitResult =
  | 'committed'
  /** Somebody was first: the version moved on. Read again and decide again. */
  | 'conflict'
  /** The same click or form was committed before: read again and answer its first outcome. */
  | 'duplicate'

/** What a use case starts from that changes only a little. */
export const NO_CHANGE: Change = {
  update: null,
  create: [],
  approvals: [],
  offers: [],
  notices: [],
  moves: [],
  ledger: [],
  followUps: { make: [], cancel: [], done: [] },
  audit: [],
  access: [],
  outbox: [],
  receipt: null,
  intake: null,
  settled: null,
  away: [],
}
