import fc from 'fast-check'
import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import { localClock } from '../../../src/core/time/local-clock.js'

const ZONES = ['Europe/London', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu']
const zones = fc.constantFrom(...ZONES)
const moments = fc.date({ min: new Date('2020-01-01'), max: new Date('2036-01-01'), noInvalidDate: true })
const days = fc.integer({ min: -400, max: 400 })

describe('a zone’s clock in plain numbers', () => {
  it('shows what the calendar library shows, at any moment', () => {
    fc.assert(
      fc.property(zones, moments, (zone, at) => {
        const shown = new Date(localClock(zone).at(at)).toISOString().slice(0, -1)
        expect(shown).toBe(DateTime.fromJSDate(at, { zone }).toISO({ includeOffset: false }))
      }),
    )
  })

  it('goes on by days as the calendar library does, also into hours that are skipped or come twice', () => {
    fc.assert(
      fc.property(zones, moments, days, (zone, from, count) => {
        const clock = localClock(zone)
        const later = clock.moment(clock.at(from) + count * 86_400_000, from)
        expect(later).toEqual(DateTime.fromJSDate(from, { zone }).plus({ days: count }).toJSDate())
      }),
      { numRuns: 1_000 },
    )
  })

  it.each([
    ['2026-03-28T01:30:00Z', 1, '2026-03-29T01:30:00Z'],
    ['2026-10-24T00:30:00Z', 1, '2026-10-25T00:30:00Z'],
    ['2026-10-26T01:30:00Z', -1, '2026-10-25T01:30:00Z'],
  ])('from %s by %i days over a change of the clock: %s', (from, count, expected) => {
    const clock = localClock('Europe/London')
    const start = new Date(from)
    expect(clock.moment(clock.at(start) + count * 86_400_000, start)).toEqual(new Date(expected))
  })
})
