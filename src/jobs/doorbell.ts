import { type JobsOptions, Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import { groupBy } from '../core/group-by.js'
import type { Later } from '../core/placement/deliver-placements.js'
import type { Clock, Doorbell } from '../core/ports.js'
import type { FollowUpRecord } from '../core/request/records.js'
import { FORMAT, JOBS, type JobName } from './definitions.js'

/** The doorbell of core, and what workers ring for each other. */
export interface Bell extends Doorbell {
  deliver(schemeId: string, ids: string[]): Promise<void>
  deliverLater(schemeId: string, later: Later[], now: Date): Promise<void>
  /** Waits for rings under way, then lets go of Redis. */
  close(): Promise<void>
}

/** Rows in one job: enough to share a claim and a read, few enough to share the work among workers. */
const BATCH = 10
/** Clicks of the same moment ring once: a job costs the process that answers them as much as a tenth of a click. */
const GATHERED_FOR_MS = 10
/** A follow-up due later than this waits in its row: a delayed job costs Redis about 900 bytes. */
const DELAYED_AT_MOST_MS = 24 * 60 * 60_000
/** Tried again soon after a failure, for safety's sake; whatever still fails waits for the sweep. */
const KEPT: JobsOptions = {
  removeOnComplete: true,
  removeOnFail: true,
  attempts: 3,
  backoff: { type: 'exponential', delay: 300 },
}

/**
 * Rings after a commit. Rows in PostgreSQL are the truth and jobs are only nudges: a ring that fails is found by the
 * next sweep, so nothing here ever throws at a person's click.
 */
export function createDoorbell(connection: Redis, clock: Clock, onFailure: (error: unknown) => void): Bell {
  const queues = new Map<JobName, Queue>(JOBS.map((job) => [job.name, new Queue(job.name, { connection })]))
  for (const queue of queues.values()) queue.on('error', onFailure)
  const underWay = new Set<Promise<unknown>>()

  const add = (name: JobName, jobs: { data: object; opts: JobsOptions }[]): Promise<void> => {
    const [first, ...others] = jobs.map(({ data, opts }) => ({
      name,
      data: { format: FORMAT, ...data },
      opts: { ...KEPT, ...opts },
    }))
    if (!first) return Promise.resolve()
    const queue = queueOf(queues, name)
    // One job alone, as a click rings it, is one command and needs no transaction.
    const added: Promise<unknown> =
      others.length === 0 ? queue.add(name, first.data, first.opts) : queue.addBulk([first, ...others])
    const ring = added.then(() => undefined, onFailure)
    underWay.add(ring)
    return ring.finally(() => underWay.delete(ring))
  }
  const gathered = new Map<string, string[]>()
  let soonRung: NodeJS.Timeout | undefined
  const ringOutbox = () => {
    clearTimeout(soonRung)
    soonRung = undefined
    const jobs = [...gathered].flatMap(([schemeId, ids]) =>
      chunks(ids, BATCH).map((batch) => ({ data: { schemeId, ids: batch }, opts: {} })),
    )
    gathered.clear()
    void add('outbox', jobs)
  }
  const deliver = (schemeId: string, ids: string[], delay = 0) =>
    add(
      'deliver',
      chunks(ids, BATCH).map((batch) => ({ data: { schemeId, ids: batch }, opts: { delay } })),
    )

  return {
    ring(schemeId, work) {
      if (work.outbox?.length) {
        gathered.set(schemeId, [...(gathered.get(schemeId) ?? []), ...work.outbox])
        soonRung ??= setTimeout(ringOutbox, GATHERED_FOR_MS)
      }
      void deliver(schemeId, work.placements ?? [])
      void add(
        'follow-up',
        soon(work.followUps ?? [], clock.now()).map(({ id, delay }) => ({
          data: { schemeId, id },
          opts: { delay },
        })),
      )
    },
    deliver: (schemeId, ids) => deliver(schemeId, ids),
    async deliverLater(schemeId, later, now) {
      const byDelay = groupBy(later, ({ dueAt }) => Math.max(0, dueAt.getTime() - now.getTime()))
      for (const [delay, group] of byDelay)
        await deliver(
          schemeId,
          group.map(({ id }) => id),
          delay,
        )
    },
    async close() {
      ringOutbox()
      await Promise.all(underWay)
      await Promise.all([...queues.values()].map((queue) => queue.close()))
      connection.disconnect()
    },
  }
}

function queueOf(queues: Map<JobName, Queue>, name: JobName): Queue {
  const queue = queues.get(name)
  if (!queue) throw new Error(`no queue is named ${name}`)
  return queue
}

function soon(followUps: Pick<FollowUpRecord, 'id' | 'dueAt'>[], now: Date): { id: string; delay: number }[] {
  return followUps
    .map(({ id, dueAt }) => ({ id, delay: Math.max(0, new Date(dueAt).getTime() - now.getTime()) }))
    .filter(({ delay }) => delay <= DELAYED_AT_MOST_MS)
}

function chunks<T>(items: T[], size: number): T[][] {
  const parts: T[][] = []
  for (let at = 0; at < items.length; at += size) parts.push(items.slice(at, at + size))
  return parts
}
