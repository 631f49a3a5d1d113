import { vi } from 'vitest'
import { quiet } from '../end-to-end/hands-quiet.js'
import { SCHEME } from '../end-to-end/world.js'
import type { CanaryWorld } from './canary-world.js'
import type { Journey } from './journey.js'
import { type Deed, inStretches, WAYS } from './scripts.js'

const AT_ONCE = 8

/** How much of its way a request goes before everything comes to rest and is looked at, and how long it rests. */
export interface Pace {
  cut(way: readonly Deed[]): readonly (readonly Deed[])[]
  hours: number
  /** Whether nothing goes out until the rest. */
  held: boolean
}
export const STEP_BY_STEP: Pace = { cut: (way) => way.map((deed) => [deed]), hours: 3, held: false }
/** Many more requests in the same time: only how things stand at each rest goes out. */
export const IN_STRETCHES: Pace = { cut: inStretches, hours: 12, held: true }

/** All requests go their ways at this pace; whenever they rest, everything that left is looked at. */
export async function playAll(
  canary: CanaryWorld,
  { cut, hours, held }: Pace,
  most = Number.POSITIVE_INFINITY,
): Promise<void> {
  const { journeys, watch, world, bell } = canary
  const ways = journeys.map((journey) => [journey, cut(WAYS[journey.n % WAYS.length] ?? [])] as const)
  const longest = Math.max(...ways.map(([, way]) => way.length))
  for (let at = 0; at < Math.min(longest, most); at++) {
    const deeds = ways.map(([journey, way]) => [journey, way[at] ?? []] as const)
    if (held) bell.hold()
    await inTurn(deeds, watch.moment)
    bell.letGo()
    await atRest(canary)
    await world.moveTo(new Date(world.now().getTime() + hours * 3_600_000))
    await atRest(canary)
    await watch.look()
  }
}

async function inTurn(
  stretches: readonly (readonly [Journey, readonly Deed[]])[],
  moment: number,
): Promise<void> {
  const left = [...stretches]
  const one = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const [journey, deeds] = next
      try {
        for (const deed of deeds) await deed(journey.at(moment))
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
