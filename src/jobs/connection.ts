import { Redis } from 'ioredis'

/** For whoever adds jobs: fails at once while Redis is down, so that no click ever waits for it. */
export function producerConnection(url: string): Redis {
  return quiet(new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1, lazyConnect: true }))
}

/** For small questions of many requests at once: those of the same moment travel together. */
export function sharedConnection(producer: Redis): Redis {
  return quiet(producer.duplicate({ enableAutoPipelining: true }))
}

/** For workers, which block on Redis and come back by themselves. */
export function workerConnection(url: string): Redis {
  return quiet(new Redis(url, { maxRetriesPerRequest: null, lazyConnect: true }))
}

/** An outage shows in readiness and in failed rings; an unheard 'error' event would end the process. */
function quiet(redis: Redis): Redis {
  redis.on('error', () => undefined)
  return redis
}

/** Redis must never evict jobs. Returns a sentence for the operator, or null when all is well. */
export async function evictionProblem(redis: Redis): Promise<string | null> {
  const answer = (await redis.config('GET', 'maxmemory-policy')) as string[]
  const policy = answer[1] ?? 'unknown'
  if (policy === 'noeviction') return null
  return `Redis may throw jobs away: its maxmemory-policy is "${policy}". Set it to "noeviction".`
}

/** For whoever looks after it: what is wrong with Redis, or null when it answers and keeps its jobs. */
export async function redisProblem(url: string): Promise<string | null> {
  const redis = producerConnection(url)
  try {
    await redis.connect()
    return await evictionProblem(redis)
  } catch {
    return 'does not answer'
  } finally {
    redis.disconnect()
  }
}
