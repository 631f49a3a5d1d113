import { groupBy } from '../core/group-by.js'
import type { Clock, WorkStore } from '../core/ports.js'
import type { Bell } from './doorbell.js'

const EACH_MINUTE_MS = 60_000
const AT_MOST = 1_000

/**
 * Finds what no doorbell announced: rows never dispatched, claimed by somebody who died, or due only now. Dueness is
 * the row's own time against the injected clock, so moving the clock and sweeping is all that time ever does.
 */
export async function sweep(work: WorkStore, bell: Bell, clock: Clock): Promise<void> {
  const now = clock.now()
  const [outbox, placements, followUps] = await Promise.all([
    work.outboxWaiting(now, AT_MOST),
    work.placementsDue(now, AT_MOST),
    work.followUpsDue(now, AT_MOST),
  ])
  for (const { schemeId, id } of outbox) bell.ring(schemeId, { outbox: [id] })
  for (const [schemeId, group] of groupBy(placements, (row) => row.schemeId))
    bell.ring(schemeId, { placements: group.map((row) => row.id) })
  for (const { schemeId, id, dueAt } of followUps) bell.ring(schemeId, { followUps: [{ id, dueAt }] })
}

/** Sweeps each minute until it is stopped. One sweep at a time; a failed one is reported and tried again. */
export function startSweeping(options: {
  work: WorkStore
  bell: Bell
  clock: Clock
  /** What has to be seen to before each sweep; when it fails, the sweep goes on. */
  first?: () => Promise<void>
  onFailure: (error: unknown) => void
  /** What is looked after at the same times, and never fails. */
  afterwards?: () => Promise<void>
}): { stop(): Promise<void>; now(): Promise<void> } {
  let running: Promise<void> = Promise.resolve()
  const once = () => {
    running = running
      .then(options.first)
      .catch(options.onFailure)
      .then(() => sweep(options.work, options.bell, options.clock))
      .catch(options.onFailure)
      .then(options.afterwards)
    return running
  }
  const timer = setInterval(() => void once(), EACH_MINUTE_MS)
  return {
    now: once,
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
