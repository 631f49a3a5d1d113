import { randomBytes, randomUUID } from 'node:crypto'
import type { Ids } from '../core/ports.js'

/** Ids from the operating system's randomness. */
export const systemIds: Ids = {
  ordered: () => uuidV7(Date.now(), randomUUID()),
  random: () => randomUUID(),
  bytes: (count) => randomBytes(count),
}

/** RFC 9562: 48 bits of milliseconds, then the randomness of a v4, which Node draws for many at once. */
function uuidV7(milliseconds: number, random: string): string {
  const time = milliseconds.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(15)}`
}
