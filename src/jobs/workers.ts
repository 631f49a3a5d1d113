import { UnrecoverableError, Worker } from 'bullmq'
import type { DeliveryPorts } from '../core/placement/deliver-placements.js'
import { workerConnection } from './connection.js'
import { JOBS, type JobDefinition } from './definitions.js'
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
  const workers = JOBS.map((job) => {
    const definition = job as JobDefinition<unknown>
    const connection = workerConnection(options.redisUrl)
    const worker = new Worker(
      job.name,
      async ({ data }) => {
        const parsed = definition.schema.safeParse(data)
        if (!parsed.success) throw new UnrecoverableError(`a ${job.name} job holds something else than ids`)
        await definition.handle(ports, bell, parsed.data)
      },
      { connection, concurrency: job.concurrency },
    )
    worker.on('failed', (_job, error) => onFailure(job.name, error))
    worker.on('error', (error) => onFailure(job.name, error))
    return { worker, connection }
  })
  return {
    async close() {
      await Promise.all(workers.map(({ worker }) => worker.close()))
      for (const { connection } of workers) connection.disconnect()
    },
  }
}
