import { afterAll, beforeAll, test } from 'vitest'
import { freshDatabase, freshRedis } from '../support/services.js'
import { type Crowd, startCrowd } from './crowd.js'
import { type Forwarder, startForwarder } from './forwarder.js'
import { withoutBoth, withoutPostgres, withstands } from './outage.js'

let way: Forwarder
let redisWay: Forwarder
let crowd: Crowd

beforeAll(async () => {
  const [database, redis] = await Promise.all([freshDatabase(), freshRedis()])
  way = await startForwarder(database.databaseUrl)
  redisWay = await startForwarder(redis.url)
  const drop = async () => {
    await Promise.all([way.close(), redisWay.close()])
    await database.drop()
  }
  crowd = await startCrowd({ ...database, databaseUrl: way.url, redisUrl: redisWay.url, drop })
})
afterAll(() => crowd?.world.end())

test.each([
  ['let nothing through', 'both ways'],
  ['lose the answers to what was saved', 'answers'],
] as const)(
  'connections to PostgreSQL that %s: a press acts once, and nothing is lost or said twice',
  async (_what, frozen) => {
    await withoutPostgres(crowd, { begin: () => way.freeze(frozen), end: () => way.thaw() })
  },
  120_000,
)

test('connections to PostgreSQL that all break at once: nothing is lost or said twice', async () => {
  await withstands(crowd, { begin: () => way.cut() })
}, 60_000)

test('connections to PostgreSQL and to Redis that let nothing through: a press is answered in time, and acts once', async () => {
  const both = [way, redisWay]
  const begin = () => both.forEach((each) => void each.freeze())
  const end = () => both.forEach((each) => void each.thaw())
  await withoutBoth(crowd, { begin, end })
}, 60_000)
