import { afterAll, beforeAll, expect, test } from 'vitest'
import { longRun } from '../support/long-run.js'
import { freshRedis, type OwnPostgres, ownPostgres } from '../support/services.js'
import { type Crowd, startCrowd } from './crowd.js'
import { type Outage, stoppedDuring, withoutPostgres } from './outage.js'

let postgres: OwnPostgres
let crowd: Crowd

beforeAll(async () => {
  postgres = await ownPostgres({ durable: true })
  const redis = await freshRedis()
  crowd = await startCrowd({ ...postgres, redisUrl: redis.url, drop: () => postgres.remove() })
})
afterAll(() => crowd?.world.end())

const killed: Outage = { begin: () => postgres.kill(), end: () => postgres.start() }
/** Notices that stand when it happens. */
const MOMENTS = longRun ? [20, 60, 110, 160] : [20]

test.each(MOMENTS)(
  'PostgreSQL is killed at notice %i of 200 and started again: a press acts once, and nothing is lost or said twice',
  async (after) => {
    await withoutPostgres(crowd, { ...killed, after })
  },
  120_000,
)

test('stopped while PostgreSQL is away, the program ends in time', async () => {
  expect(await stoppedDuring(crowd, killed)).toBeLessThan(9_000)
}, 60_000)
