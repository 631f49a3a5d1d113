import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { longRun, SEED, size } from '../support/long-run.js'
import { ByHand } from './by-hand.js'
import { type CanaryWorld, startCanaryWorld } from './canary-world.js'
import { HAND_WAYS } from './hand-ways.js'
import { MUST_APPEAR, MUST_APPEAR_BY_HAND, PLACES } from './must-appear.js'
import { IN_STRETCHES, playAll, STEP_BY_STEP } from './play.js'

const FIRST = Number(process.env.CANARY_SEED ?? SEED % 2 ** 20)
const REQUESTS = size(48, 5_000)
/** So many are looked at after each of their steps: every way once. */
const STEP_BY_STEP_FIRST = 8
/** A new world now and then: people's lists grow with all that has been. */
const IN_A_WORLD = 40
const MOST_MS = size(900_000, 3 * 3_600_000)

describe('what only some may read', () => {
  test(
    'stands nowhere else, whatever becomes of a request: not on a screen, in a notice, a preview, a button, Redis, a log, ' +
      'the metrics, an error or a table',
    async () => {
      const began = Date.now()
      let played = 0
      while (played < REQUESTS) {
        const [pace, most] = played === 0 ? [STEP_BY_STEP, STEP_BY_STEP_FIRST] : [IN_STRETCHES, IN_A_WORLD]
        const some = Array.from({ length: Math.min(most, REQUESTS - played) }, (_, n) => played + n)
        const canary = await startCanaryWorld(FIRST + played, some)
        try {
          await playAll(canary, pace)
          await canary.watch.ask(canary.markers.word('note'))
          expectNothingLeft(canary, MUST_APPEAR, [...PLACES, 'metrics', 'refusal'])
        } finally {
          await canary.end()
        }
        played += some.length
      }
      if (longRun)
        console.info(`seed ${FIRST}: ${played} requests in ${Math.round((Date.now() - began) / 1_000)} s`)
    },
    MOST_MS,
  )
})

describe('in the hands of people', () => {
  let canary: CanaryWorld
  beforeAll(async () => {
    const requests = HAND_WAYS.map((_way, n) => n)
    canary = await startCanaryWorld(FIRST, requests)
  }, MOST_MS)
  afterAll(() => canary?.end())

  test(
    'nothing of it is in a form, a page, an answer or a list that is for somebody else',
    async () => {
      for (const [n, way] of HAND_WAYS.entries()) {
        const journey = canary.journeys[n]
        if (journey) await way(new ByHand(canary, journey.at(canary.watch.moment)))
      }
      expectNothingLeft(canary, MUST_APPEAR_BY_HAND, [...PLACES, 'page', 'answer', 'log'])
    },
    MOST_MS,
  )
})

/** What may be read was found where it may be, so that it was searched; and nothing was found elsewhere. */
function expectNothingLeft({ judge }: CanaryWorld, must: readonly string[], places: readonly string[]): void {
  expect(judge.sentences(), `seed ${FIRST}`).toEqual([])
  expect(
    must.filter((what) => !judge.found.has(what)),
    'what must be found',
  ).toEqual([])
  expect(
    places.filter((place) => !judge.searched.get(place)),
    'places without a byte',
  ).toEqual([])
}
