import { expect, test } from 'vitest'
import { timeWords, toLocal, toSeconds } from '../../src/playground/page/times.js'

test.each([
  ['2026-11-24T14:00', '2026-11-24T14:00:00Z'],
  ['2026-07-01T09:30', '2026-07-01T08:30:00Z'],
  ['2027-03-28T03:00', '2027-03-28T02:00:00Z'],
  ['2026-10-25T00:30', '2026-10-24T23:30:00Z'],
])('%s as typed means that time in London, wherever the browser is', (typed, utc) => {
  expect(new Date(toSeconds(typed) * 1_000).toISOString()).toBe(utc.replace('Z', '.000Z'))
  expect(toLocal(toSeconds(typed))).toBe(typed)
})

test('a message says when it was posted, in London', () => {
  expect(timeWords('1785067200.000100')).toBe('Sun 26 Jul, 13:00')
})
