import { afterEach, beforeEach, expect, test } from 'vitest'
import { type HttpServer, listen } from '../../src/app/http.js'
import { networkOf, Sources } from '../../src/app/sources.js'
import { readConfig } from '../../src/config.js'

/** Ten refusals a minute. */
const FEW = 100
const PROXY = { trustedProxies: ['127.0.0.1'] }

let http: HttpServer
let shut: number
beforeEach(() => serve({}))
afterEach(() => http.close())

async function serve(of: ConstructorParameters<typeof Sources>[0]): Promise<void> {
  await http?.close()
  shut = 0
  http = await listen({
    host: '127.0.0.1',
    port: 0,
    sources: new Sources({ pointsAMinute: FEW, ...of }),
    onTrouble: () => {
      shut += 1
    },
    handlers: [
      (request, response) => {
        request.resume()
        const isDoor = request.method === 'POST'
        response.writeHead(isDoor && !request.headers.authorization ? 401 : 200).end()
        return true
      },
    ],
  })
}

/** A request of this source, as the proxy in front says. */
async function ask(signed: boolean, from?: string, path = '/door'): Promise<number> {
  const { status } = await fetch(`${http.url}${path}`, {
    method: path === '/door' ? 'POST' : 'GET',
    headers: { ...(signed && { authorization: 'signed' }), ...(from && { 'x-forwarded-for': from }) },
  })
  return status
}

async function refusals(count: number, from?: string): Promise<number[]> {
  const statuses: number[] = []
  for (let sent = 0; sent < count; sent++) statuses.push(await ask(false, from))
  return statuses
}

test('who sends what nobody signed is not heard for a while, and it is said once', async () => {
  expect(await refusals(12)).toEqual([...Array(10).fill(401), 429, 429])
  expect(shut).toBe(1)
  const answer = await fetch(`${http.url}/door`, { method: 'POST' })
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await answer.text()).toMatch(
    /^Too many requests from there were refused\. Try again in \d+ seconds\.\n$/,
  )
})

test("a platform's own burst passes, whatever else comes from its address", async () => {
  expect(await ask(true)).toBe(200)
  await refusals(20)
  expect(new Set(await Promise.all(Array.from({ length: 300 }, () => ask(true))))).toEqual(new Set([200]))
  expect(shut).toBe(0)
})

test('a page asked for again and again ends there as well; whether the process is well, everybody may ask', async () => {
  const pages: number[] = []
  for (let asked = 0; asked < FEW + 1; asked++) pages.push(await ask(false, undefined, '/metrics'))
  expect(pages.at(-1)).toBe(429)
  expect(await ask(false, undefined, '/healthz')).toBe(200)
  expect(await ask(false, undefined, '/readyz')).toBe(200)
})

test('nobody is believed about whom they forward for, unless the operator named them', async () => {
  const statuses: number[] = []
  for (let sent = 0; sent < 12; sent++) statuses.push(await ask(false, `203.0.113.${sent}`))
  expect(statuses.slice(-2)).toEqual([429, 429])
})

test('behind a named proxy each source is counted for itself, by the address that the proxy saw', async () => {
  await serve(PROXY)
  expect((await refusals(11, '198.51.100.7')).at(-1)).toBe(429)
  expect(await ask(false, '203.0.113.9')).toBe(401)
  // What the sender wrote into the header itself stands before what the proxy adds.
  expect(await ask(true, '203.0.113.9, 198.51.100.7')).toBe(429)
  expect(await ask(false, 'nonsense')).toBe(401)
})

test('addresses of one network in IPv6 are one source', () => {
  expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2')
  expect(networkOf('2001:DB8:1:2::9')).toBe('2001:db8:1:2')
  expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0')
  expect(networkOf('::1')).toBe('0:0:0:0')
  expect(networkOf('::ffff:192.0.2.7')).toBe('192.0.2.7')
  expect(networkOf('192.0.2.7')).toBe('192.0.2.7')
})

test('TRUSTED_PROXIES takes addresses, networks and the names of some; anything else ends the start with a sentence', () => {
  expect(readConfig({}).trustedProxies).toEqual([])
  const named = '10.0.0.5, 10.1.0.0/16,loopback'
  expect(readConfig({ TRUSTED_PROXIES: named }).trustedProxies).toEqual([
    '10.0.0.5',
    '10.1.0.0/16',
    'loopback',
  ])
  for (const wrong of ['everybody', '10.0.0.0/99', '10.0.0.5;10.0.0.6'])
    expect(() => readConfig({ TRUSTED_PROXIES: wrong })).toThrow(
      /^Cannot start: TRUSTED_PROXIES must list addresses/,
    )
})
