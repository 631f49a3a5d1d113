import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api'
import { ChatError, type ChatErrorCode } from '../../core/placement/chat-error.js'
import { type Doing, NEVER_CONNECTED, unclear, WAIT_WITHOUT_ADVICE_MS } from './doing.js'

/** Slack's codes that mean something else than "this payload is refused for good". */
const CODES: Readonly<Record<string, ChatErrorCode>> = {
  message_not_found: 'gone',
  cant_update_message: 'gone',
  cant_delete_message: 'gone',
  edit_window_closed: 'gone',

  ratelimited: 'rate_limited',
  rate_limited: 'rate_limited',
  message_limit_exceeded: 'rate_limited',

  service_unavailable: 'not_accepted',
  request_timeout: 'not_accepted',
  accesslimited: 'not_accepted',
  hash_conflict: 'not_accepted',
  // "Some aspect of the operation may have succeeded", as Slack's pages put it.
  internal_error: 'uncertain',
  fatal_error: 'uncertain',
}

/** Codes after which a stored token is worth nothing: it may have been replaced by a new installation. */
const TOKEN_CODES: ReadonlySet<string> = new Set([
  'account_inactive',
  'token_revoked',
  'token_expired',
  'invalid_auth',
  'not_authed',
])

/** Also in the words of the built-in fetch. */
const NOT_CALLED = [...NEVER_CONNECTED, 'UND_ERR_CONNECT_TIMEOUT']

/** Sorts whatever the Slack client threw into the five ways a delivery can fail. */
export function chatErrorOf(error: unknown, doing: Doing): ChatError {
  if (error instanceof ChatError) return error
  if (error instanceof WebAPIRateLimitedError)
    return new ChatError('rate_limited', 'ratelimited', { retryAfterMs: error.retryAfter * 1_000 })
  if (error instanceof WebAPIPlatformError) return platformError(error.data.error, doing)
  if (error instanceof WebAPIHTTPError) {
    if (error.statusCode === 429)
      return new ChatError('rate_limited', 'http_429', { retryAfterMs: WAIT_WITHOUT_ADVICE_MS })
    const code = error.statusCode >= 500 ? unclear(doing) : 'not_accepted'
    return new ChatError(code, `http_${error.statusCode}`)
  }
  const reason = connectionReason(error)
  return new ChatError(NOT_CALLED.includes(reason) ? 'not_accepted' : unclear(doing), reason, {
    cause: error,
  })
}

/** Whether a fresh token may help. */
export function isTokenError(error: unknown): boolean {
  return error instanceof WebAPIPlatformError && TOKEN_CODES.has(error.data.error)
}

function platformError(detail: string, doing: Doing): ChatError {
  // Everything else is final: a channel, an account or a permission that is not there, or a refused payload.
  const code = CODES[detail] ?? 'unreachable'
  if (code === 'rate_limited') return new ChatError(code, detail, { retryAfterMs: WAIT_WITHOUT_ADVICE_MS })
  return new ChatError(code === 'uncertain' ? unclear(doing) : code, detail)
}

/** `ECONNREFUSED`, `TimeoutError` ...: the innermost code or name, which never holds content. */
function connectionReason(error: unknown): string {
  let at: unknown = error instanceof WebAPIRequestError ? error.original : error
  let found = 'unknown'
  while (at instanceof Error) {
    found = (at as NodeJS.ErrnoException).code ?? at.name
    if (at.cause === undefined || at.cause === at) return found
    at = at.cause
  }
  return found
}
