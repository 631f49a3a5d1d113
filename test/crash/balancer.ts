import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One address for any number of processes, as a load balancer in front of them. */
export interface Balancer {
  url: string
  /** Takes turns with the others from now on. */
  add(url: string): void
  remove(url: string): void
  close(): Promise<void>
}

/** Each request goes to the next process; one that takes no connection any more is passed over. */
export async function startBalancer(): Promise<Balancer> {
  const targets: string[] = []
  let turn = 0
  const server = createServer((incoming, outgoing) => {
    const tries = targets.map((_, n) => targets[(turn + n) % targets.length] ?? '')
    turn += 1
    forward(incoming, outgoing, tries)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    add: (url) => void targets.push(url),
    remove: (url) => void targets.splice(targets.indexOf(url), 1),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function forward(incoming: IncomingMessage, outgoing: ServerResponse, [target, ...others]: string[]): void {
  if (target === undefined) {
    outgoing.writeHead(503).end()
    return
  }
  const { method, url = '/', headers } = incoming
  const onward = request(new URL(url, target), { method, headers, agent: false }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(outgoing)
    // Half an answer is none.
    answer.on('error', () => outgoing.destroy())
  })
  onward.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'ECONNREFUSED') forward(incoming, outgoing, others)
    else outgoing.destroy()
  })
  onward.once('socket', (socket) => socket.once('connect', () => incoming.pipe(onward)))
}
