import { expect, it } from 'vitest'
import type { BotFrameworkStandin, Fault } from '../../../src/standins/botframework/index.js'
import { askToken, codeOf, connectorOf, startWorld } from './support.js'

async function world() {
  const teams = await startWorld()
  const call = await connectorOf(teams)
  const chat = teams.as('ada').dm().id
  const send = (text = 'x') => call('POST', `conversations/${chat}/activities`, { type: 'message', text })
  return { teams, call, send, posted: () => posted(teams) }
}

const posted = (teams: BotFrameworkStandin) => teams.store.dms('ada').length

it('a rate limit says how long to wait and posts nothing', async () => {
  const { teams, send, posted } = await world()
  teams.faults.next('send', { kind: 'ratelimited', retryAfter: 7 })
  const limited = await send()
  expect([codeOf(limited), limited.retryAfter, posted()]).toEqual(['429 Throttled', '7', 0])
  expect((await send()).status).toBe(201)
})

const refusals: [Fault, string][] = [
  [{ kind: 'status', status: 412 }, '412 PreconditionFailed'],
  [{ kind: 'status', status: 502 }, '502 ServiceError'],
  [{ kind: 'status', status: 503 }, '503 ServiceError'],
  [{ kind: 'status', status: 504 }, '504 ServiceError'],
  [{ kind: 'error500BeforeAccept' }, '500 ServiceError'],
  [{ kind: 'notInstalled' }, '403 BotNotInConversationRoster'],
  [{ kind: 'disabledByAdmin' }, '403 BotDisabledByAdmin'],
  [{ kind: 'tokenRefused' }, '401 Unauthorized'],
  [{ kind: 'apiError', status: 403, code: 'ConversationBlockedByUser' }, '403 ConversationBlockedByUser'],
]
it.each(refusals)('%j answers %s and posts nothing', async (fault, code) => {
  const { teams, send, posted } = await world()
  teams.faults.next('*', fault)
  expect([codeOf(await send()), posted()]).toEqual([code, 0])
  expect(teams.log.at(-1)).toMatchObject({ fault: fault.kind, status: Number(code.split(' ')[0]) })
})

it('a 500 after accepting and a reset after accepting have posted all the same', async () => {
  const { teams, send, posted } = await world()
  teams.faults.next('send', { kind: 'error500AfterAccept' })
  expect([(await send()).status, posted()]).toEqual([500, 1])
  teams.faults.next('send', { kind: 'resetAfterAccept' })
  await expect(send()).rejects.toThrow()
  expect(posted()).toBe(2)
  teams.faults.next('send', { kind: 'resetBeforeAccept' })
  await expect(send()).rejects.toThrow()
  expect(posted()).toBe(2)
})

it('a slow answer is accepted at once, so that a caller who gave up has posted all the same', async () => {
  const { teams, send, posted } = await world()
  teams.faults.next('send', { kind: 'slow', ms: 60 })
  const slow = send()
  await teams.store.until(() => posted() === 1)
  expect((await slow).status).toBe(201)
})

it('a fault waits for the call it is meant for; the token endpoint has its own', async () => {
  const { teams, send } = await world()
  teams.faults.next('*', { kind: 'disabledByAdmin' }, 1, (call) => call.body.text === 'bad')
  teams.faults.next('token', { kind: 'tokenRefused' })
  expect((await send('good')).status).toBe(201)
  expect((await send('bad')).status).toBe(403)
  expect(await askToken(teams)).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
  expect((await askToken(teams)).status).toBe(200)
})

it('random faults are the same for the same seed', async () => {
  const { teams, send } = await world()
  const run = async () => {
    teams.faults.random({ seed: 7, rate: 0.5, faults: [{ kind: 'status', status: 503 }] })
    const outcomes: number[] = []
    for (let i = 0; i < 12; i += 1) outcomes.push((await send()).status)
    return outcomes
  }
  const first = await run()
  expect(new Set(first)).toEqual(new Set([201, 503]))
  expect(await run()).toEqual(first)
})
