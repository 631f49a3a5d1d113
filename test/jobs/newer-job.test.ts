import { Queue } from 'bullmq'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { FORMAT } from '../../src/jobs/definitions.js'
import { requestAt } from '../end-to-end/stage.js'
import { SCHEME, type Services, startWorld, type World } from '../end-to-end/world.js'
import { freshDatabase, freshRedis } from '../support/services.js'

let world: World
let queue: Queue
let connection: Redis
beforeAll(async () => {
  const [database, redis] = await Promise.all([freshDatabase(), freshRedis()])
  const services: Services = { ...database, redisUrl: redis.url, flush: () => redis.flush() }
  world = await startWorld({ services })
  connection = new Redis(redis.url, { maxRetriesPerRequest: null })
  queue = new Queue('outbox', { connection })
})
afterAll(async () => {
  await queue.close()
  connection.disconnect()
  await world.end()
})

test('a job of a newer program is put back by an older one as it was, and the older one works on', async () => {
  const data = { format: FORMAT + 1, schemeId: SCHEME, rows: ['in another way'] }
  await queue.add('outbox', data, { removeOnComplete: true, removeOnFail: true })
  await vi.waitFor(async () => expect(await queue.getDelayedCount()).toBe(1), { timeout: 10_000 })
  await requestAt(world, 'submitted', { ring: true })
  await world.card('maren-calloway', /W-/)
  const kept = (await queue.getDelayed()).find((job) => job.data.format === FORMAT + 1)
  expect(kept?.data).toEqual(data)
  expect(await queue.getFailedCount()).toBe(0)
})

test('a job that holds something else than ids is reported and dropped: its row is found by the sweep', async () => {
  await queue.add('outbox', { format: FORMAT, words: 'no ids' }, { removeOnFail: true })
  await vi.waitFor(
    async () => expect(await queue.getJobCountByTypes('waiting', 'active', 'failed')).toBe(0),
    {
      timeout: 10_000,
    },
  )
})
