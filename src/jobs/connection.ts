import { Redis, type RedisOptions } from 'ioredis'

/** A Redis that was asked and says nothing for so long counts as gone: commands fail at once until it answers again. */
const SILENT_MS = 3_000
/** The same for what a click or a delivery waits for: one of them waits this long, and none after it. */
const BRIEFLY_SILENT_MS = 1_000
/** The same for workers, which block on Redis for up to ten seconds when there is nothing to do. */
const SILENT_TO_WORKERS_MS = 12_000

/**
 * For whoever adds jobs: fails at once while Redis is down, so that no click ever waits for it. Nothing is repeated: what
 * was under way would be kept for as long as Redis takes connections and says nothing.
 */
export function producerConnection(url: string): Redis {
  return quiet(
    new Redis(url, {
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      lazyConnect: true,
      socketTimeout: SILENT_MS,
      connectTimeout: SILENT_MS,
      retryStrategy,
    }),
  )
}

/** For small questions of many requests at once: those of the same moment travel together, and none is repeated. */
export function sharedConnection(producer: Redis): Redis {
  return quiet(
    producer.duplicate({
      enableAutoPipelining: true,
      socketTimeout: BRIEFLY_SILENT_MS,
      connectTimeout: BRIEFLY_SILENT_MS,
    }),
  )
}

/** For workers, which block on Redis and come back by themselves. */
export function workerConnection(url: string): Redis {
  return quiet(
    new WithCopies(url, {
      maxRetriesPerRequest: null,
      lazyConnect: true,
      socketTimeout: SILENT_TO_WORKERS_MS,
      connectTimeout: SILENT_MS,
      retryStrategy,
    }),
  )
}

/** A worker blocks on a copy that it makes itself, and without Redis never lets go of it: it goes with the original. */
class WithCopies extends Redis {
  readonly #copies: Redis[] = []

  override duplicate(options?: Partial<RedisOptions>): Redis {
    const copy = quiet(super.duplicate(options))
    this.#copies.push(copy)
    return copy
  }

  override disconnect(reconnect = false): void {
    super.disconnect(reconnect)
    if (!reconnect) for (const copy of this.#copies) copy.disconnect()
  }
}

/** Soon after an outage everything goes on. */
function retryStrategy(times: number): number {
  return Math.min(times * 100, 1_000)
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
    return 'does not answer.'
  } finally {
    redis.disconnect()
  }
}
