import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { isDict } from './check.js'
import type { Core } from './core.js'
import type { SendOptions, SendResult, WireKind } from './outbound.js'
import type { Dict } from './types.js'
import { acceptWebSocket, type ServerSocket } from './websocket.js'

const ENVELOPE: Readonly<Record<WireKind, string>> = {
  event: 'events_api',
  command: 'slash_commands',
  interaction: 'interactive',
}

interface Waiting {
  answer: (payload: unknown) => void
}

/** Socket Mode: one-time addresses, a hello, envelopes round robin over the open connections, and their acknowledgements. */
export class SocketMode {
  readonly #tickets = new Set<string>()
  readonly #sockets: ServerSocket[] = []
  readonly #waiting = new Map<string, Waiting>()
  #turn = 0

  constructor(readonly core: Core) {}

  get connected(): boolean {
    return this.#sockets.length > 0
  }

  newUrl(): string {
    const ticket = randomBytes(12).toString('hex')
    this.#tickets.add(ticket)
    return `${this.core.origin.replace('http', 'ws')}/link/?ticket=${ticket}&app_id=${this.core.settings.appId}`
  }

  upgrade(req: IncomingMessage, stream: Duplex, head: Buffer): void {
    const ticket = new URL(req.url ?? '/', 'http://standin').searchParams.get('ticket') ?? ''
    if (!this.#tickets.delete(ticket)) {
      stream.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n')
      return
    }
    const socket = acceptWebSocket(req, stream, head, (text) => this.#heard(text))
    if (!socket) return
    this.#sockets.push(socket)
    socket.onClose(() => {
      const at = this.#sockets.indexOf(socket)
      if (at >= 0) this.#sockets.splice(at, 1)
    })
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: this.#sockets.length,
        debug_info: { host: 'standin', approximate_connection_time: 18_060 },
        connection_info: { app_id: this.core.settings.appId },
      }),
    )
  }

  send(kind: WireKind, payload: Dict, options: SendOptions): Promise<SendResult> {
    const began = performance.now()
    const id = randomBytes(16).toString('hex')
    const envelope = JSON.stringify({
      envelope_id: id,
      type: ENVELOPE[kind],
      payload,
      accepts_response_payload: kind !== 'event',
      ...(kind === 'event' && {
        retry_attempt: options.retryNum ?? 0,
        retry_reason: options.retryReason ?? '',
      }),
    })
    return new Promise((resolve) => {
      const finish = (part: Partial<SendResult>) => {
        clearTimeout(timer)
        this.#waiting.delete(id)
        resolve({
          status: 0,
          headers: {},
          text: '',
          body: undefined,
          durationMs: performance.now() - began,
          timedOut: false,
          error: undefined,
          sentBody: envelope,
          sentHeaders: {},
          ...part,
        })
      }
      const timer = setTimeout(
        () => finish({ timedOut: true, error: 'timeout' }),
        this.core.settings.ackTimeoutMs,
      )
      this.#waiting.set(id, {
        answer: (body) =>
          finish({
            status: 200,
            body: isDict(body) ? body : undefined,
            text: body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body),
          }),
      })
      this.#turn += 1
      this.#sockets[this.#turn % this.#sockets.length]?.send(envelope)
    })
  }

  /** Tells the app that its connections will be refreshed, then closes them, as Slack does every few hours. */
  refresh(): void {
    for (const socket of [...this.#sockets]) {
      socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: {} }))
      socket.close()
    }
  }

  close(): void {
    for (const socket of [...this.#sockets]) socket.destroy()
  }

  #heard(text: string): void {
    const message: unknown = JSON.parse(text)
    if (!isDict(message) || typeof message.envelope_id !== 'string') return
    this.#waiting.get(message.envelope_id)?.answer(message.payload)
  }
}
