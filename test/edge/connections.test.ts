import type { IncomingMessage, ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { type Handler, type HttpLimits, type HttpServer, listen } from '../../src/app/http.js'
import { SAFE_HEADERS } from '../../src/app/http-headers.js'
import { Sources } from '../../src/app/sources.js'
import { BODY_LIMIT, readBody, refuseTooLarge } from '../../src/bots/read-body.js'

const SECRET = 'at /home/somebody/secret.ts:12'

let http: HttpServer
let troubles: string[]
/** Bytes of bodies that were read, however they ended. */
let read: number
const open: Socket[] = []
afterEach(async () => {
  for (const socket of open.splice(0)) socket.destroy()
  await http.close()
})

/** A door as the platforms' are, a page, and one that breaks. */
const handlers: readonly Handler[] = [
  (request, response) => {
    if (request.url !== '/door') return false
    void door(request, response)
    return true
  },
  (request, response) => {
    if (request.url !== '/page') return false
    response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': 'its own' }).end('page')
    return true
  },
  (request) => {
    if (request.url === '/broken') throw new Error(SECRET)
    return false
  },
]

async function door(request: IncomingMessage, response: ServerResponse): Promise<void> {
  request.on('data', (chunk: Buffer) => {
    read += chunk.length
  })
  const body = await readBody(request)
  if (body.kind === 'too_large') return refuseTooLarge(request, response)
  if (body.kind === 'read') response.writeHead(request.headers.authorization ? 200 : 401).end()
}

async function serve(
  limits: Partial<HttpLimits> = {},
  of: ConstructorParameters<typeof Sources>[0] = {},
): Promise<void> {
  troubles = []
  read = 0
  http = await listen({
    host: '127.0.0.1',
    port: 0,
    handlers,
    sources: new Sources(of),
    limits,
    onTrouble: (code) => troubles.push(code),
  })
}

/** A connection that has sent this much; gives everything that comes back, once it has ended. */
function raw(text: string): { socket: Socket; ended: Promise<string> } {
  const socket = connect(http.port, '127.0.0.1')
  open.push(socket)
  socket.setEncoding('utf8')
  let heard = ''
  socket.on('data', (words) => {
    heard += words
  })
  const ended = new Promise<string>((resolve) => {
    socket.once('close', () => resolve(heard)).on('error', () => undefined)
  })
  socket.write(text)
  return { socket, ended }
}

function ask(path: string, headers: Record<string, string> = {}, method = 'GET', body?: string) {
  return fetch(`${http.url}${path}`, { method, headers, ...(body !== undefined && { body }) })
}

const HALF_A_HEAD = 'POST /door HTTP/1.1\r\nhost: x\r\nx-slow'
const HALF_A_BODY = 'POST /door HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"half"'

test('every answer forbids to keep, show, frame or guess at it, also what the server itself refuses', async () => {
  await serve({ headersWithin: 200, requestWithin: 300 }, { pointsAMinute: 40 })
  const safe = Object.entries(SAFE_HEADERS)
  const without = (headers: (name: string) => string | null | undefined) =>
    safe.filter(([name, value]) => headers(name) !== value).map(([name]) => name)
  for (const [path, method, status] of [
    ['/door', 'POST', 401],
    ['/nowhere', 'GET', 404],
    ['/broken', 'GET', 500],
  ] as const) {
    const answer = await ask(path, {}, method)
    expect([path, answer.status, without((name) => answer.headers.get(name))]).toEqual([path, status, []])
  }
  const long = await ask('/door', {}, 'POST', 'x'.repeat(BODY_LIMIT + 1))
  expect([long.status, without((name) => long.headers.get(name))]).toEqual([413, []])
  const shut = await ask('/page')
  expect([shut.status, without((name) => shut.headers.get(name))]).toEqual([429, []])
  for (const [what, status] of [
    ['no http at all\r\n\r\n', 400],
    [`GET / HTTP/1.1\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    [HALF_A_HEAD, 408],
    ['', 408],
  ] as const) {
    const heard = await raw(what).ended
    expect(heard).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    const lines = heard.toLowerCase().split('\r\n')
    expect([
      what.slice(0, 9),
      without((name) => lines.find((l) => l.startsWith(`${name}: `))?.slice(name.length + 2)),
    ]).toEqual([what.slice(0, 9), []])
  }
})

test('a page of its own says itself what it needs', async () => {
  await serve()
  const { headers } = await ask('/page')
  expect(headers.get('content-security-policy')).toBe('its own')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
})

test('what breaks inside is one plain sentence outside: no name, no place, no stack', async () => {
  await serve()
  const answer = await ask('/broken')
  expect([answer.status, await answer.text()]).toEqual([500, 'Something went wrong. Please try again.\n'])
  expect(troubles).toEqual(['handler_failed'])
})

test('a body beyond the limit is refused with a sentence, and not one byte of an announced one is waited for', async () => {
  await serve()
  const head = `POST /door HTTP/1.1\r\nhost: x\r\ncontent-length: ${BODY_LIMIT + 1}\r\n\r\n`
  const heard = await raw(head).ended
  expect(heard).toMatch(/^HTTP\/1.1 413 [\s\S]*connection: close[\s\S]*The request is too large\.\n$/i)
  expect(read).toBe(0)
})

test('a body that does not say how long it is ends at the limit, whoever goes on sending', async () => {
  await serve()
  const { socket, ended } = raw('POST /door HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n')
  const chunk = `${(65_536).toString(16)}\r\n${'x'.repeat(65_536)}\r\n`
  const more = () => {
    while (socket.writable && socket.write(chunk));
  }
  socket.on('drain', more)
  more()
  expect(await ended).toMatch(/^HTTP\/1.1 413 [\s\S]*The request is too large\./)
})

test('connections that dribble their head, their body or nothing are ended, and others are served meanwhile', async () => {
  await serve({ headersWithin: 300, requestWithin: 600 })
  const slow = [...Array(30).fill(HALF_A_HEAD), ...Array(30).fill(HALF_A_BODY), ...Array(5).fill('')].map(raw)
  for (const { socket } of slow.slice(0, 60)) {
    const dribble = setInterval(() => socket.writable && socket.write('a'), 50)
    socket.once('close', () => clearInterval(dribble))
  }
  for (let asked = 0; asked < 5; asked++) expect((await ask('/page')).status).toBe(200)
  const heard = await Promise.all(slow.map(({ ended }) => ended))
  expect(new Set(heard.map((words) => words.split('\r\n', 1)[0]))).toEqual(
    new Set(['HTTP/1.1 408 Request Timeout']),
  )
  expect((await ask('/page')).status).toBe(200)
})

test('one source holds only so many connections open; from where something genuine came, as many as it needs', async () => {
  await serve({ connectionsOfOne: 3 })
  const held = [1, 2, 3].map(() => raw(HALF_A_HEAD))
  await Promise.all(held.map(({ socket }) => new Promise((resolve) => socket.once('connect', resolve))))
  await expect(ask('/page')).rejects.toThrow()
  held[0]?.socket.destroy()
  await expect
    .poll(() =>
      ask('/door', { authorization: 'signed' }, 'POST').then(
        (a) => a.status,
        () => 0,
      ),
    )
    .toBe(200)
  for (let more = 0; more < 5; more++) raw(HALF_A_HEAD)
  expect((await ask('/page', { connection: 'close' })).status).toBe(200)
})

test('no more connections than the process can bear', async () => {
  await serve({ connections: 2 })
  for (const { socket } of [raw(HALF_A_HEAD), raw(HALF_A_HEAD)])
    await new Promise((resolve) => socket.once('connect', resolve))
  expect(await raw('GET /page HTTP/1.1\r\n\r\n').ended).toBe('')
})
