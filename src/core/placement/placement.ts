import type { Conversation, MessageRef } from '../people/account.js'
import type { Instant } from '../request/records.js'

export type PlacementState =
  | 'planned'
  | 'sending'
  | 'sent'
  | 'retryable'
  | 'ambiguous'
  | 'unreachable'
  | 'withdrawn'

/** What kind of screen a placement shows; `screens.ts` says what each may hold. */
export const SCREEN_KINDS = [
  'notice',
  'approval_card',
  'officer_card',
  'coordinator_card',
  'offer_card',
  'message',
  'home',
] as const
export type ScreenKind = (typeof SCREEN_KINDS)[number]

/**
 * One view of one subject in one conversation: a notice in a partner's channel, an approval request in a
 * lead's chat. Content is never stored here; it is rendered from the case when the placement is claimed.
 */
export interface PlacementRecord {
  /** Random (v4): it stands in shared channels and must not tell order or time. */
  id: string
  /** The same thing planned twice has the same key, so planning can be repeated. */
  key: string
  screen: ScreenKind
  requestId: string | null
  noticeId: string | null
  offerId: string | null
  /** For a message: what it says. */
  topic: string | null
  /** The reader, unless the conversation is a room. */
  personId: string | null
  partnerId: string | null
  conversation: Conversation
  message: MessageRef | null
  /** Short code of what the case asks to show (`open`, `decided` ...); a new face is a new wanted revision. */
  face: string
  /** Face last confirmed on the screen: returning to it before the batch must leave no trace of an edit (P2). */
  shownFace: string | null
  /** Revision the case asks for, and the one last confirmed on the screen. */
  wanted: number
  shown: number
  state: PlacementState
  /** True once it is to disappear. */
  withdraw: boolean
  /** Not sent before: the daily batch, or a platform's Retry-After. */
  dueAt: Instant
  attempts: number
  attemptedAt: Instant | null
  note: string | null
}

/** Note of an uncertain one that nothing but a person can find out about: the platform lets no app look. */
export const PARKED = 'waits for a person'
/** Note of an uncertain one whose conversation nobody can look into until somebody mends that. */
export const CANNOT_LOOK = 'cannot be looked for'
/** Notes of uncertain ones that stand on the coordinators' list. */
export const FOR_A_PERSON: readonly string[] = [PARKED, CANNOT_LOOK]

export function isParked({ state, note }: Pick<PlacementRecord, 'state' | 'note'>): boolean {
  return state === 'ambiguous' && note !== null && FOR_A_PERSON.includes(note)
}

/** It was taken back, and an older text may be read all the same. */
export function mayStillStand(placement: PlacementRecord): boolean {
  const { state, message } = placement
  return shouldBeGone(placement) && (state === 'ambiguous' || (state === 'unreachable' && message !== null))
}

/** Nothing of it is to be read any more: posted anew it would only tell that something was there. */
export function shouldBeGone({ withdraw, screen, face }: PlacementRecord): boolean {
  return withdraw || (screen === 'notice' && face === 'not_available')
}

/** Of an erased request only that something of it could not be taken away: told until a person knows that it is gone. */
export function isToldAfterErasure({ topic }: Pick<PlacementRecord, 'topic'>): boolean {
  return topic === 'not_delivered'
}
