import type { PartnerRecord } from '../../src/core/request/records.js'
import type { Scheme } from '../../src/core/scheme/scheme-file.js'
import type { Seeded } from './seeded.js'

/** A made-up landlord of the scheme, with the weight of its homes in each area where it has any. */
export interface Landlord extends PartnerRecord {
  /** By index of the scheme's area; 0 where it has no homes. */
  homes: number[]
}

const WITHOUT_LIST = 4

/** One council in each area and associations for the rest, a few of them large, some without a stock list. */
export function landlords(scheme: Scheme, count: number, random: Seeded): Landlord[] {
  return Array.from({ length: count }, (_, index) => {
    const council = index < scheme.areas.length
    const homes = council ? councilHomes(scheme, index, random) : associationHomes(scheme, index, random)
    const stockAreas = scheme.areas.flatMap(({ code }, area) => (homes[area] ? [code] : []))
    return {
      id: `landlord-${index}`,
      name: `Landlord ${index}`,
      kind: council ? 'local_authority' : 'registered_provider',
      active: true,
      stockAreas: index >= count - WITHOUT_LIST ? null : stockAreas,
      successorId: null,
      homes,
    }
  })
}

/** About half of an area's social homes, and a few next door where a council has any. */
function councilHomes({ areas }: Scheme, own: number, random: Seeded): number[] {
  const elsewhere = random.chance(0.25) ? random.below(areas.length) : own
  return areas.map((_, area) => (area === own ? 100 : area === elsewhere ? 5 : 0))
}

/** Sizes fall quickly: the largest are nearly everywhere, the smallest in one area. */
function associationHomes({ areas }: Scheme, index: number, random: Seeded): number[] {
  const rank = index - areas.length + 1
  const size = 15 / rank ** 0.4
  const places = random.some(areas, Math.max(1, Math.round(areas.length / rank ** 0.6)))
  return areas.map((area) => (places.includes(area) ? size * (0.5 + random.next()) : 0))
}
