import { setTimeout as wait } from 'node:timers/promises'
import { DelayedError, type Job, UnrecoverableError, Worker } from 'bullmq'
import type { DeliveryPorts } from '../core/placement/deliver-placements.js'
import { workerConnection } from './connection.js'
import { FORMAT, formatOf, JOBS, type JobDefinition } from './definitions.js'
import type { Bell } from './doorbell.js'

export interface Workers {
  /** Stops taking jobs and finishes those in hand. */
  close(): Promise<void>
}

/** Starts one worker for each job. A job that fails leaves its row as it was; the next sweep rings again. */
export function startWorkers(options: {
  redisUrl: string
  ports: DeliveryPorts
  bell: Bell
  onFailure: (job: string, error: unknown) => void
}): Workers {
  const { ports, bell, onFailure } = options
  const inHand = new Set<Promise<void>>()
  const workers = JOBS.map((job) => {
    const definition = job as JobDefinition<unknown>
    const connection = workerConnection(options.redisUrl)
    const worker = new Worker(
      job.name,
      async (rung, token) => {
        if (formatOf(rung.data) > FORMAT) return leaveForNewer(rung, token)
        const parsed = definition.schema.safeParse(rung.data)
        if (!parsed.success) throw new UnrecoverableError(`a ${job.name} job holds something else than ids`)
        const work = definition.handle(ports, bell, parsed.data)
        inHand.add(work)
        await work.finally(() => inHand.delete(work))
      },
      { connection, concurrency: job.concurrency },
    )
    worker.on('failed', (_job, error) => onFailure(job.name, error))
    worker.on('error', (error) => onFailure(job.name, error))
    return { worker, connection }
  })
  const finished = async () => {
    while (inHand.size > 0) await Promise.allSettled(inHand)
    await wait(LAST_WORDS_MS)
  }
  return {
    async close() {
      await Promise.race([Promise.all(workers.map(({ worker }) => worker.close())), finished()])
      for (const { connection } of workers) connection.disconnect()
    },
  }
}

/** While a newer program takes the place of this one, either may meet a job of the other: this one leaves what it cannot read. */
async function leaveForNewer(job: Job, token: string | undefined): Promise<never> {
  await job.moveToDelayed(Date.now() + LEFT_FOR_MS, token)
  throw new DelayedError()
}

const LEFT_FOR_MS = 5_000

/** Without Redis a worker waits for ever to tell it that a job is done. What the job did is in the database. */
const LAST_WORDS_MS = 1_000
