import { expect } from 'vitest'
import { SEED } from '../support/long-run.js'
import type { Judge } from './judge.js'

/** Of the first request's markers. */
export const FIRST = Number(process.env.CANARY_SEED ?? SEED % 2 ** 20)

/** Nothing was found where it may not be. */
export function expectNothingLeft(judge: Judge): void {
  expect(judge.sentences(), `seed ${FIRST}`).toEqual([])
}

/** What may be read was found where it may be in one of these worlds, so that it was searched. */
export function expectSearched(
  judges: readonly Pick<Judge, 'found' | 'searched'>[],
  must: readonly string[],
  places: readonly string[],
): void {
  expect(
    must.filter((what) => !judges.some(({ found }) => found.has(what))),
    'what must be found',
  ).toEqual([])
  expect(
    places.filter((place) => !judges.some(({ searched }) => searched.get(place))),
    'places without a byte',
  ).toEqual([])
}
