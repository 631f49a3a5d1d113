import { vi } from 'vitest'
import { SCHEME, type World } from './world.js'

const ANY_LEASE_MS = 10 * 60_000

/** Waits until nothing is on its way: a clock that is moved meanwhile would end the lease of whoever is sending. */
export async function quiet({ app, now }: Pick<World, 'app' | 'now'>): Promise<void> {
  const { work, forScheme } = app.opened.store
  // Each look ends at the first that is found: many looks must not take the database from those who are at work.
  const places = [
    () => work.outboxWaiting(new Date(now().getTime() + ANY_LEASE_MS), 1),
    () => work.placementsDue(now(), 1),
    () => forScheme(SCHEME).listPlacements({ states: ['sending'] }),
  ]
  const still = async () => {
    for (const look of [...places, ...places]) {
      const [left] = await look()
      if (left) throw new Error(`still under way: ${JSON.stringify(left)}`)
    }
  }
  await vi.waitFor(still, { timeout: 15_000, interval: 20 })
}
