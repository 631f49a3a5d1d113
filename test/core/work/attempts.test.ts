import { describe, expect, it } from 'vitest'
import { StoreUnavailable } from '../../../src/core/store-unavailable.js'
import { afterFailedAttempt, MOST_ATTEMPTS, putOff } from '../../../src/core/work/attempts.js'

const NOW = new Date('2026-11-23T09:30:00Z')
const inMinutes = (count: number) => new Date(NOW.getTime() + count * 60_000)

describe('a row that failed', () => {
  it.each([
    [1, null],
    [2, null],
    [3, inMinutes(0.5)],
    [4, inMinutes(1)],
    [7, inMinutes(8)],
    [8, inMinutes(10)],
    [MOST_ATTEMPTS, inMinutes(10)],
  ])(
    'after try %i is free again at once or after a wait that grows, never beyond ten minutes',
    (attempts, until) => {
      expect(afterFailedAttempt(attempts, new TypeError('x'), NOW)).toEqual({
        attempts,
        until,
        note: 'TypeError',
      })
    },
  )

  it('keeps the code of what failed and never its words', () => {
    const failure = Object.assign(new Error('Mrs Example, 12 Any Road'), { code: '23505' })
    expect(afterFailedAttempt(1, failure, NOW).note).toBe('23505')
    expect(afterFailedAttempt(1, 'Mrs Example', NOW).note).toBe('unknown')
  })

  it('is no nearer to being put aside when the store gave no answer, or when it was not its time', () => {
    expect(afterFailedAttempt(9, new StoreUnavailable(null), NOW)).toEqual({
      attempts: 8,
      until: null,
      note: null,
    })
    expect(putOff(9, inMinutes(5))).toEqual({ attempts: 8, until: inMinutes(5), note: null })
  })
})
