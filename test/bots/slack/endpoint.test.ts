import { createHmac } from 'node:crypto'
import type { Server } from 'node:http'
import { App } from '@slack/bolt'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Arrivals } from '../../../src/bots/slack/arrivals.js'
import { SlackEndpoint } from '../../../src/bots/slack/endpoint.js'
import { quietLogger } from '../../../src/bots/slack/quiet-logger.js'
import { serve, urlOf } from './world.js'

const NOW = new Date('2026-11-24T14:00:00.000Z')
const SECONDS = NOW.getTime() / 1_000
const BODY = 'command=%2Freciprocal&text=help&team_id=T1&user_id=U1&channel_id=D1&trigger_id=1.2'

let server: Server
let handled: string[]
let failures: number
let seen: Set<string>
let redisIsDown: boolean

beforeEach(async () => {
  handled = []
  failures = 0
  redisIsDown = false
  seen = new Set()
  const nothing = () => undefined
  const log = { info: nothing, warn: nothing, error: nothing }
  const endpoint = new SlackEndpoint({
    signingSecrets: ['the new secret', 'the old secret'],
    clock: { now: () => NOW },
    arrivals: new Arrivals(),
    log,
    replay: {
      firstSeen: async (signature) => {
        if (redisIsDown) throw new Error('no connection')
        return !seen.has(signature) && seen.add(signature) !== undefined
      },
    },
  })
  const app = new App({
    receiver: endpoint,
    logger: quietLogger(log),
    authorize: async () => ({ botToken: 'xoxb' }),
    convoStore: false,
  })
  app.command(/.*/, async ({ ack, command }) => {
    handled.push(command.text)
    await ack('understood')
  })
  app.event('app_home_opened', async () => {
    if (failures-- > 0) throw new Error('the database is away')
    handled.push('home')
  })
  app.error(async (error) => {
    throw error
  })
  server = await serve(endpoint)
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

function signed(body: string, { secret = 'the new secret', at = SECONDS } = {}) {
  const hash = createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex')
  return { 'x-slack-signature': `v0=${hash}`, 'x-slack-request-timestamp': String(at) }
}

function post(body: string, headers: Record<string, string>, type = 'application/x-www-form-urlencoded') {
  return fetch(`${urlOf(server)}/slack/events`, {
    method: 'POST',
    headers: { 'content-type': type, ...headers },
    body,
  })
}

describe('the door for everything Slack sends', () => {
  it('lets a signed request in, with either secret while it is being changed over', async () => {
    const answer = await post(BODY, signed(BODY))
    expect([answer.status, await answer.text()]).toEqual([200, 'understood'])
    expect((await post(BODY, signed(BODY, { secret: 'the old secret' }))).status).toBe(200)
    expect(handled).toEqual(['help', 'help'])
  })

  it.each([
    ['unsigned', {}],
    ['signed with another secret', signed(BODY, { secret: 'somebody else' })],
    ['with the signature of another body', signed(`${BODY}x`)],
    ['with no timestamp', { 'x-slack-signature': signed(BODY)['x-slack-signature'] }],
    ['stale by six minutes', signed(BODY, { at: SECONDS - 360 })],
    ['with a signature of another version', { ...signed(BODY), 'x-slack-signature': 'v1=00' }],
  ])('a request %s is answered 401 and reaches nothing', async (_what, headers) => {
    expect((await post(BODY, headers)).status).toBe(401)
    expect(handled).toEqual([])
  })

  it('a replayed request is answered 401 and reaches nothing', async () => {
    const headers = signed(BODY)
    expect((await post(BODY, headers)).status).toBe(200)
    expect((await post(BODY, headers)).status).toBe(401)
    expect(handled).toEqual(['help'])
  })

  it('a recording whose signature is written another way is still the same request', async () => {
    const headers = signed(BODY)
    const signature = headers['x-slack-signature']
    expect((await post(BODY, headers)).status).toBe(200)
    for (const other of [`${signature}=`, `${signature}=again`, `${signature} `, signature.toUpperCase()])
      expect((await post(BODY, { ...headers, 'x-slack-signature': other })).status).toBe(401)
    const seconds = `0${headers['x-slack-request-timestamp']}`
    expect((await post(BODY, { ...headers, 'x-slack-request-timestamp': seconds })).status).toBe(401)
    expect(handled).toEqual(['help'])
  })

  it('while Redis is away a signed request still comes in', async () => {
    redisIsDown = true
    expect((await post(BODY, signed(BODY))).status).toBe(200)
  })

  it('proves to Slack that the address is ours', async () => {
    const body = JSON.stringify({ type: 'url_verification', challenge: 'abc' })
    const answer = await post(body, signed(body), 'application/json')
    expect(await answer.json()).toEqual({ challenge: 'abc' })
  })

  it('an event whose handling failed is not acknowledged, so that Slack sends it again', async () => {
    const event = { type: 'app_home_opened', user: 'U1', tab: 'home', channel: 'D1' }
    const body = JSON.stringify({ type: 'event_callback', team_id: 'T1', event_id: 'Ev1', event })
    failures = 1
    expect((await post(body, signed(body), 'application/json')).status).toBe(500)
    expect((await post(body, signed(body, { at: SECONDS + 1 }), 'application/json')).status).toBe(200)
    expect(handled).toEqual(['home'])
  })

  it.each([
    ['not JSON', '{', 'application/json', 400],
    ['more than a megabyte', 'x'.repeat(1_100_000), 'application/json', 413],
  ])('a body that is %s is refused', async (_what, body, type, status) => {
    expect((await post(body, signed(body), type)).status).toBe(status)
  })

  it('leaves other paths and methods to others', async () => {
    expect((await fetch(`${urlOf(server)}/slack/events`)).status).toBe(404)
    expect((await fetch(`${urlOf(server)}/healthz`)).status).toBe(404)
  })
})
