import type { ChatErrorCode } from '../../core/placement/chat-error.js'

/**
 * A `create` that got no clear answer may stand in the conversation twice if it is repeated: no platform knows an
 * idempotency key for posting. A `change` (update, delete, Home) and a `look` may be repeated at will.
 */
export type Doing = 'create' | 'change' | 'look'

/** What an unanswered call comes to. */
export function unclear(doing: Doing): ChatErrorCode {
  return doing === 'create' ? 'uncertain' : 'not_accepted'
}

/** The connection was never made, so nothing can have been accepted. */
export const NEVER_CONNECTED: readonly string[] = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]

/** For a 429 that does not say how long. */
export const WAIT_WITHOUT_ADVICE_MS = 30_000
