import { afterEach, beforeEach, expect, it } from 'vitest'
import type { SlackStandin } from '../../../src/standins/slack/index.js'
import { clientOf, NORTH_TOKEN, startWorld } from './support.js'

let slack: SlackStandin
beforeEach(async () => {
  slack = await startWorld()
})
afterEach(() => slack.close())

const post = (text = 'x') => clientOf(slack, NORTH_TOKEN).chat.postMessage({ channel: 'C0NORTH', text })
const posted = () => slack.store.messages('C0NORTH').length

it('a rate limit says how long to wait and saves nothing', async () => {
  slack.faults.next('chat.postMessage', { kind: 'ratelimited', retryAfter: 7 })
  await expect(post()).rejects.toMatchObject({ retryAfter: 7 })
  expect(posted()).toBe(0)
  await post()
  expect(posted()).toBe(1)
})

it.each([
  ['error500BeforeAccept', 0],
  ['error500AfterAccept', 1],
  ['resetBeforeAccept', 0],
  ['resetAfterAccept', 1],
] as const)('%s fails for the caller and leaves %i messages', async (kind, left) => {
  slack.faults.next('*', { kind })
  await expect(post()).rejects.toThrow()
  expect(posted()).toBe(left)
  expect(slack.log.at(-1)).toMatchObject({ fault: kind })
})

it('a slow answer is accepted at once, so that a caller who gave up has posted all the same', async () => {
  slack.faults.next('chat.postMessage', { kind: 'slow', ms: 60 })
  const slow = post()
  await slack.store.until(() => posted() === 1)
  await slow
})

it('a fault waits for the call it is meant for, as often as it was told', async () => {
  slack.faults.next('chat.postMessage', { kind: 'apiError', error: 'fatal_error' }, 2, (call) =>
    String(call.args.text).startsWith('bad'),
  )
  await post('good')
  await expect(post('bad')).rejects.toThrow('fatal_error')
  await expect(post('bad')).rejects.toThrow('fatal_error')
  await post('bad')
  expect(posted()).toBe(2)
})

it('random faults are the same for the same seed', async () => {
  const run = async () => {
    slack.faults.random({ seed: 7, rate: 0.5, faults: [{ kind: 'apiError', error: 'internal_error' }] })
    const outcomes: boolean[] = []
    for (let i = 0; i < 12; i += 1)
      outcomes.push(
        await post().then(
          () => true,
          () => false,
        ),
      )
    return outcomes
  }
  const first = await run()
  expect(first).toContain(true)
  expect(first).toContain(false)
  expect(await run()).toEqual(first)
})
