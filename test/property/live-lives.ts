import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import type { Directory } from '../../src/core/people/directory-schema.js'
import { longRun, SEED, size } from '../support/long-run.js'
import { aBeginning, someDoings } from './arbitrary-lives.js'
import { AUDIENCE } from './cast.js'
import { Take } from './clicks.js'
import { expectState, type Told } from './deeds.js'
import { endLife, expectUnbroken } from './ending.js'
import { Disturb } from './happenings.js'
import { beginLife, closePlace, openPlace, type Place } from './lives.js'
import { rules } from './model-rules.js'
import { newModel } from './model-types.js'

/** Of each kind of world; both together are twice as many. */
const LIVES = size(4, 1_000)
/** A new world now and then: people's lists and chats grow with all that has been. */
const LIVES_IN_A_WORLD = 50
/** A machine may be busy with other tests. */
const MOST_MS = size(10, 60) * 60_000
/** A life that fails is made shorter for so long. */
const SHORTENED_FOR_MS = 60_000
const ON_THE_WAY = { among: 'way', step: 0, which: 0, by: 'core', times: 1 } as const

/** What holds of every life in a scheme with this directory. */
export function testLives(directory: Directory): void {
  let place: Promise<Place> | undefined
  let lived = 0
  const leave = async () => {
    if (place) await closePlace(await place)
    place = undefined
  }
  const look = async () => {
    if (place) await expectUnbroken(await place)
  }
  const somewhere = async () => {
    if (lived++ % LIVES_IN_A_WORLD === 0) {
      await look()
      await leave()
    }
    place ??= openPlace(directory)
    return place
  }
  afterAll(leave)

  test(
    'whatever people do and whenever the program stops: what each reads, what stands, and what a replay of the audit ' +
      'stream gives are what the scheme says',
    async () => {
      const seed = Number(process.env.PROPERTY_SEED ?? SEED)
      const path = process.env.PROPERTY_PATH
      const taken = new Map<string, number>()
      const tally: Record<string, number> = {}
      let shortenedUntil = Number.POSITIVE_INFINITY
      const lives = fc.asyncProperty(aBeginning, someDoings, async (beginning, doings) => {
        if (performance.now() > shortenedUntil) return
        const life = await beginLife(await somewhere(), beginning)
        const told: Told = { model: modelOf(beginning) }
        try {
          await expectState(life, told)
          for (let step = 0; step < beginning.ahead; step++) await new Take(ON_THE_WAY).run(told, life)
          if (beginning.disturbance) await new Disturb(beginning.disturbance).run(told, life)
          await fc.asyncModelRun(() => ({ model: told, real: life }), doings)
          await endLife(life, told)
        } catch (error) {
          shortenedUntil = Math.min(shortenedUntil, performance.now() + SHORTENED_FOR_MS)
          const why = error instanceof Error ? error.message : String(error)
          throw new Error([...life.story, why].join('\n'), { cause: error })
        }
        for (const { step } of told.model.taken) taken.set(step, (taken.get(step) ?? 0) + 1)
        for (const [what, count] of Object.entries(life.tally)) tally[what] = (tally[what] ?? 0) + count
      })
      await fc.assert(lives, {
        seed,
        numRuns: LIVES,
        interruptAfterTimeLimit: MOST_MS,
        markInterruptAsFailure: true,
        ...(path !== undefined && { path }),
      })
      await look()
      const rarest = [...taken].sort(([, one], [, other]) => one - other).slice(0, 5)
      console.info(`seed ${seed}: ${lived} lives, ${taken.size} kinds of step, ${JSON.stringify(tally)}`)
      console.info(`The rarest steps: ${rarest.map(([step, count]) => `${step} ${count}`).join(', ')}`)
      // Every step that the model knows was taken by somebody.
      if (longRun) expect([...taken.keys()].sort()).toEqual(Object.keys(rules).sort())
    },
    MOST_MS + 60_000,
  )
}

type Beginning = typeof aBeginning extends fc.Arbitrary<infer T> ? T : never

function modelOf({ officer, landlord, state }: Beginning) {
  return newModel({ audience: AUDIENCE, officer: officer.id, landlord, complete: state === 'draft', state })
}
