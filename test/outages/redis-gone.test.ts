import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { longRun, size } from '../support/long-run.js'
import { freshDatabase, type OwnRedis, ownRedis } from '../support/services.js'
import { type Crowd, PARTNERS, startCrowd } from './crowd.js'
import { withoutRedis, withstands } from './outage.js'

let redis: OwnRedis
let crowd: Crowd

beforeAll(async () => {
  redis = await ownRedis()
  const database = await freshDatabase()
  const drop = async () => {
    await redis.remove()
    await database.drop()
  }
  crowd = await startCrowd({ ...database, redisUrl: redis.url, drop })
})
afterAll(() => crowd?.world.end())

test.runIf(longRun)(
  'workers with nothing to do keep their connections',
  async () => {
    const client = new Redis(redis.url)
    const read = async (section: string, name: RegExp) => Number(name.exec(await client.info(section))?.[1])
    const blocked = () => read('commandstats', /cmdstat_bzpopmin:calls=(\d+)/)
    const connections = () => read('stats', /total_connections_received:(\d+)/)
    const [before, connected] = [await blocked(), await connections()]
    // Three workers, each of which blocks for five seconds or more.
    await vi.waitUntil(async () => (await blocked()) >= before + 15, { timeout: 90_000, interval: 1_000 })
    expect(await connections()).toBe(connected)
    client.disconnect()
  },
  120_000,
)

test.runIf(longRun)(
  'what Redis forgot is delivered within the minute, and nobody has to do anything',
  async () => {
    const staged = await crowd.circulate()
    await forgetEverything()
    await vi.waitFor(async () => expect(await crowd.notices(staged)).toEqual({ sent: PARTNERS }), {
      timeout: 75_000,
      interval: 1_000,
    })
  },
  120_000,
)

/** Notices that stand when it happens. */
const MOMENTS = longRun ? [20, 60, 110, 160] : [20]

describe.each(MOMENTS)('in the middle of a circulation to 200 channels, at notice %i', (after) => {
  test('Redis forgets everything: every partner has each notice once', async () => {
    await withstands(crowd, { begin: forgetEverything, after })
  }, 120_000)

  test('Redis is killed and started again: people are answered and saved, and work catches up', async () => {
    await withoutRedis(crowd, { begin: () => redis.kill(), end: () => redis.start(), after })
  }, 120_000)

  test('Redis stands still: people are answered and saved in time, and work catches up', async () => {
    const lasts = size(4_000, 60_000)
    await withoutRedis(crowd, { begin: () => redis.pause(), end: () => redis.resume(), lasts, after })
  }, 240_000)
})

async function forgetEverything(): Promise<void> {
  const client = new Redis(redis.url)
  await client.flushall()
  client.disconnect()
}
