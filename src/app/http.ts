import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { StartError } from './start-error.js'

/** One part of the web face. Returns true when the path was its own. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => boolean

export interface HttpServer {
  url: string
  port: number
  /** Stops listening, lets answers under way finish, then closes what is left. */
  close(): Promise<void>
}

const DRAIN_MS = 3_000

/** Listens on one address; the first handler that knows the path answers. */
export async function listen(options: {
  host: string
  port: number
  handlers: readonly Handler[]
}): Promise<HttpServer> {
  const { host, port } = options
  const server = createServer((request, response) => {
    if (options.handlers.some((handle) => handle(request, response))) return
    response.writeHead(404, { 'content-type': 'text/plain' }).end('Nothing here.\n')
  })
  server.requestTimeout = 30_000
  server.headersTimeout = 10_000
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
