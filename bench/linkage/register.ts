import type { Scheme } from '../../src/core/scheme/scheme-file.js'
import type { Landlord } from './landlords.js'
import { type Seeded, weighing } from './seeded.js'

/** One household of the made-up register, by indices into the scheme file's lists. */
export interface Registered {
  area: number
  landlord: number
  kind: Kind
}

/** What of a household a form can hold; shared by all households that are alike. */
export interface Kind {
  bedrooms: number
  adults: number[]
  couples: number
  girls: number[]
  boys: number[]
  babyExpected: boolean
  carer: boolean
  /** Index of the answer, by property need. */
  needs: number[]
}

/**
 * As many households as the scheme's population table has, in its order, spread by its shares alone: bands, sexes and
 * needs are drawn independently of each other. A number that stands for "that many or more" is more for some of them.
 */
export function register(scheme: Scheme, all: readonly Landlord[], random: Seeded): Registered[] {
  const { households: table } = scheme.population
  const top = (field: 'adults' | 'children' | 'bedrooms') => Math.max(...table.map((row) => row[field]))
  const tops = { adults: top('adults'), children: top('children'), bedrooms: top('bedrooms') }
  const orMore = (count: number, most: number) => {
    let more = 0
    while (count === most && random.chance(0.3)) more++
    return count + more
  }
  const drawKind = kinds(scheme, random)
  const area = weighing(areaWeights(scheme))
  const landlordOf = scheme.areas.map((_, index) => weighing(all.map(({ homes }) => homes[index] ?? 0)))
  const found: Registered[] = []
  for (const row of table) {
    for (let left = row.households; left > 0; left--) {
      const kind = drawKind(
        orMore(row.adults, tops.adults),
        orMore(row.children, tops.children),
        orMore(row.bedrooms, tops.bedrooms),
      )
      const lives = area(random)
      found.push({ area: lives, landlord: landlordOf[lives]?.(random) ?? 0, kind })
    }
  }
  return found
}

/** Shares of the areas where the table has them, otherwise alike. */
function areaWeights({ areas, population }: Scheme): number[] {
  return areas.map(({ code }) => population.areas?.find((area) => area.code === code)?.share ?? 1)
}

type Draw = (adults: number, children: number, bedrooms: number) => Kind

/** Draws households; those that are alike are one object. */
function kinds({ ageBands, population, propertyNeeds }: Scheme, random: Seeded): Draw {
  const known = new Map<string, Kind>()
  const adultBand = weighing(ageBands.adults.map(({ share }) => share))
  const childBand = weighing(ageBands.children.map(({ share }) => share))
  const answers = propertyNeeds.map(({ options }) => weighing(options.map(({ share }) => share)))
  const { babyExpected, carer } = population.shares
  const among = (count: number, bands: number, draw: () => number) => {
    const numbers = Array.from({ length: bands }, () => 0)
    for (let left = count; left > 0; left--) {
      const band = draw()
      numbers[band] = (numbers[band] ?? 0) + 1
    }
    return numbers
  }
  return (adults, children, bedrooms) => {
    const bands = ageBands.children.length
    // Girls in the even places, boys in the odd ones.
    const both = among(children, bands * 2, () => childBand(random) * 2 + random.below(2))
    const kind: Kind = {
      bedrooms,
      adults: among(adults, ageBands.adults.length, () => adultBand(random)),
      couples: adults >= 2 && random.chance(0.55) ? 1 : 0,
      girls: both.filter((_, index) => index % 2 === 0),
      boys: both.filter((_, index) => index % 2 === 1),
      babyExpected: random.chance(babyExpected),
      carer: random.chance(carer),
      needs: answers.map((answer) => answer(random)),
    }
    const key = `${bedrooms} ${kind.adults} ${kind.couples} ${both} ${kind.babyExpected} ${kind.carer} ${kind.needs}`
    const same = known.get(key)
    if (same) return same
    known.set(key, kind)
    return kind
  }
}
