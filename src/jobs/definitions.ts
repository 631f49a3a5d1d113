import { z } from 'zod'
import { fireFollowUp } from '../core/follow-up/fire-follow-up.js'
import { type DeliveryPorts, deliverPlacements } from '../core/placement/deliver-placements.js'
import { planOutbox } from '../core/placement/plan-outbox.js'
import type { Bell } from './doorbell.js'

/**
 * A job is declared once for producer and worker. It carries ids only: Redis keeps it in clear text, and everything
 * else is read from the database when it runs.
 */
export interface JobDefinition<T> {
  name: JobName
  schema: z.ZodType<T>
  /** Jobs of this name that one process works on at a time. */
  concurrency: number
  handle: (ports: DeliveryPorts, bell: Bell, data: T) => Promise<void>
}

export type JobName = 'outbox' | 'deliver' | 'follow-up'

/** How jobs are written; raised when an older program could not read them. It then leaves them for a newer one. */
export const FORMAT = 1

/** Of a job that somebody else wrote: 0 when it does not say. */
export function formatOf(data: unknown): number {
  const { format } = (data ?? {}) as { format?: unknown }
  return typeof format === 'number' ? format : 0
}

const format = z.number().optional()
const one = z.strictObject({ format, schemeId: z.string(), id: z.string() })
const many = z.strictObject({ format, schemeId: z.string(), ids: z.array(z.string()).min(1) })

function define<T>(definition: JobDefinition<T>): JobDefinition<T> {
  return definition
}

export const JOBS = [
  define({
    name: 'outbox',
    schema: many,
    concurrency: 4,
    handle: async (ports, bell, { schemeId, ids }) => {
      await Promise.all(ids.map(async (id) => bell.deliver(schemeId, await planOutbox(ports, schemeId, id))))
    },
  }),
  define({
    name: 'deliver',
    schema: many,
    concurrency: 4,
    handle: async (ports, bell, { schemeId, ids }) => {
      await bell.deliverLater(schemeId, await deliverPlacements(ports, schemeId, ids), ports.clock.now())
    },
  }),
  define({
    name: 'follow-up',
    schema: one,
    concurrency: 2,
    handle: async (ports, _bell, { schemeId, id }) => {
      await fireFollowUp(ports, schemeId, id)
    },
  }),
] as const
