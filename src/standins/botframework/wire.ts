import { Agent } from 'node:http'
import { pause } from '../shared/pause.js'
import { post } from '../shared/post.js'
import { again } from './activities.js'
import type { SendOptions, SendResult } from './api.js'
import { isDict } from './cards.js'
import type { Core } from './core.js'
import type { ActResult } from './person.js'
import type { Dict } from './types.js'

/** Teams gives up on messages and events after 15 s; on invokes as the settings say. */
const MESSAGE_TIMEOUT_MS = 15_000

/** Carries activities to the app, signed as the Bot Framework signs them, and repeats invokes that got no answer. */
export class Wire {
  messagingUrl: string | undefined
  readonly sent: SendResult[] = []
  readonly #agent = new Agent({ keepAlive: true, timeout: 2_000 })
  readonly #repeats = new Set<Promise<void>>()
  readonly #closing = new AbortController()

  constructor(readonly core: Core) {}

  async send(activity: Dict, options: SendOptions = {}): Promise<SendResult> {
    const url = this.messagingUrl
    if (url === undefined)
      throw new Error('the stand-in does not know the app yet: call connect(messagingUrl)')
    const { token = 'good' } = options
    const authorization =
      typeof token === 'string'
        ? await this.core.keys.authorization(token, {
            appId: this.core.settings.appId,
            serviceUrl: String(activity.serviceUrl),
            otherServiceUrl: this.#otherServiceUrl(activity),
          })
        : `Bearer ${token.raw}`
    const result = await this.#post(url, activity, authorization)
    this.sent.push(result)
    if (this.sent.length > this.core.settings.logLimit) this.sent.shift()
    return result
  }

  /** Sends something a person did; an invoke without a usable answer comes again when that is switched on. */
  async deliver(activity: Dict): Promise<SendResult> {
    const first = await this.send(activity)
    if (activity.type === 'invoke' && this.core.settings.redeliverDelaysMs.length > 0 && troubleOf(first)) {
      const repeats = this.#repeat(activity).catch(() => undefined)
      this.#repeats.add(repeats)
      void repeats.then(() => this.#repeats.delete(repeats))
    }
    return first
  }

  redeliver(past: ActResult | SendResult, times = 1): Promise<SendResult[]> {
    const wire = 'wire' in past ? past.wire : past
    if (!wire) throw new Error('nothing of this went over the wire')
    if (wire.activity.type !== 'invoke') throw new Error('Teams sends only invokes again')
    return Promise.all(Array.from({ length: times }, () => this.send(again(wire.activity))))
  }

  async settled(): Promise<void> {
    while (this.#repeats.size > 0) await Promise.all(this.#repeats)
  }

  close(): void {
    this.#closing.abort()
    this.#agent.destroy()
  }

  async #repeat(activity: Dict): Promise<void> {
    for (const delay of this.core.settings.redeliverDelaysMs) {
      await pause(delay, this.#closing.signal)
      if (this.#closing.signal.aborted) return
      if (!troubleOf(await this.send(again(activity)))) return
    }
  }

  #otherServiceUrl(activity: Dict): string {
    for (const { serviceUrl } of this.core.store.tenants.values()) {
      if (serviceUrl !== activity.serviceUrl) return serviceUrl
    }
    return `${this.core.origin}/teams/another-tenant/`
  }

  async #post(url: string, activity: Dict, authorization: string | undefined): Promise<SendResult> {
    const body = Buffer.from(JSON.stringify(activity))
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'content-length': body.length,
      'user-agent': 'Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)',
      ...(authorization !== undefined && { authorization }),
    }
    const timeoutMs = activity.type === 'invoke' ? this.core.settings.invokeTimeoutMs : MESSAGE_TIMEOUT_MS
    const posted = await post(url, { headers, body, agent: this.#agent, timeoutMs })
    return { ...posted, activity, authorization }
  }
}

/** Why Teams cannot use this answer to an invoke: it must be status 200, in time, and not empty. */
export function troubleOf(result: SendResult): string | undefined {
  if (result.timedOut) return 'no answer in time'
  if (result.status === 0) return `no answer: ${result.error ?? 'unknown'}`
  if (result.status !== 200) return `status ${result.status}`
  if (!isDict(result.body) || Object.keys(result.body).length === 0) return 'empty answer'
  return undefined
}
