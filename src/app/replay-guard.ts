import type { Redis } from 'ioredis'
import type { ReplayGuard } from '../bots/edges.js'

/** Remembers signatures in Redis until they expire, so that every process knows them. */
export function redisReplayGuard(redis: Redis): ReplayGuard {
  return {
    async firstSeen(signature, expiresAt) {
      const answer = await redis.set(`replay.${signature}`, '1', 'PXAT', expiresAt.getTime(), 'NX')
      return answer === 'OK'
    },
  }
}
