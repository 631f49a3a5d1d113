import { codeOf } from '../error-code.js'
import type { Release } from '../ports.js'
import { StoreUnavailable } from '../store-unavailable.js'

/** Tries of one row before it is put aside, for a person to look at (`stuck.ts`). */
export const MOST_ATTEMPTS = 10
/** So often a failure is followed by another try at once, for safety's sake. */
const AT_ONCE = 3
const FIRST_WAIT_MS = 30_000
const LONGEST_WAIT_MS = 10 * 60_000

/** Gives a claim back after a failure. A store that gives no answer is no fault of the row: that try does not count. */
export function afterFailedAttempt(attempts: number, error: unknown, now: Date): Release {
  if (error instanceof StoreUnavailable) return { attempts: attempts - 1, until: null, note: null }
  return { attempts, until: waitAfter(attempts, now), note: codeOf(error) }
}

/** Gives a claim back of what is not to be done now: by nobody before then. */
export function putOff(attempts: number, until: Date): Release {
  return { attempts: attempts - 1, until, note: null }
}

/** When it is tried again; null: at once. */
export function waitAfter(attempts: number, now: Date): Date | null {
  if (attempts < AT_ONCE) return null
  return new Date(now.getTime() + Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempts - AT_ONCE)))
}

/** What an older program meets of a newer one, it leaves for that one to find. */
export const LEFT_FOR_MS = 60_000
