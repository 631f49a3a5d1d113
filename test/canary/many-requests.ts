import { expect, test } from 'vitest'
import { longRun, size } from '../support/long-run.js'
import { startCanaryWorld } from './canary-world.js'
import type { Judge } from './judge.js'
import { MUST_APPEAR, PLACES } from './must-appear.js'
import { expectNothingLeft, expectSearched, FIRST } from './nothing-left.js'
import { IN_STRETCHES, type Pace, playAll } from './play.js'
import { WAYS } from './scripts.js'

/** In all: those that go step by step, and two files of many. */
export const REQUESTS = size(200, 5_000)
/** Every way once. */
export const STEP_BY_STEP_REQUESTS = WAYS.length
/** A new world now and then: people's lists grow with all that has been. */
const IN_A_WORLD = 32
export const MOST_MS = size(900_000, 3 * 3_600_000)

/** One of the two halves of all requests but those that go step by step. */
export function halfOfThem(half: 0 | 1): void {
  const middle = STEP_BY_STEP_REQUESTS + Math.ceil((REQUESTS - STEP_BY_STEP_REQUESTS) / 2)
  const [from, to] = half === 0 ? [STEP_BY_STEP_REQUESTS, middle] : [middle, REQUESTS]
  test(
    `of the requests ${from} to ${to - 1} nothing stands where it may not, whatever becomes of them`,
    async () => {
      expect(to - from).toBeGreaterThan(0)
      // A few of them do not have everything in every combination of platforms.
      await play(from, to, IN_STRETCHES, longRun ? MUST_APPEAR : [])
    },
    MOST_MS,
  )
}

/** Plays these requests at this pace, and judges everything that left. */
export async function play(
  from: number,
  to: number,
  pace: Pace,
  must: readonly string[] = MUST_APPEAR,
): Promise<void> {
  const began = Date.now()
  const judges: Pick<Judge, 'found' | 'searched'>[] = []
  for (let first = from; first < to; first += IN_A_WORLD) {
    const some = Array.from({ length: Math.min(IN_A_WORLD, to - first) }, (_, n) => first + n)
    const canary = await startCanaryWorld(FIRST + first, some)
    try {
      await playAll(canary, pace)
      await canary.watch.ask(canary.markers.word('note'))
      expectNothingLeft(canary.judge)
      judges.push({ found: canary.judge.found, searched: canary.judge.searched })
    } finally {
      await canary.end()
    }
    const seconds = Math.round((Date.now() - began) / 1_000)
    if (longRun) console.info(`seed ${FIRST}: requests ${from} to ${first + some.length - 1} in ${seconds} s`)
  }
  expectSearched(judges, must, [...PLACES, 'metrics', 'refusal'])
}
