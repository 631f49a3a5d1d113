import type { IncomingMessage, ServerResponse } from 'node:http'
import { type App, isValidSlackRequest, type Receiver } from '@slack/bolt'
import type { Clock } from '../../core/ports.js'
import type { Log, ReplayGuard } from '../edges.js'
import { errorCode } from '../error-code.js'
import { InHand } from '../in-hand.js'
import { isEverybodys, parseJson } from '../parse-json.js'
import { pathOf } from '../path-of.js'
import { readBody, refuseTooLarge } from '../read-body.js'
import type { Arrivals } from './arrivals.js'
import { isWellFormed } from './payload.js'

export interface EndpointOptions {
  /** Two while the secret is being changed over. */
  signingSecrets: readonly string[]
  clock: Clock
  replay: ReplayGuard
  arrivals: Arrivals
  log: Log
}

const EVENTS_PATH = '/slack/events'
/** As Slack writes it, and no other way: one request has one signature, so that a repeat is known as such. */
const SIGNATURE = /^v0=[0-9a-f]{64}$/
/** Slack's own rule: an older signature is refused. */
const SIGNATURE_LIVES_S = 300

type Answer = string | object | undefined

/**
 * The door for everything Slack sends: commands, interactions and events.
 * Unsigned, stale and replayed requests end here with 401, before anything is read or saved. Bolt's own
 * receivers know one secret, no replays and only the real clock, and they answer an event before it was handled.
 */
export class SlackEndpoint implements Receiver {
  readonly #options: EndpointOptions
  readonly #inHand = new InHand()
  #app: App | undefined

  constructor(options: EndpointOptions) {
    this.#options = options
  }

  init(app: App): void {
    this.#app = app
  }

  async start(): Promise<void> {}

  /** Waits for what is in hand. */
  async stop(): Promise<void> {
    await this.#inHand.empty()
  }

  /** Takes the request when it is for this door. */
  handle(request: IncomingMessage, response: ServerResponse): boolean {
    if (request.method !== 'POST' || pathOf(request) !== EVENTS_PATH) return false
    const work = this.#receive(request, response).catch((error: unknown) => {
      this.#options.log.error({ code: errorCode(error) }, 'slack request failed')
      reply(response, 500)
    })
    this.#inHand.add(work)
    return true
  }

  async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const arrivedAt = performance.now()
    const read = await readBody(request)
    if (read.kind === 'gone') return
    if (read.kind === 'too_large') return refuseTooLarge(request, response)
    if (!(await this.#isGenuine(request, read.text))) return reply(response, 401)
    const body = parse(read.text, request.headers['content-type'])
    if (!body) return reply(response, 400)
    if (body.ssl_check) return reply(response, 200)
    if (body.type === 'url_verification') return reply(response, 200, { challenge: body.challenge })
    if (!isWellFormed(body)) return reply(response, 400)

    // Slack sends an event again unless it is told 200: that is said when it was handled, not before.
    const isEvent = body.type === 'event_callback'
    let acknowledged = false
    this.#options.arrivals.note(body, arrivedAt)
    await this.#app?.processEvent({
      body,
      retryNum: Number(request.headers['x-slack-retry-num'] ?? 0),
      ack: async (answer: Answer) => {
        acknowledged = true
        if (!isEvent) reply(response, 200, answer)
      },
    })
    if (isEvent) return reply(response, 200)
    if (!acknowledged) reply(response, 404)
  }

  async #isGenuine(request: IncomingMessage, body: string): Promise<boolean> {
    const { clock, replay, signingSecrets, log } = this.#options
    const signature = request.headers['x-slack-signature']
    const timestamp = Number(request.headers['x-slack-request-timestamp'] ?? Number.NaN)
    if (typeof signature !== 'string' || !SIGNATURE.test(signature) || !Number.isInteger(timestamp))
      return false
    const headers = { 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp }
    const nowMilliseconds = clock.now().getTime()
    const signed = signingSecrets.some((signingSecret) =>
      isValidSlackRequest({ signingSecret, body, headers, nowMilliseconds }),
    )
    if (!signed) return false
    // A retry of Slack's own is signed anew; the same signature twice is somebody's recording. While Redis
    // cannot be asked the door stays open: behind it every click and form has its idempotency key.
    return replay
      .firstSeen(signature, new Date((timestamp + SIGNATURE_LIVES_S + 1) * 1_000))
      .catch((error: unknown) => {
        log.warn({ code: errorCode(error) }, 'replays cannot be checked')
        return true
      })
  }
}

function parse(raw: string, contentType: string | undefined): Record<string, unknown> | null {
  if (!contentType?.startsWith('application/x-www-form-urlencoded')) return asRecord(parseJson(raw))
  const fields = [...new URLSearchParams(raw)]
  if (fields.some(([name]) => isEverybodys(name))) return null
  const { payload, ...command } = Object.fromEntries(fields)
  return payload === undefined ? command : asRecord(parseJson(payload))
}

function asRecord(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null
}

function reply(response: ServerResponse, status: number, answer?: Answer): void {
  if (response.headersSent) return
  if (answer === undefined || answer === '') return void response.writeHead(status).end()
  const json = typeof answer === 'object'
  response.writeHead(status, { 'content-type': json ? 'application/json; charset=utf-8' : 'text/plain' })
  response.end(json ? JSON.stringify(answer) : answer)
}
