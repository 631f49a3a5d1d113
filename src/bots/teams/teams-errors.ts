import { ChatError, type ChatErrorCode } from '../../core/placement/chat-error.js'
import { type Doing, NEVER_CONNECTED, unclear, WAIT_WITHOUT_ADVICE_MS } from '../delivery/doing.js'

const CODES: Readonly<Record<string, ChatErrorCode>> = {
  ActivityNotFoundInConversation: 'gone',
  MessageNotFound: 'gone',
  BotNotInConversationRoster: 'unreachable',
  BotDisabledByAdmin: 'unreachable',
  ConversationNotFound: 'unreachable',
  ConversationBlockedByUser: 'unreachable',
  MessageSizeTooBig: 'unreachable',
  BadSyntax: 'unreachable',
}

/** The login gave no token, so the call was never made. */
const NOT_CALLED = [...NEVER_CONNECTED, 'token_refused']

/** Sorts whatever the connector threw into the five ways a delivery can fail. */
export function chatErrorOf(error: unknown, doing: Doing): ChatError {
  if (error instanceof ChatError)
    return error.code === 'uncertain' ? new ChatError(unclear(doing), error.detail) : error
  const { statusCode, code, retryAfter } = read(error)
  const detail = code ?? (statusCode ? `http_${statusCode}` : 'unknown')
  if (statusCode === 429)
    return new ChatError('rate_limited', detail, { retryAfterMs: retryAfter ?? WAIT_WITHOUT_ADVICE_MS })
  if (statusCode === undefined)
    return new ChatError(NOT_CALLED.includes(detail) ? 'not_accepted' : unclear(doing), detail)
  if (statusCode >= 500) return new ChatError(unclear(doing), detail)
  const known = code === undefined ? undefined : CODES[code]
  if (known) return new ChatError(known, detail)
  if (statusCode === 404) return new ChatError(doing === 'change' ? 'gone' : 'unreachable', detail)
  // Refused before it was taken, and worth another try: too early, busy, or a token that has just ended.
  if ([401, 408, 409, 412].includes(statusCode)) return new ChatError('not_accepted', detail)
  return new ChatError('unreachable', detail)
}

interface Read {
  statusCode: number | undefined
  code: string | undefined
  retryAfter: number | undefined
}

/** The connector's own errors, and those of the connection below it. */
function read(error: unknown): Read {
  const rest = error as {
    statusCode?: number
    code?: string
    cause?: { code?: string }
    response?: { headers?: { get?: (name: string) => string | undefined } }
    details?: { error?: { code?: string } }
    body?: { error?: { code?: string } }
  }
  const seconds = Number(rest.response?.headers?.get?.('retry-after'))
  return {
    statusCode: rest.statusCode,
    code: rest.body?.error?.code ?? rest.details?.error?.code ?? rest.code ?? rest.cause?.code,
    retryAfter: seconds > 0 ? seconds * 1_000 : undefined,
  }
}
