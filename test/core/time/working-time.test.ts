import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { workingTime } from '../../../src/core/time/working-time.js'
import { london } from '../scheme/london.js'

const scheme = london()
const time = workingTime(scheme)
const at = (text: string) => new Date(text)

const oracle = readFileSync(new URL('../../expected/working-time.tsv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t') as [from: string, workingDays: string, dueOn: string])

describe('working days', () => {
  it.each(oracle)('from %s, %s working days later is %s', (from, workingDays, dueOn) => {
    expect(time.localDate(time.addWorkingDays(at(from), Number(workingDays)))).toBe(dueOn)
  })

  it.each(oracle)('counts from %s back to %s', (from, workingDays, dueOn) => {
    expect(time.workingDaysBetween(at(from), time.atLocal(dueOn, '00:00'))).toBe(Number(workingDays))
  })

  it('are due at the end of working hours, or at the time asked for, in local time', () => {
    expect(time.addWorkingDays(at('2026-03-27T10:00:00Z'), 1)).toEqual(at('2026-03-30T16:30:00Z'))
    expect(time.addWorkingDays(at('2026-10-23T10:00:00Z'), 1, '09:15')).toEqual(at('2026-10-26T09:15:00Z'))
  })

  it('are none between a day and itself or an earlier one', () => {
    expect(time.workingDaysBetween(at('2026-11-24T09:00:00Z'), at('2026-11-24T17:00:00Z'))).toBe(0)
    expect(time.workingDaysBetween(at('2026-11-24T09:00:00Z'), at('2026-11-20T09:00:00Z'))).toBe(0)
  })

  it('leave out Christmas and its substitute, and Scotland’s second of January not', () => {
    expect(
      ['2026-12-24', '2026-12-25', '2026-12-28', '2026-12-29'].map((day) => time.isWorkingDay(at(day))),
    ).toEqual([true, false, false, true])
    expect(time.isWorkingDay(at('2029-01-02T12:00:00Z'))).toBe(true)
  })
})

describe('working hours', () => {
  it('start at nine and end before half past five', () => {
    const moments = ['08:59', '09:00', '17:29', '17:30'].map((clock) => time.atLocal('2026-06-16', clock))
    expect(moments.map((moment) => time.isWorkingHours(moment))).toEqual([false, true, true, false])
  })

  it.each([
    ['in working hours: at once', '2026-11-24T10:00:00Z', '2026-11-24T10:00:00Z'],
    ['early in the morning: at nine', '2026-11-24T05:00:00Z', '2026-11-24T09:00:00Z'],
    ['in the evening: the next morning', '2026-11-24T20:00:00Z', '2026-11-25T09:00:00Z'],
    ['on Friday evening: on Monday', '2026-11-27T18:00:00Z', '2026-11-30T09:00:00Z'],
    ['on a bank holiday’s morning: the day after', '2026-08-31T07:00:00+01:00', '2026-09-01T09:00:00+01:00'],
  ])('%s', (_, now, expected) => {
    expect(time.nextWorkingMoment(at(now))).toEqual(at(expected))
  })
})

describe('the daily batch', () => {
  it.each([
    ['goes today while there is time', '2026-11-24T16:59:59Z', '2026-11-24T17:00:00Z'],
    ['goes the next day from the very moment on', '2026-11-24T17:00:00Z', '2026-11-25T17:00:00Z'],
    ['waits for Monday', '2026-11-27T17:30:00Z', '2026-11-30T17:00:00Z'],
    ['waits for the end of a holiday', '2026-12-25T10:00:00Z', '2026-12-29T17:00:00Z'],
    ['keeps local time across the spring clock change', '2026-03-27T18:00:00Z', '2026-03-30T17:00:00+01:00'],
    ['keeps local time across the autumn clock change', '2026-10-23T18:00:00+01:00', '2026-10-26T17:00:00Z'],
  ])('%s', (_, now, expected) => {
    expect(time.nextDailyBatch(at(now), scheme.rules.circulation.dailyBatchAt)).toEqual(at(expected))
  })
})

describe('quiet hours', () => {
  it('run from seven in the evening to eight in the morning', () => {
    const moments = ['18:59', '19:00', '00:00', '07:59', '08:00'].map((clock) =>
      time.atLocal('2026-06-16', clock),
    )
    expect(moments.map((moment) => time.isQuiet(moment))).toEqual([false, true, true, true, false])
  })

  it.each([
    ['outside them: at once', '2026-11-24T12:00:00Z', '2026-11-24T12:00:00Z'],
    ['in the evening: the next morning', '2026-11-24T19:00:00Z', '2026-11-25T08:00:00Z'],
    ['after midnight: the same morning', '2026-11-25T00:10:00Z', '2026-11-25T08:00:00Z'],
    ['over the clock change: still at eight', '2026-03-28T22:00:00Z', '2026-03-29T08:00:00+01:00'],
  ])('%s', (_, now, expected) => {
    expect(time.afterQuietHours(at(now))).toEqual(at(expected))
  })

  it('may stand within one day', () => {
    const rules = { ...scheme.rules, quietHours: { from: '12:00', to: '13:00' } }
    const siesta = workingTime({ ...scheme, rules })
    expect(siesta.isQuiet(at('2026-11-24T12:30:00Z'))).toBe(true)
    expect(siesta.isQuiet(at('2026-11-24T13:00:00Z'))).toBe(false)
    expect(siesta.afterQuietHours(at('2026-11-24T12:30:00Z'))).toEqual(at('2026-11-24T13:00:00Z'))
  })
})

describe('dates in words and in days', () => {
  it('are written as people here write them', () => {
    expect(time.say(at('2026-11-24T14:00:00Z'))).toBe('Tue 24 Nov, 14:00')
    expect(time.say(at('2026-07-02T08:05:00Z'))).toBe('Thu 2 Jul, 09:05')
    expect(time.sayDate(at('2026-07-02T23:30:00Z'))).toBe('Fri 3 Jul')
    expect(time.localDate(at('2026-07-02T23:30:00Z'))).toBe('2026-07-03')
  })

  it('keep the time of day over 28 days with a clock change', () => {
    expect(time.addDays(at('2026-03-10T10:00:00Z'), 28)).toEqual(at('2026-04-07T10:00:00+01:00'))
  })

  it('count minutes as they pass', () => {
    expect(time.addMinutes(at('2026-03-29T00:45:00Z'), 30)).toEqual(at('2026-03-29T02:15:00+01:00'))
  })
})
