import type { Redis } from 'ioredis'
import type { ReplayGuard } from '../bots/edges.js'
import { within } from '../bots/within.js'

/** Slack waits three seconds for everything together, so a Redis that says nothing may take little of them. */
const ASKED_FOR_MS = 400

/** Remembers signatures in Redis until they expire, so that every process knows them. */
export function redisReplayGuard(redis: Redis): ReplayGuard {
  return {
    async firstSeen(signature, expiresAt) {
      const asked = redis.set(`replay.${signature}`, '1', 'PXAT', expiresAt.getTime(), 'NX')
      const answer = await within(asked, ASKED_FOR_MS, () => Promise.reject(new Error('Redis says nothing')))
      return answer === 'OK'
    },
  }
}
