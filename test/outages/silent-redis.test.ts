import type { Redis } from 'ioredis'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { operatorSentence } from '../../src/app/operator-sentence.js'
import { redisReplayGuard } from '../../src/app/replay-guard.js'
import { start } from '../../src/app/start.js'
import { producerConnection, sharedConnection } from '../../src/jobs/connection.js'
import { newDataKey } from '../../src/store/key-provider.js'
import { freshDatabase, freshRedis } from '../support/services.js'
import { type Forwarder, startForwarder } from './forwarder.js'

describe('a Redis that takes connections and says nothing', () => {
  let way: Forwarder
  let producer: Redis
  let shared: Redis

  beforeEach(async () => {
    way = await startForwarder((await freshRedis()).url)
    producer = producerConnection(way.url)
    shared = sharedConnection(producer)
    await Promise.all([producer.connect(), shared.connect()])
    onTestFinished(() => {
      producer.disconnect()
      shared.disconnect()
      return way.close()
    })
  })

  test('keeps few clicks waiting: all after them are let in at once, until it answers again', async () => {
    const guard = redisReplayGuard(shared)
    const expiresAt = new Date(Date.now() + 60_000)
    expect(await guard.firstSeen('before', expiresAt)).toBe(true)
    expect(await guard.firstSeen('before', expiresAt)).toBe(false)
    way.freeze()
    const start = performance.now()
    for (let click = 0; click < 20; click++)
      await expect(guard.firstSeen(`click ${click}`, expiresAt)).rejects.toThrow()
    expect(performance.now() - start).toBeLessThan(3_000)
    way.thaw()
    await expect.poll(() => guard.firstSeen('after', expiresAt).catch(String), POLL).toBe(true)
    expect(await guard.firstSeen('after', expiresAt)).toBe(false)
  })

  test('keeps nothing that was under way for later, and is found again by itself', async () => {
    way.freeze()
    const start = performance.now()
    await expect(Promise.all([producer.set('a ring', 1), producer.set('another', 1)])).rejects.toThrow()
    expect(performance.now() - start).toBeLessThan(5_000)
    await expect(producer.set('a later ring', 1)).rejects.toThrow()
    way.thaw()
    await expect.poll(() => producer.exists('a ring').catch(String), POLL).toBe(0)
  })

  test('is told to whoever starts the program, in one sentence', async () => {
    const database = await freshDatabase()
    onTestFinished(() => database.drop())
    way.freeze()
    const started = start(
      {
        PORT: '0',
        LOG_LEVEL: 'silent',
        DATA_KEYS: newDataKey(),
        DATABASE_URL: database.databaseUrl,
        DATABASE_OWNER_URL: database.ownerDatabaseUrl,
        REDIS_URL: way.url,
        SLACK_SIGNING_SECRET: 'secret',
        SLACK_BOT_TOKEN: 'xoxb-1',
        SLACK_API_URL: 'http://127.0.0.1:1/',
      },
      () => undefined,
    )
    expect(await started.catch(operatorSentence)).toBe(
      'Redis does not answer at the address in REDIS_URL, or refuses its password.',
    )
  })
})

const POLL = { timeout: 15_000 }
