import type { OfferedHome } from '../request/records.js'
import { tenancyOf } from '../scheme/look-up.js'
import type { Scheme } from '../scheme/scheme-file.js'
import { dayWords } from '../time/words.js'

/** "3-bedroom flat, 2nd floor, lift, secure tenancy (lifetime), £145.20 a week, from Tue 24 Nov". Never a place. */
export function describeHome(home: OfferedHome, scheme: Scheme): string {
  const type = scheme.propertyTypes.find(({ id }) => id === home.type)?.label ?? home.type
  const tenancy = tenancyOf(scheme, home.tenancyOffered)?.label ?? home.tenancyOffered
  return [
    `${home.bedrooms}-bedroom ${inSentence(type)}`,
    floorWords(home.floor),
    home.lift ? 'lift' : 'no lift',
    inSentence(tenancy),
    `£${home.rentPerWeek.toFixed(2)} a week`,
    `from ${dayWords(home.availableFrom, scheme.timezone)}`,
  ].join(', ')
}

function floorWords(floor: number): string {
  if (floor === 0) return 'ground floor'
  if (floor < 0) return 'below ground'
  const teens = floor % 100 >= 11 && floor % 100 <= 13
  const ending = teens ? 'th' : (['th', 'st', 'nd', 'rd'][floor % 10] ?? 'th')
  return `${floor}${ending} floor`
}

function inSentence(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1)
}
