import Holidays from 'date-holidays'
import { DateTime } from 'luxon'
import type { Scheme } from '../scheme/scheme-file.js'

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

/** Working time of a scheme: Monday to Friday less the region's public and bank holidays. */
export function workingTime(scheme: Calendar): WorkingTime {
  const zone = scheme.timezone
  const { workingHours, quietHours } = scheme.rules
  const isHoliday = holidayTest(scheme.calendar.country, scheme.calendar.region)
  const local = (at: Date) => DateTime.fromJSDate(at, { zone })
  const works = (day: DateTime) => day.weekday <= 5 && !isHoliday(day)

  const nextWorkingDay = (after: DateTime) => {
    let day = after.startOf('day').plus({ days: 1 })
    while (!works(day)) day = day.plus({ days: 1 })
    return day
  }
  const isWorkingHours = (at: Date) =>
    works(local(at)) && isBetween(local(at), workingHours.from, workingHours.to)
  const isQuiet = (at: Date) => isBetween(local(at), quietHours.from, quietHours.to)

  return {
    isWorkingDay: (at) => works(local(at)),
    isWorkingHours,
    nextWorkingMoment(at) {
      if (isWorkingHours(at)) return at
      const now = local(at)
      const today = setTime(now, workingHours.from)
      return (works(now) && now < today ? today : setTime(nextWorkingDay(now), workingHours.from)).toJSDate()
    },
    addWorkingDays(from, workingDays, time = workingHours.to) {
      let day: DateTime = local(from)
      for (let left = workingDays; left > 0; left--) day = nextWorkingDay(day)
      return setTime(day, time).toJSDate()
    },
    workingDaysBetween(from, to) {
      const last = local(to).startOf('day')
      let count = 0
      for (let day = nextWorkingDay(local(from)); day <= last; day = nextWorkingDay(day)) count++
      return count
    },
    nextDailyBatch(now, time) {
      const today = setTime(local(now), time)
      if (works(today) && today > local(now)) return today.toJSDate()
      return setTime(nextWorkingDay(local(now)), time).toJSDate()
    },
    isQuiet,
    afterQuietHours(at) {
      if (!isQuiet(at)) return at
      const end = setTime(local(at), quietHours.to)
      return (end > local(at) ? end : setTime(local(at).plus({ days: 1 }), quietHours.to)).toJSDate()
    },
    addDays: (from, count) => local(from).plus({ days: count }).toJSDate(),
    addMinutes: (from, minutes) => new Date(from.getTime() + minutes * 60_000),
    atLocal: (date, time) => setTime(DateTime.fromISO(date, { zone }), time).toJSDate(),
    localDate: (at) => local(at).toFormat('yyyy-MM-dd'),
    say: (at) => local(at).setLocale('en-GB').toFormat('ccc d LLL, HH:mm'),
    sayDate: (at) => local(at).setLocale('en-GB').toFormat('ccc d LLL'),
  }
}

function setTime(day: DateTime, time: string): DateTime {
  const [hour, minute] = clock(time)
  return day.set({ hour, minute, second: 0, millisecond: 0 })
}

function clock(time: string): [hour: number, minute: number] {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return [hour, minute]
}

/** From inclusive, to exclusive; a range that ends before it starts spans midnight. */
function isBetween(at: DateTime, from: string, to: string): boolean {
  const minutes = (time: string) => clock(time)[0] * 60 + clock(time)[1]
  const now = at.hour * 60 + at.minute
  const [start, end] = [minutes(from), minutes(to)]
  return start <= end ? now >= start && now < end : now >= start || now < end
}

const holidayDates = new Map<string, Set<string>>()

/** Working out a year's holidays takes some 20 ms, so they are kept per region and year. */
function holidayTest(country: string, region: string): (day: DateTime) => boolean {
  return (day) => {
    const key = `${country}-${region}-${day.year}`
    let dates = holidayDates.get(key)
    if (!dates) {
      const all = new Holidays(country, region).getHolidays(day.year)
      dates = new Set(
        all.filter(({ type }) => type === 'public' || type === 'bank').map(({ date }) => date.slice(0, 10)),
      )
      holidayDates.set(key, dates)
    }
    return dates.has(day.toFormat('yyyy-MM-dd'))
  }
}
