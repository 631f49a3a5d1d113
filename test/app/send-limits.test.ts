import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { redisSendLimits } from '../../src/app/send-limits.js'
import { freshRedis } from '../support/services.js'

let one: Redis
let other: Redis
beforeAll(async () => {
  const { url } = await freshRedis()
  one = new Redis(url)
  other = new Redis(url)
})
afterAll(() => {
  one.disconnect()
  other.disconnect()
})

const NOW = new Date('2026-11-23T09:30:00Z')
const CAMDEN = { platform: 'slack', tenant: 'T1', doing: 'send' } as const
const CAMDEN_LOOKS = { ...CAMDEN, doing: 'look' } as const
const BARNET = { platform: 'teams', tenant: 'T1', doing: 'send' } as const

test('what a workspace told one process to wait for, every process waits for, and no other workspace does', async () => {
  const until = new Date(NOW.getTime() + 30_000)
  await redisSendLimits(one).close(CAMDEN, until, NOW)
  expect(await redisSendLimits(other).closedUntil([BARNET, CAMDEN])).toEqual([null, until])
})

test('a workspace that is asked too often what stands there still takes messages', async () => {
  const until = new Date(NOW.getTime() + 60_000)
  await redisSendLimits(one).close({ ...CAMDEN_LOOKS, tenant: 'T2' }, until, NOW)
  const places = [
    { ...CAMDEN, tenant: 'T2' },
    { ...CAMDEN_LOOKS, tenant: 'T2' },
  ]
  expect(await redisSendLimits(other).closedUntil(places)).toEqual([null, until])
})

test('without Redis nobody is held back', async () => {
  const gone = new Redis({ port: 1, lazyConnect: true, enableOfflineQueue: false, retryStrategy: null })
  gone.on('error', () => undefined)
  const limits = redisSendLimits(gone)
  await limits.close(CAMDEN, new Date(NOW.getTime() + 1_000), NOW)
  expect((await limits.closedUntil([CAMDEN])).filter(Boolean)).toEqual([])
})
