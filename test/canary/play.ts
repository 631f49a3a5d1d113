import { vi } from 'vitest'
import { quiet } from '../end-to-end/hands-quiet.js'
import { SCHEME } from '../end-to-end/world.js'
import type { CanaryWorld } from './canary-world.js'
import type { Journey } from './journey.js'
import { type Deed, WAYS } from './scripts.js'

const AT_ONCE = 8
const HOURS_BETWEEN_STEPS = 3

/** All requests go their ways, a step each at a time; after each, everything that left is looked at. */
export async function playAll(canary: CanaryWorld, most = Number.POSITIVE_INFINITY): Promise<void> {
  const { journeys, watch, world } = canary
  const ways = journeys.map((journey) => [journey, WAYS[journey.n % WAYS.length] ?? []] as const)
  const longest = Math.max(...ways.map(([, way]) => way.length))
  for (let step = 0; step < Math.min(longest, most); step++) {
    const deeds = ways.flatMap(([journey, way]) => {
      const deed = way[step]
      return deed ? [[journey, deed] as const] : []
    })
    await inTurn(deeds, watch.moment)
    await atRest(canary)
    await world.moveTo(new Date(world.now().getTime() + HOURS_BETWEEN_STEPS * 3_600_000))
    await atRest(canary)
    await watch.look()
  }
}

async function inTurn(deeds: readonly (readonly [Journey, Deed])[], moment: number): Promise<void> {
  const left = [...deeds]
  const one = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const [journey, deed] = next
      try {
        await deed(journey.at(moment))
      } catch (cause) {
        throw new Error(`request ${journey.n}: ${cause instanceof Error ? cause.message : cause}`, { cause })
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, one))
}

/** Until nothing is on its way or due. */
export async function atRest({ world }: CanaryWorld): Promise<void> {
  const { forScheme } = world.app.opened.store
  const dueFollowUps = async () => {
    const known = await forScheme(SCHEME).listFollowUps({ dueBefore: world.now().toISOString() })
    const due = known.filter(({ state }) => state === 'pending')
    if (due.length > 0) throw new Error(`still due: ${due[0]?.kind}`)
  }
  // On a machine that is busy with other things this may take long.
  await vi.waitFor(dueFollowUps, { timeout: 120_000, interval: 25 })
  for (let tries = 1; ; tries++) {
    try {
      return await quiet(world)
    } catch (error) {
      if (tries === 10) throw error
    }
  }
}
