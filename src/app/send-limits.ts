import type { Redis } from 'ioredis'
import type { SendLimits, SendPlace } from '../core/ports.js'

/**
 * What a platform told one process to wait for, all processes wait for: kept in Redis until then. Without Redis nobody
 * is held back, and the platform says so again.
 */
export function redisSendLimits(redis: Redis): SendLimits {
  const keyOf = ({ platform, tenant, doing }: SendPlace) => `limited:${platform}:${tenant}:${doing}`
  return {
    async closedUntil(places) {
      if (places.length === 0) return []
      const kept = await redis.mget(places.map(keyOf)).catch(() => [])
      return places.map((_place, index) => {
        const until = kept[index]
        return until ? new Date(Number(until)) : null
      })
    },
    async close(place, until, now) {
      const ms = Math.ceil(until.getTime() - now.getTime())
      if (ms > 0) await redis.eval(KEEP_LATER, 1, keyOf(place), until.getTime(), ms).catch(() => undefined)
    },
  }
}

/** Of two that were told at once, the longer wait stands. */
const KEEP_LATER = `
  local kept = redis.call('get', KEYS[1])
  if kept and tonumber(kept) >= tonumber(ARGV[1]) then return end
  redis.call('set', KEYS[1], ARGV[1], 'PX', ARGV[2])`
