import { setImmediate, setTimeout } from 'node:timers/promises'

/**
 * Milliseconds after which somebody reads "Nothing found for you": several times what it takes where there is most to be
 * read, so that nobody learns from the time whether there was something (scheme.md section 3).
 */
export const NOTHING_FOUND_AFTER_MS = 200

const TIMERS_ARE_LATE_BY_MS = 2

/**
 * Waits until `everyMs` milliseconds after `from`, which performance.now() gave, or a whole multiple of them when more
 * have passed; exact to a small part of a millisecond, as what it hides is small.
 */
export async function evenTime(from: number, everyMs: number): Promise<void> {
  if (everyMs <= 0) return
  const until = from + Math.ceil((performance.now() - from) / everyMs) * everyMs
  const rough = until - performance.now() - TIMERS_ARE_LATE_BY_MS
  if (rough > 0) await setTimeout(rough)
  while (performance.now() < until) await setImmediate()
}
