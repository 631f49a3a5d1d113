import { longRun } from '../support/long-run.js'
import type { Arena } from './arena.js'
import { brokenAfterKills } from './broken.js'
import { quiet, settle } from './settle.js'
import { restore, type Snapshot, takeSnapshot } from './snapshot.js'
import type { Step } from './steps.js'
import { differences, traceOf } from './trace.js'

/** A step as it went undisturbed. */
export interface Undisturbed {
  step: Step
  start: Snapshot
  /** Names of its points, in order. */
  points: readonly string[]
  trace: readonly string[]
  broken: readonly string[]
}

/** Plays every step once, each from where the one before it ended. */
export async function playUndisturbed(arena: Arena, steps: readonly Step[]): Promise<Undisturbed[]> {
  const ends = new Map<string | undefined, Snapshot>([[undefined, await takeSnapshot(arena)]])
  const played: Undisturbed[] = []
  for (const step of steps) {
    const start = ends.get(step.after)
    if (!start) throw new Error(`nothing has been played yet that is called ${step.after}`)
    const { passed: points, trace } = await playRound(arena, { step, start }, null)
    played.push({ step, start, points, trace, broken: await brokenAfterKills(arena) })
    ends.set(step.title, await takeSnapshot(arena))
  }
  return played
}

/** Which points of a step are tried: these numbers, or all of them. */
export type Chosen = readonly number[] | 'all'

export interface Killed {
  /** Names of the points, in order. */
  at: readonly string[]
  /** What did not hold, each with the point after which it was seen first. */
  broken: readonly string[]
}

/** How often a point may be missed before it counts as one that the step does not have: rounds differ by a few. */
const MISSES = 2

/** Plays a step again and again from the same start, each time killed at another point. */
export async function killAtEach(arena: Arena, undisturbed: Undisturbed, chosen: Chosen): Promise<Killed> {
  const at: string[] = []
  const broken: string[] = []
  for (let n = 1, misses = 0; misses < MISSES; ) {
    const number = chosen === 'all' ? n : chosen[n - 1]
    if (number === undefined) break
    const { killedAt, trace } = await playRound(arena, undisturbed, number)
    const sentences = await brokenAfterKills(arena)
    for (const sentence of [...sentences, ...differences(trace, undisturbed.trace)]) {
      const line = `${number} ${killedAt ?? 'not reached'}: ${sentence}`
      broken.push(line)
      // A long run says at once what it found.
      if (longRun) console.log(line)
    }
    misses = killedAt === null ? misses + 1 : 0
    if (killedAt === null) continue
    at.push(killedAt)
    n += 1
  }
  return { at, broken }
}

async function playRound(
  arena: Arena,
  { step, start }: Pick<Undisturbed, 'step' | 'start'>,
  killAt: number | null,
): Promise<{ passed: string[]; killedAt: string | null; trace: string[] }> {
  await restore(arena, start)
  await step.prepare?.(arena)
  await quiet(arena)
  const { kills } = arena.programs
  const before = kills.length + (step.arm ? 1 : 0)
  await (step.arm ?? armNow)(arena, killAt)
  await step.act(arena)
  await quiet(arena)
  const passed = await arena.programs.ask<string[]>('passed')
  await arena.programs.ask('arm', null)
  await settle(arena)
  return { passed, killedAt: kills[before] ?? null, trace: await traceOf(arena) }
}

const armNow = (arena: Arena, killAt: number | null) => arena.programs.ask<void>('arm', killAt)
