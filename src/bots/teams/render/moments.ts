import { DateTime } from 'luxon'

/** A moment as two inputs show it: day and time on the clocks of the scheme. */
export interface Typed {
  day: string
  time: string
}

/** Id of the input that holds the time of a moment; its day has the name of the field. */
export function timeInputOf(name: string): string {
  return `${name}.time`
}

const DAY = /^\d{4}-\d\d-\d\d$/
const TIME = /^\d\d:\d\d(?::\d\d)?$/

export function isDay(text: string): boolean {
  return DAY.test(text) && DateTime.fromISO(text).isValid
}

export function isTime(text: string): boolean {
  return TIME.test(text) && DateTime.fromISO(`2000-01-01T${text}`).isValid
}

/**
 * The moment in UTC. What is not one (half of it is missing, or the clocks skip it) comes back as it was typed,
 * with a space between, which core refuses.
 */
export function momentOf({ day, time }: Typed, zone: string): string {
  const typed = [day, time].filter(Boolean).join(' ')
  if (!isDay(day) || !isTime(time)) return typed
  const local = DateTime.fromISO(`${day}T${time}`, { zone })
  return local.toFormat('HH:mm') === time.slice(0, 5) ? (local.toUTC().toISO() ?? typed) : typed
}

/** Takes apart what `momentOf` gave. Whatever else it is stays, as the day. */
export function typedOf(value: string, zone: string): Typed {
  const [first = '', second = '', ...rest] = value.split(' ')
  if (rest.length === 0 && isTime(second)) return { day: first, time: second }
  if (isTime(value)) return { day: '', time: value }
  const moment = value.includes('T') ? DateTime.fromISO(value, { zone }) : DateTime.invalid('no moment')
  if (!moment.isValid) return { day: value, time: '' }
  return { day: moment.toFormat('yyyy-MM-dd'), time: moment.toFormat('HH:mm') }
}
