import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { longRun } from '../support/long-run.js'
import { type Arena, openArena } from './arena.js'
import { killAtEach, playUndisturbed, type Undisturbed } from './matrix.js'
import { fairSample } from './sample.js'
import { STEPS } from './steps.js'

/** Chooses other points than every run does. */
const SEED = Number(process.env.CRASH_SEED ?? 2026)

const HOURS_MS = 3 * 3_600_000

/** The journey of a request whose people are on this platform, killed at its points. */
export function killOnTheWay(platform: 'slack' | 'teams'): void {
  let arena: Arena
  let played: readonly Undisturbed[] = []
  // Between the two platforms, each step is killed before a call and after one.
  const sample = fairSample(SEED, platform === 'slack' ? 'before' : 'after')
  // In every run each step is killed on one platform, in the long run on both.
  const killed = STEPS.filter((_step, at) => longRun || (at % 2 === 0) === (platform === 'slack'))
  const counts = { points: 0, killed: 0 }

  beforeAll(async () => {
    arena = await openArena(platform)
    played = await playUndisturbed(arena, STEPS)
    await arena.programs.ask('keepCompiled')
  }, HOURS_MS)
  afterAll(async () => {
    await arena?.end()
    console.log(`killed at ${counts.killed} of ${counts.points} points of the journey in ${platform}`)
  })

  test('undisturbed, everything holds after each step', () => {
    expect(played.flatMap(({ step, broken }) => broken.map((words) => `${step.title}: ${words}`))).toEqual([])
    for (const { step, points } of played)
      expect([step.title, points.length > 30]).toEqual([step.title, true])
  })

  describe('killed at any moment, the program loses nothing and says nothing twice', () => {
    test.each(killed.map(({ title }) => title))(
      'while %s',
      async (title) => {
        const undisturbed = played.find(({ step }) => step.title === title)
        if (!undisturbed) throw new Error('it was not played undisturbed')
        const { points } = undisturbed
        const chosen = longRun ? 'all' : sample(points)
        const { at, broken } = await killAtEach(arena, undisturbed, chosen)
        // Tried one after the other, the end of the step is where there is no further one.
        counts.points += longRun ? at.length : points.length
        counts.killed += at.length
        expect(broken).toEqual([])
        // Each point was tried until a round had no further one. An undisturbed round has more where the program has just
        // been started, or where somebody had to repeat something: on a busy machine many more.
        if (chosen === 'all') expect(at.length).toBeGreaterThan(0.5 * points.length)
        else expect(at).toHaveLength(chosen.length)
      },
      HOURS_MS,
    )
  })
}
