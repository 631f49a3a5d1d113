import { expect } from 'vitest'
import { SEED } from '../support/long-run.js'
import type { CanaryWorld } from './canary-world.js'

/** Of the first request's markers. */
export const FIRST = Number(process.env.CANARY_SEED ?? SEED % 2 ** 20)

/** What may be read was found where it may be, so that it was searched; and nothing was found elsewhere. */
export function expectNothingLeft(
  { judge }: CanaryWorld,
  must: readonly string[],
  places: readonly string[],
): void {
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
