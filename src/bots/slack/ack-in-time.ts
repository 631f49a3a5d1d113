import { NOT_CONFIRMED, type Outcome } from '../../core/outcome.js'
import type { Log } from './edges.js'
import { errorCode } from './quiet-logger.js'

/** Slack shows its own error after 3 s; half a second is left for the way back. */
export const ACK_WITHIN_MS = 2_500

/**
 * The outcome, or "Not confirmed" when it takes too long or cannot be known: nobody is ever told that
 * nothing was saved. The work itself goes on, and the next press shows what became of it.
 */
export async function inTime(work: Promise<Outcome>, withinMs: number, log: Log): Promise<Outcome> {
  const settled = work.catch((error: unknown): Outcome => {
    log.error({ code: errorCode(error) }, 'outcome not known')
    return NOT_CONFIRMED
  })
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<Outcome>((resolve) => {
    timer = setTimeout(() => resolve(NOT_CONFIRMED), withinMs)
  })
  return Promise.race([settled, tooLate]).finally(() => clearTimeout(timer))
}
