import Holidays from 'date-holidays'
import { DateTime } from 'luxon'
import type { Scheme } from '../scheme/scheme-file.js'
import { localClock } from './local-clock.js'

/** The scheme's working days and hours, in its own timezone. Every method takes and gives absolute times. */
export interface WorkingTime {
  isWorkingDay(at: Date): boolean
  isWorkingHours(at: Date): boolean
  /** The same moment in working hours, otherwise the start of the next working day's hours. */
  nextWorkingMoment(at: Date): Date
  /** Counts from the next working day; due at `time` local, by default the end of working hours. */
  addWorkingDays(from: Date, workingDays: number, time?: string): Date
  /** Working days after the day of `from`, up to and including the day of `to`. */
  workingDaysBetween(from: Date, to: Date): number
  /** The next working day's batch strictly after `now`. */
  nextDailyBatch(now: Date, time: string): Date
  isQuiet(at: Date): boolean
  /** The same moment outside quiet hours, otherwise their end. */
  afterQuietHours(at: Date): Date
  /** Calendar days: the same local time of day, also across a clock change. */
  addDays(from: Date, days: number): Date
  addMinutes(from: Date, minutes: number): Date
  atLocal(date: string, time: string): Date
  /** `2026-11-24` */
  localDate(at: Date): string
  /** `Tue 24 Nov, 14:00` */
  say(at: Date): string
  /** `Tue 24 Nov` */
  sayDate(at: Date): string
}

type Calendar = Pick<Scheme, 'timezone' | 'calendar'> & {
  rules: Pick<Scheme['rules'], 'workingHours' | 'quietHours'>
}

const known = new WeakMap<Calendar, WorkingTime>()

/** Working time of a scheme: Monday to Friday less the region's public and bank holidays. */
export function workingTime(scheme: Calendar): WorkingTime {
  const time = known.get(scheme) ?? makeWorkingTime(scheme)
  known.set(scheme, time)
  return time
}

function makeWorkingTime(scheme: Calendar): WorkingTime {
  const { timezone: zone, calendar } = scheme
  const { workingHours, quietHours } = scheme.rules
  const clock = localClock(zone)
  const isHoliday = holidayTest(calendar)
  const works = (day: number) => isWeekday(day) && !isHoliday(day)
  const today = (at: Date) => dayOf(clock.at(at))
  const setTime = (at: Date, day: number, time: string) => clock.moment(day * DAY_MS + timeOf(time), at)

  const nextWorkingDay = (after: number) => {
    let day = after + 1
    while (!works(day)) day++
    return day
  }
  const [inWorkingHours, inQuietHours] = [rangeTest(workingHours), rangeTest(quietHours)]
  const isWorkingHours = (at: Date) => works(today(at)) && inWorkingHours(clock.at(at))
  const isQuiet = (at: Date) => inQuietHours(clock.at(at))
  const words = (at: Date, format: string) =>
    DateTime.fromJSDate(at, { zone }).setLocale('en-GB').toFormat(format)

  return {
    isWorkingDay: (at) => works(today(at)),
    isWorkingHours,
    nextWorkingMoment(at) {
      if (isWorkingHours(at)) return at
      const early = works(today(at)) && setTime(at, today(at), workingHours.from)
      return early && at < early ? early : setTime(at, nextWorkingDay(today(at)), workingHours.from)
    },
    addWorkingDays(from, workingDays, time = workingHours.to) {
      let day = today(from)
      for (let left = workingDays; left > 0; left--) day = nextWorkingDay(day)
      return setTime(from, day, time)
    },
    workingDaysBetween(from, to) {
      let count = 0
      for (let day = nextWorkingDay(today(from)); day <= today(to); day = nextWorkingDay(day)) count++
      return count
    },
    nextDailyBatch(now, time) {
      const batch = setTime(now, today(now), time)
      return works(today(now)) && batch > now ? batch : setTime(now, nextWorkingDay(today(now)), time)
    },
    isQuiet,
    afterQuietHours(at) {
      if (!isQuiet(at)) return at
      const end = setTime(at, today(at), quietHours.to)
      return end > at ? end : setTime(at, today(at) + 1, quietHours.to)
    },
    addDays: (from, count) => clock.moment(clock.at(from) + count * DAY_MS, from),
    addMinutes: (from, minutes) => new Date(from.getTime() + minutes * MINUTE_MS),
    atLocal(date, time) {
      const midnight = new Date(`${date}T00:00:00Z`)
      return setTime(midnight, dayOf(midnight.getTime()), time)
    },
    localDate: (at) => dateOf(today(at)),
    say: (at) => words(at, 'ccc d LLL, HH:mm'),
    sayDate: (at) => words(at, 'ccc d LLL'),
  }
}

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** Days are counted from 1 January 1970, a Thursday. */
const dayOf = (local: number) => Math.floor(local / DAY_MS)
const isWeekday = (day: number) => (((day + 3) % 7) + 7) % 7 < 5
const dateOf = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10)

function timeOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return (hours * 60 + minutes) * MINUTE_MS
}

/** From inclusive, to exclusive; a range that ends before it starts spans midnight. */
function rangeTest({ from, to }: { from: string; to: string }): (local: number) => boolean {
  const [start, end] = [timeOf(from), timeOf(to)]
  return (local) => {
    const now = local - dayOf(local) * DAY_MS
    return start <= end ? now >= start && now < end : now >= start || now < end
  }
}

const holidays = new Map<string, Set<number>>()

/** Working out a year's holidays takes some 20 ms, so they are kept per region and year. */
function holidayTest({ country, region }: Calendar['calendar']): (day: number) => boolean {
  return (day) => {
    const year = new Date(day * DAY_MS).getUTCFullYear()
    const key = `${country}-${region}-${year}`
    let days = holidays.get(key)
    if (!days) {
      const all = new Holidays(country, region).getHolidays(year)
      const off = all.filter(({ type }) => type === 'public' || type === 'bank')
      days = new Set(off.map(({ date }) => Date.parse(date.slice(0, 10)) / DAY_MS))
      holidays.set(key, days)
    }
    return days.has(day)
  }
}
