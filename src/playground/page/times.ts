/** The people of the trial are in London, wherever this browser is. */
const ZONE = 'Europe/London'

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
})

/** "Tue 24 Nov, 14:00" from a message's time. */
export function timeWords(ts: string): string {
  const parts = partsOf(clock, Number(ts) * 1_000)
  return `${parts.weekday} ${parts.day} ${parts.month}, ${parts.hour}:${parts.minute}`
}

const numbers = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** `YYYY-MM-DDTHH:mm` in London from seconds since 1970. */
export function toLocal(seconds: number): string {
  const { year, month, day, hour, minute } = partsOf(numbers, seconds * 1_000)
  return `${year}-${month}-${day}T${hour}:${minute}`
}

/** Seconds since 1970 from `YYYY-MM-DDTHH:mm` in London. */
export function toSeconds(local: string): number {
  const asUtc = Date.parse(`${local}Z`) / 1_000
  const ahead = Date.parse(`${toLocal(asUtc)}Z`) / 1_000 - asUtc
  return asUtc - ahead
}

function partsOf(
  format: Intl.DateTimeFormat,
  at: number,
): Partial<Record<Intl.DateTimeFormatPartTypes, string>> {
  return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
}
