import { createHmac, randomBytes } from 'node:crypto'
import { Agent } from 'node:http'
import { stringify } from 'node:querystring'
import { pause } from '../shared/pause.js'
import { type Posted, post } from '../shared/post.js'
import type { Core } from './core.js'
import { eventEnvelope } from './payloads.js'
import type { SocketMode } from './socket-mode.js'
import type { Dict } from './types.js'

export type WireKind = 'event' | 'command' | 'interaction'

export interface SendOptions {
  /** Left out: the stand-in's own. `null`: no signature headers at all. */
  signingSecret?: string | null
  /** Seconds since 1970 for the timestamp header and the signature; left out: real time, which Bolt compares it with. */
  timestamp?: number
  retryNum?: number
  retryReason?: string
  /** Over HTTP even when a Socket Mode connection is open. */
  http?: boolean
}

/** An acknowledgement over Socket Mode counts as 200. */
export interface SendResult extends Posted {
  /** What was sent; to replay it, give `sentBody` to `send` again. */
  sentBody: string
  sentHeaders: Record<string, string>
}

/** Carries what people do, and events, to the app: signed HTTP, or the Socket Mode connection if one is open. */
export class Wire {
  requestUrl: string | undefined
  readonly sent: SendResult[] = []
  readonly #agent = new Agent({ keepAlive: true, timeout: 2_000 })
  readonly #retries = new Set<Promise<void>>()
  readonly #closing = new AbortController()

  constructor(
    readonly core: Core,
    readonly socket: SocketMode,
  ) {}

  async send(kind: WireKind, payload: Dict | string, options: SendOptions = {}): Promise<SendResult> {
    if (this.socket.connected && !options.http && typeof payload !== 'string') {
      return this.socket.send(kind, payload, options)
    }
    const url = this.requestUrl
    if (url === undefined) throw new Error('the stand-in does not know the app yet: call connect(requestUrl)')
    const body = typeof payload === 'string' ? payload : encode(kind, payload)
    return this.#post(url, body, headersFor(kind, body, this.core.settings.signingSecret, options))
  }

  /** Sends an event in its envelope and, when switched on, again as Slack does. Gives the first try's result. */
  async event(teamId: string, event: Dict): Promise<SendResult> {
    const envelope = eventEnvelope(this.core, teamId, event)
    const first = await this.send('event', envelope)
    if (this.core.settings.retryDelaysMs.length > 0 && wantsRetry(first)) {
      const retries = this.#retry(envelope, first).catch(() => undefined)
      this.#retries.add(retries)
      void retries.then(() => this.#retries.delete(retries))
    }
    return first
  }

  async settled(): Promise<void> {
    while (this.#retries.size > 0) await Promise.all(this.#retries)
  }

  close(): void {
    this.#closing.abort()
    this.#agent.destroy()
  }

  async #retry(envelope: Dict, first: SendResult): Promise<void> {
    let last = first
    for (const [i, delay] of this.core.settings.retryDelaysMs.entries()) {
      await pause(delay, this.#closing.signal)
      if (this.#closing.signal.aborted) return
      last = await this.send('event', envelope, { retryNum: i + 1, retryReason: reasonFor(last) })
      if (!wantsRetry(last)) return
    }
  }

  async #post(url: string, body: string, headers: Record<string, string>): Promise<SendResult> {
    const timeoutMs = this.core.settings.ackTimeoutMs
    const posted = await post(url, { headers, body, agent: this.#agent, timeoutMs })
    const result = { ...posted, sentBody: body, sentHeaders: headers }
    this.sent.push(result)
    if (this.sent.length > this.core.settings.logLimit) this.sent.shift()
    return result
  }
}

function encode(kind: WireKind, payload: Dict): string {
  if (kind === 'event') return JSON.stringify(payload)
  if (kind === 'interaction') return stringify({ payload: JSON.stringify(payload) })
  return stringify(Object.fromEntries(Object.entries(payload).map(([k, v]) => [k, String(v)])))
}

function headersFor(
  kind: WireKind,
  body: string,
  ownSecret: string,
  options: SendOptions,
): Record<string, string> {
  const headers: Record<string, string> = {
    'content-type': kind === 'event' ? 'application/json' : 'application/x-www-form-urlencoded',
    'content-length': String(Buffer.byteLength(body)),
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    'x-slack-unique-id': randomBytes(8).toString('hex'),
  }
  if (options.retryNum !== undefined) {
    headers['x-slack-retry-num'] = String(options.retryNum)
    headers['x-slack-retry-reason'] = options.retryReason ?? 'http_error'
  }
  if (options.signingSecret === null) return headers
  const timestamp = options.timestamp ?? Math.floor(Date.now() / 1_000)
  const mac = createHmac('sha256', options.signingSecret ?? ownSecret).update(`v0:${timestamp}:${body}`)
  headers['x-slack-request-timestamp'] = String(timestamp)
  headers['x-slack-signature'] = `v0=${mac.digest('hex')}`
  return headers
}

function wantsRetry(result: SendResult): boolean {
  return (result.status < 200 || result.status >= 300) && result.headers['x-slack-no-retry'] !== '1'
}

function reasonFor(result: SendResult): string {
  if (result.timedOut) return 'http_timeout'
  return result.status === 0 ? 'connection_failed' : 'http_error'
}
