import type { PlacementResult } from '../ports.js'
import type { ChatError } from './chat-error.js'
import { CANNOT_LOOK, type PlacementRecord } from './placement.js'

/** An uncertain post is looked for no sooner than this, in milliseconds. */
export const LOOK_AGAIN_MS = 60_000
const FIRST_WAIT_MS = 2_000
const LONGEST_WAIT_MS = 10 * 60_000

export type Step = Omit<PlacementResult, 'id' | 'token'>

/**
 * What follows from a failed attempt. Creating a message is not idempotent on either platform, so a create whose
 * outcome nobody knows is never repeated blindly; edits and deletes are safe to repeat.
 */
export function afterFailure(placement: PlacementRecord, error: ChatError, now: Date): Step {
  const kept = { shown: null, message: placement.message, note: error.detail }
  const creating = placement.message === null && placement.conversation.kind !== 'home'
  switch (error.code) {
    case 'rate_limited':
      return { ...kept, state: 'retryable', dueAt: later(now, error.retryAfterMs ?? FIRST_WAIT_MS) }
    case 'not_accepted':
      return { ...kept, state: 'retryable', dueAt: later(now, backoff(placement.attempts)) }
    case 'uncertain':
      if (creating) return { ...kept, state: 'ambiguous', dueAt: later(now, LOOK_AGAIN_MS) }
      return { ...kept, state: 'retryable', dueAt: later(now, backoff(placement.attempts)) }
    case 'gone':
      if (placement.withdraw) return { ...kept, state: 'withdrawn', message: null, dueAt: null }
      return { ...kept, state: 'unreachable', dueAt: null }
    case 'unreachable':
      return { ...kept, state: 'unreachable', dueAt: null }
  }
}

/** A look that failed tells nothing: the post stays uncertain, and is looked for again before it is repeated. */
export function afterFailedLook(placement: PlacementRecord, error: ChatError, now: Date): Step {
  const wait = error.code === 'unreachable' ? LONGEST_WAIT_MS : (error.retryAfterMs ?? LOOK_AGAIN_MS)
  const dueAt = later(now, Math.max(wait, LOOK_AGAIN_MS))
  const note = error.code === 'unreachable' ? CANNOT_LOOK : placement.note
  return { state: 'ambiguous', shown: null, message: placement.message, dueAt, note }
}

function backoff(attempts: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempts, 16))
}

function later(now: Date, ms: number): string {
  return new Date(now.getTime() + ms).toISOString()
}
