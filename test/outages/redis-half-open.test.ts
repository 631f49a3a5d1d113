import { afterAll, beforeAll, expect, test } from 'vitest'
import { size } from '../support/long-run.js'
import { freshDatabase, freshRedis } from '../support/services.js'
import { type Crowd, startCrowd } from './crowd.js'
import { type Forwarder, startForwarder } from './forwarder.js'
import { stoppedDuring, withoutRedis, withstands } from './outage.js'

let way: Forwarder
let crowd: Crowd

beforeAll(async () => {
  const [database, redis] = await Promise.all([freshDatabase(), freshRedis()])
  way = await startForwarder(redis.url)
  const drop = async () => {
    await way.close()
    await database.drop()
  }
  crowd = await startCrowd({ ...database, redisUrl: way.url, drop })
})
afterAll(() => crowd?.world.end())

const halfOpen = { begin: () => way.freeze(), end: () => way.thaw() }

test('connections to Redis that are half-open: people are answered and saved in time, and work catches up', async () => {
  await withoutRedis(crowd, { ...halfOpen, lasts: size(3_000, 60_000) })
}, 240_000)

test('connections to Redis that all break at once: nothing is lost or said twice', async () => {
  await withstands(crowd, { begin: () => way.cut() })
}, 60_000)

test('stopped while Redis says nothing, the program ends in time, and started again it catches up', async () => {
  expect(await stoppedDuring(crowd, halfOpen)).toBeLessThan(9_000)
  expect(await crowd.aftermath()).toEqual([])
}, 120_000)
