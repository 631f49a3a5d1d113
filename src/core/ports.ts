import type { Change, CommitResult } from './change.js'
import type { CaseFacts, CaseQuery } from './facts.js'
import type { ActorRef, Conversation, MessageRef } from './people/account.js'
import type { CodeTried, NewCode, TypedCode, Unconfirmed } from './people/one-time-code.js'
import type { PlacementRecord } from './placement/placement.js'
import type { PlacedScreen } from './placement/screens.js'
import type {
  ApprovalRecord,
  FollowUpRecord,
  Instant,
  LedgerEntry,
  MoveRecord,
  OfferRecord,
  PartnerRecord,
  PersonRecord,
  RequestRecord,
} from './request/records.js'
import type { State } from './request/states.js'
import type { Scheme } from './scheme/scheme-file.js'

/** The time, injected everywhere so that tests and the playground can move it. */
export interface Clock {
  now(): Date
}

/** Random ids and bytes. Ids are made in core before the insert; the schema has no defaults. */
export interface Ids {
  /** Time-ordered (v7): for rows that never leave for a shared channel. */
  ordered(): string
  /** Purely random (v4): for placements, whose id stands in shared channels. */
  random(): string
  bytes(count: number): Uint8Array
}

/** SHA-256 for the audit chains, as lower-case hex. */
export interface Hasher {
  sha256(text: string): string
}

/** Seals what has to leave the program and come back, such as the words behind a button. */
export interface Cipher {
  seal(purpose: string, text: string): string
  /** Null for what was changed, was sealed for another purpose, or whose key is there no more. */
  open(purpose: string, sealed: string): string | null
}

/** An entry of the access chain: who read or was refused what. Ids and codes only. */
export interface AccessEntry {
  at: Instant
  actorId: string | null
  /** What was tried, such as `open_details` or `approve`. */
  action: string
  subject: string
  outcome: 'done' | 'refused' | 'nothing_found'
}

/** Who of a request's people a message is for. */
export type Audience = 'officers' | 'leads' | 'coordinators' | 'offerer'

/** What is to be told once a change is committed. Planning turns it into placements. */
export interface OutboxRow {
  id: string
  /**
   * `request_changed`: every screen of the request is looked at again. `request_erased`: all of them disappear.
   * `message`: people are told one thing.
   */
  kind: 'request_changed' | 'request_erased' | 'message'
  requestId: string
  /** Recalls and safety go at once, also to notices and in quiet hours. */
  urgent: boolean
  /** For a message: what it says (`approval_chaser`, `safety_concern` ...), to whom, and about which offer. */
  topic: string | null
  to: Audience | null
  offerId: string | null
}

/** Everything core asks of the database about one scheme: the only entrance to case data. */
export interface SchemeStore {
  readonly schemeId: string

  /** One joined read: the case, the actor and what a decision needs. Null when there is no such case. */
  readCase(query: CaseQuery): Promise<CaseFacts | null>
  /** Commits every change of the program in one statement, guarded by the version that was read. */
  commit(change: Change): Promise<CommitResult>
  /** Appends to the access chain of the day. */
  recordAccess(entries: AccessEntry[]): Promise<void>

  /** The person behind an account, with roles; null when unknown here. */
  findPerson(actor: ActorRef): Promise<PersonRecord | null>
  scheme(): Promise<SchemeStatus>
  people(): Promise<PersonRecord[]>
  partners(): Promise<PartnerRecord[]>
  listRequests(filter: RequestFilter): Promise<RequestRecord[]>
  listOffers(filter: { requestIds?: string[]; partnerId?: string }): Promise<OfferRecord[]>
  listApprovals(filter: { personIds?: string[]; requestIds?: string[] }): Promise<ApprovalRecord[]>
  /** Pending ones; with `ended` those that are done or cancelled as well. */
  listFollowUps(filter: {
    dueBefore?: Instant
    requestIds?: string[]
    ended?: true
  }): Promise<FollowUpRecord[]>
  /** Ids of requests of which the partner holds a live notice, with its own reference and areas; `ended`: or held one. */
  listNotices(filter: {
    partnerId: string
    ended?: true
  }): Promise<{ requestId: string; reference: string; areas: string[] }[]>
  /**
   * Drops at most so many whole audit streams that ended before then, and never one younger than six years: transitions
   * of erased requests, and days of access. Returns how many; their heads stay.
   */
  expireAudit(before: Date, atMost: number): Promise<number>
  /** Entries of the access chain about one request, or since then; oldest first. */
  listAccess(filter: { about: string } | { since: Instant }): Promise<AccessEntry[]>
  ledger(): Promise<LedgerEntry[]>
  moves(): Promise<MoveRecord[]>

  /** Outbox: claim returns null when another relay has it, it is done, or it waits for a person (`attempts.ts`). */
  claimOutbox(id: string, token: string, now: Date, leaseMs: number): Promise<Claimed<OutboxRow> | null>
  completeOutbox(id: string, token: string): Promise<void>
  /** Gives a claim back before its lease ends: whoever failed has changed nothing. */
  releaseOutbox(id: string, token: string, release: Release): Promise<void>

