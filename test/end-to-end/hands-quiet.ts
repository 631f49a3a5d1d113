import { vi } from 'vitest'
import { SCHEME, type World } from './world.js'

const ANY_LEASE_MS = 10 * 60_000

/** Waits until nothing is on its way: a clock that is moved meanwhile would end the lease of whoever is sending. */
export async function quiet({ app, now }: Pick<World, 'app' | 'now'>): Promise<void> {
  const { work, forScheme } = app.opened.store
  const underWay = async () => [
    ...(await work.outboxWaiting(new Date(now().getTime() + ANY_LEASE_MS), 1)),
    ...(await work.placementsDue(now(), 1)),
    ...(await forScheme(SCHEME).listPlacements({ states: ['sending'] })),
  ]
  const still = async () => {
    const left = [...(await underWay()), ...(await underWay())]
    if (left.length > 0) throw new Error(`still under way: ${JSON.stringify(left[0])}`)
  }
  await vi.waitFor(still, { timeout: 15_000, interval: 20 })
}
