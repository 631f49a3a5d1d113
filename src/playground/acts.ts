import { z } from 'zod'
import { Refused } from './guard.js'
import type { Outcome } from './page-types.js'

/** What people can do, by the name in the address. */
export type Acts = Record<string, (body: unknown) => Promise<Outcome>>

export const id = z.string().min(1).max(255)
export const words = z.string().min(1).max(12_000)
export const fieldValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()])
export const values = z.record(z.string(), fieldValue)

/** Reads the body, does the work, and says so where somebody used what they cannot see (any more). */
export function act<T>(schema: z.ZodType<T>, work: (body: T) => Promise<Outcome>): Acts[string] {
  return async (given) => {
    const parsed = schema.safeParse(given)
    if (!parsed.success) throw new Refused(400, 'The playground does not understand that request.')
    return work(parsed.data).catch(outOfDate)
  }
}

/** The stand-ins throw when something is not on that person's screen. */
function outOfDate(error: unknown): never {
  if (error instanceof Refused) throw error
  throw new Refused(409, 'That is no longer on this screen. Here is how it looks now.')
}
