import { NOT_CONFIRMED } from '../../core/outcome.js'
import type { Log } from '../edges.js'
import { errorCode } from '../error-code.js'
import { within } from '../within.js'
import { type Said, sayOutcome } from './speaker.js'

/** Slack shows its own error after 3 s and Teams after 5 s; half a second is left for the way back. */
export const ANSWER_WITHIN_MS = 2_500

/**
 * What the work gives, or "Not confirmed" when it takes too long or fails: nobody is ever told that
 * nothing was saved. The work itself goes on, and the next press shows what became of it.
 */
export async function inTime<T>(work: Promise<T>, withinMs: number, log: Log): Promise<T | Said> {
  const settled = work.catch((error: unknown): Said => {
    log.error({ code: errorCode(error) }, 'outcome not known')
    return sayOutcome(NOT_CONFIRMED)
  })
  return within(settled, withinMs, () => sayOutcome(NOT_CONFIRMED))
}
