import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ByHand } from './by-hand.js'
import { type CanaryWorld, startCanaryWorld } from './canary-world.js'
import { HAND_WAYS } from './hand-ways.js'
import { MOST_MS, play, STEP_BY_STEP_REQUESTS } from './many-requests.js'
import { MUST_APPEAR_BY_HAND, PLACES } from './must-appear.js'
import { expectNothingLeft, expectSearched, FIRST } from './nothing-left.js'
import { STEP_BY_STEP } from './play.js'

describe('what only some may read', () => {
  test(
    'stands nowhere else after any step of a request: not on a screen, in a notice, a preview, a button, Redis, a log, ' +
      'the metrics, an error or a table',
    () => play(0, STEP_BY_STEP_REQUESTS, STEP_BY_STEP),
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
      expect(canary.journeys.length).toBeGreaterThan(0)
      for (const [n, way] of HAND_WAYS.entries()) {
        const journey = canary.journeys[n]
        if (journey) await way(new ByHand(canary, journey.at(canary.watch.moment)))
      }
      expectNothingLeft(canary.judge)
      expectSearched([canary.judge], MUST_APPEAR_BY_HAND, [...PLACES, 'page', 'answer', 'log'])
    },
    MOST_MS,
  )
})