  /**
   * Makes the placements that are not there yet; of one that is (same key) raises `wanted` by one and takes over
   * `face`, `withdraw` and `dueAt` only if face or withdraw differ from what stands. Returns ids due now; null, having
   * changed nothing, when the request they were planned from has another version by now.
   */
  upsertPlacements(
    wants: PlacementRecord[],
    now: Date,
    from?: { id: string; version: number },
  ): Promise<string[] | null>
  /** Leases those of the ids that are due and free; returns them with the state they had before the claim. */
  claimPlacements(ids: string[], token: string, now: Date, leaseMs: number): Promise<PlacementRecord[]>
  /** Records what became of one attempt; returns true when a newer revision is wanted meanwhile. */
  completePlacement(result: PlacementResult): Promise<boolean>
  /**
   * A press came from the message of a placement of which nobody knew whether it arrived: it stands there, showing this
   * revision. False when that was known already.
   */
  foundPlacement(found: FoundPlacement): Promise<boolean>
  listPlacements(filter: {
    requestId?: string
    states?: PlacementRecord['state'][]
  }): Promise<PlacementRecord[]>

  claimFollowUp(
    id: string,
    token: string,
    now: Date,
    leaseMs: number,
  ): Promise<Claimed<FollowUpRecord> | null>
  releaseFollowUp(id: string, token: string, release: Release): Promise<void>

  /** A one-time code that is handed over outside the workspace; it ends the person's older ones. */
  makeCode(code: NewCode): Promise<void>
  /** Confirms the account if the code is the person's open one, and plans again what waits for them. Both are audited. */
  tryCode(typed: TypedCode): Promise<CodeTried>
  /** Who has to be handed a code: people who decide something, with an account that is not confirmed or none. */
  listUnconfirmed(): Promise<Unconfirmed[]>

  /** What goes no further by itself: rows that failed too often, messages that are unreachable or uncertain. */
  listStuck(filter: { requestId?: string }): Promise<Stuck>
}

/** With the number of this try, from 1. */
export type Claimed<Row> = Row & { attempts: number }

/** A claim that is given back: how many tries stand, before when nobody tries again, and the code of what failed. */
export interface Release {
  attempts: number
  until: Date | null
  note: string | null
}

export interface Stuck {
  outbox: { id: string; requestId: string; topic: string | null; note: string | null }[]
  followUps: { id: string; requestId: string | null; kind: string; note: string | null }[]
  /** Unreachable, or uncertain until a person says what became of it. Home pages, which nobody misses, are left out. */
  placements: PlacementRecord[]
}

export interface PlacementResult {
  id: string
  token: string
  state: PlacementRecord['state']
  /** Revision and face now on the screen, when the platform confirmed it; null leaves both as they were. */
  shown: { revision: number; face: string } | null
  message: MessageRef | null
  /** Earliest next try of a retryable one. */
  dueAt: Instant | null
  note: string | null
}

export interface FoundPlacement {
  id: string
  /** Where the press came from: one from anywhere else than where the placement was sent proves nothing. */
  conversation: Pick<Conversation, 'platform' | 'tenant' | 'id'>
  roomId: string
  messageId: string
  revision: number
}

export interface SchemeStatus {
  id: string
  title: string
  intake: 'open' | 'paused' | 'closed'
  version: number
  /** Newest rules; a request reads its own version's through `CaseFacts.scheme`. */
  rules: Scheme
}

export interface RequestFilter {
  states?: readonly State[]
  officerId?: string
  landlordIds?: string[]
  ids?: string[]
  /** Only those whose content was erased, or only those that hold it; both when absent. */
  erased?: boolean
  /** Working code, reference or partner reference, as somebody typed it. */
  code?: string
}

/** What is due, across schemes: the sweeps and the relay see ids only. */
export interface WorkStore {
  outboxWaiting(now: Date, limit: number): Promise<Work[]>
  placementsDue(now: Date, limit: number): Promise<Work[]>
  followUpsDue(before: Date, limit: number): Promise<(Work & { dueAt: Instant })[]>
  /** Schemes in which no follow-up of this kind waits. */
  schemesWithout(kind: string): Promise<string[]>
  /** How many of each are due and not done, those included that are being worked on. */
  waiting(now: Date): Promise<{ outbox: number; placements: number; followUps: number }>
}

export interface Work {
  schemeId: string
  id: string
}

export interface Store {
  forScheme(schemeId: string): SchemeStore
  readonly work: WorkStore
}

/** After a commit: rings the doorbell. Never throws; whatever it misses, the sweep finds. */
export interface Doorbell {
  ring(
    schemeId: string,
    work: { outbox?: string[]; placements?: string[]; followUps?: Pick<FollowUpRecord, 'id' | 'dueAt'>[] },
  ): void
}

/** The platforms, seen from core. Errors are `ChatError`s. */
export interface Chat {
  post(to: Conversation, screen: PlacedScreen, mark: Mark): Promise<MessageRef>
  edit(at: MessageRef, screen: PlacedScreen, mark: Mark): Promise<void>
  withdraw(at: MessageRef): Promise<void>
  /**
   * Looks for a message that may or may not have been posted; not every platform lets an app look. One that shows only
   * some at a time says how far back it has shown: the next look goes on from there.
   */
  find(to: Conversation, placementId: string, since: Date, from?: string): Promise<Found>
}

export type Found = MessageRef | null | 'cannot_look' | { lookedBackTo: string }

/** Workspaces and tenants that asked every process of ours to wait. */
export interface SendLimits {
  /** For each place until when it takes nothing; null: it does. */
  closedUntil(places: readonly SendPlace[]): Promise<(Date | null)[]>
  close(place: SendPlace, until: Date, now: Date): Promise<void>
}

export type SendPlace = Pick<Conversation, 'platform' | 'tenant'> & { doing: 'send' | 'look' }

/** Stands in every message: which placement it is and which revision of it. */
export interface Mark {
  placementId: string
  revision: number
}

export interface Ports {
  store: Store
  clock: Clock
  ids: Ids
  hasher: Hasher
  cipher: Cipher
  doorbell: Doorbell
}
