import { DateTime } from 'luxon'

/** "Tue 24 Nov, 14:00" on the scheme's clock. */
export function dateWords(iso: string, zone: string): string {
  return inZone(iso, zone).toFormat('ccc d LLL, HH:mm')
}

/** "Tue 24 Nov", from an instant or from a date without a time. */
export function dayWords(iso: string, zone: string): string {
  return inZone(iso, zone).toFormat('ccc d LLL')
}

/** "24 November 2026": for what is read years later. */
export function longDayWords(iso: string, zone: string): string {
  return inZone(iso, zone).toFormat('d LLLL yyyy')
}

function inZone(iso: string, zone: string): DateTime {
  return DateTime.fromISO(iso, { zone }).setLocale('en-GB')
}
