export type ChatErrorCode =
  /** The platform asks to wait. */
  | 'rate_limited'
  /** Refused before it was accepted, or safe to repeat: try again. */
  | 'not_accepted'
  /** A message may have been posted, or not. Never repeat it blindly. */
  | 'uncertain'
  /** Nothing will arrive in this conversation until somebody mends it. */
  | 'unreachable'
  /** The message itself is no longer there. */
  | 'gone'

/** Why a message was not sent, edited or withdrawn. The only error a `Chat` throws. */
export class ChatError extends Error {
  override readonly name = 'ChatError'
  readonly code: ChatErrorCode
  /** The platform's own code, for the log and the coordinator. Never content. */
  readonly detail: string
  /** Milliseconds, with `rate_limited`. */
  readonly retryAfterMs: number | null

  constructor(code: ChatErrorCode, detail: string, options: { retryAfterMs?: number; cause?: unknown } = {}) {
    super(`${code}: ${detail}`, { cause: options.cause })
    this.code = code
    this.detail = detail
    this.retryAfterMs = options.retryAfterMs ?? null
  }
}
