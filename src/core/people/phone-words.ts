import { parsePhoneNumberFromString } from 'libphonenumber-js'

/** A number as people here dial it: `020 7946 0269`; a foreign one with its country code. */
export function phoneWords(number: string): string {
  const parsed = parsePhoneNumberFromString(number, 'GB')
  if (!parsed) return number
  return parsed.country === 'GB' || parsed.countryCallingCode === '44'
    ? parsed.formatNational()
    : parsed.formatInternational()
}
