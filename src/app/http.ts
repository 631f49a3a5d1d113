import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { pathOf } from '../bots/path-of.js'
import { rawAnswer, SAFE_HEADERS } from './http-headers.js'
import { networkOf, type Sources } from './sources.js'
import { StartError } from './start-error.js'

/** One part of the web face. Returns true when the path was its own. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => boolean

export interface HttpServer {
  url: string
  port: number
  /** Stops listening, lets answers under way finish, then closes what is left. */
  close(): Promise<void>
}

/** How much time and room a connection gets. Times in milliseconds. */
export interface HttpLimits {
  headersWithin: number
  /** Headers and body together. */
  requestWithin: number
  connections: number
  /** From one source, unless it is a named proxy or something genuine came from there. */
  connectionsOfOne: number
}

const LIMITS: HttpLimits = {
  headersWithin: 5_000,
  requestWithin: 10_000,
  connections: 2_000,
  connectionsOfOne: 200,
}
/** How often Node looks for connections that take too long. */
const LOOKED_AT_EVERY_MS = 1_000
const DRAIN_MS = 3_000
/** What decides whether this process gets requests at all is answered to everybody. */
const NEVER_SHUT = ['/healthz', '/readyz']

interface ListenOptions {
  host: string
  port: number
  handlers: readonly Handler[]
  sources: Sources
  limits?: Partial<HttpLimits>
  /** A handler threw, or a source was shut out for a while. */
  onTrouble?: (code: 'handler_failed' | 'source_shut', error?: unknown) => void
}

/** Listens on one address; the first handler that knows the path answers. */
export async function listen(options: ListenOptions): Promise<HttpServer> {
  const { host, port, sources } = options
  const limits = { ...LIMITS, ...options.limits }
  const server = createServer(
    {
      headersTimeout: limits.headersWithin,
      requestTimeout: limits.requestWithin,
      connectionsCheckingInterval: Math.min(LOOKED_AT_EVERY_MS, limits.headersWithin),
    },
    (request, response) => void answer(options, request, response),
  )
  server.maxConnections = limits.connections
  server.on('clientError', refuse)
  server.on('connection', keepApart(sources, limits.connectionsOfOne))
  await bound(server, host, port)
  const address = server.address()
  const actual = typeof address === 'object' && address ? address.port : port
  return {
    url: `http://${host}:${actual}`,
    port: actual,
    close: () =>
      new Promise((resolve) => {
        const rest = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
        server.close(() => {
          clearTimeout(rest)
          resolve()
        })
        server.closeIdleConnections()
      }),
  }
}

async function answer(
  { handlers, sources, onTrouble }: ListenOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  for (const [name, value] of Object.entries(SAFE_HEADERS)) response.setHeader(name, value)
  try {
    if (!NEVER_SHUT.includes(pathOf(request))) {
      const source = sources.of(request)
      const seconds = await sources.waits(source)
      if (seconds > 0) return tooMany(response, seconds)
      response.once('finish', () => {
        void sources.answered(source, request.method, response.statusCode).then((shut) => {
          if (shut) onTrouble?.('source_shut')
        })
      })
    }
    if (handlers.some((handle) => handle(request, response))) return
    say(response, 404, 'Nothing here.\n')
  } catch (error) {
    onTrouble?.('handler_failed', error)
    if (!response.headersSent) say(response, 500, 'Something went wrong. Please try again.\n')
  }
}

function tooMany(response: ServerResponse, seconds: number): void {
  response.setHeader('retry-after', String(seconds))
  response.setHeader('connection', 'close')
  say(response, 429, `Too many requests from there were refused. Try again in ${seconds} seconds.\n`)
}

function say(response: ServerResponse, status: number, words: string): void {
  response.writeHead(status, { 'content-type': 'text/plain' }).end(words)
}

/** What Node itself refuses: too slow, too long, or no HTTP. One sentence where nothing was said yet, and the end. */
function refuse(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable || socket.bytesWritten > 0) return void socket.destroy()
  const status =
    error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : error.code === 'HPE_HEADER_OVERFLOW' ? 431 : 400
  socket.write(rawAnswer(status))
  socket.destroySoon()
}

/** One source that holds many connections open leaves room for everybody else. */
function keepApart(sources: Sources, most: number) {
  const open = new Map<string, number>()
  return (socket: Socket): void => {
    const { remoteAddress = '' } = socket
    if (sources.isProxy(remoteAddress)) return
    const source = networkOf(remoteAddress)
    const held = (open.get(source) ?? 0) + 1
    if (held > most && !sources.isGenuine(source)) return void socket.destroy()
    open.set(source, held)
    socket.once('close', () => {
      const left = (open.get(source) ?? 1) - 1
      if (left > 0) open.set(source, left)
      else open.delete(source)
    })
  }
}

function bound(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const sentence =
        error.code === 'EADDRINUSE'
          ? `Port ${port} on ${host} is already in use. End the other program, or set PORT to another number.`
          : `Cannot listen on ${host}, port ${port}: ${error.code ?? error.message}.`
      reject(new StartError(sentence, { cause: error }))
    })
    server.listen(port, host, resolve)
  })
}
