import type { Dict } from './types.js'

/** A refusal in Slack's own form: HTTP 200 with `ok: false`. */
export class ApiError extends Error {
  readonly answer: Dict

  constructor(
    readonly code: string,
    messages: readonly string[] = [],
    extra: Dict = {},
  ) {
    super(code)
    this.answer = { ok: false, error: code, ...extra }
    if (messages.length > 0) {
      this.answer.response_metadata = { messages: messages.map((m) => `[ERROR] ${m}`) }
      if (code === 'invalid_blocks') this.answer.errors = messages
    }
  }
}

/** HTTP 429 with `Retry-After`. */
export class RateLimited extends Error {
  constructor(readonly retryAfter: number) {
    super('ratelimited')
  }
}
