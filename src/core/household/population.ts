import type { Scheme } from '../scheme/scheme-file.js'
import { countAdults, countChildren, type Household } from './household.js'

type Row = Scheme['population']['households'][number]

/** The table's highest number, which stands for "that many or more": what is above it may only be shown as that. */
export function topOf(scheme: Scheme, field: 'adults' | 'children' | 'bedrooms'): number {
  return Math.max(...scheme.population.households.map((row) => row[field]))
}

/** The number in words that tell no more than the table knows: "3", "6 or more". */
export function atMostTop(scheme: Scheme, field: 'adults' | 'children' | 'bedrooms', value: number): string {
  const top = topOf(scheme, field)
  return value >= top ? `${top} or more` : String(value)
}

export function rowsAtBedrooms(bedrooms: number, scheme: Scheme): Row[] {
  const wanted = Math.min(bedrooms, topOf(scheme, 'bedrooms'))
  return scheme.population.households.filter((row) => row.bedrooms === wanted && row.households > 0)
}

export function hasTotalsOf(row: Row, household: Household, scheme: Scheme): boolean {
  return (
    row.adults === Math.min(countAdults(household), topOf(scheme, 'adults')) &&
    row.children === Math.min(countChildren(household), topOf(scheme, 'children'))
  )
}

/** An answer the scheme file does not know fits nobody: better too coarse than too fine. */
export function shareOfNeeds(answers: Record<string, string>, scheme: Scheme): number {
  return Object.entries(answers).reduce((share, [need, answer]) => {
    const options = scheme.propertyNeeds.find(({ id }) => id === need)?.options
    return share * (options?.find(({ id }) => id === answer)?.share ?? 0)
  }, 1)
}

/**
 * Share of all households that a notice with these areas may be about. Nobody wants to move to where they live, and no
 * landlord is shown the notice of an own tenant, so its readers leave both out (D7, D12).
 */
export function shareElsewhere(areasNamed: readonly string[], { areas, population }: Scheme): number {
  const shareOf = (code: string) =>
    population.areas?.find((area) => area.code === code)?.share ?? (population.areas ? 0 : 1 / areas.length)
  const named = areasNamed.reduce((sum, code) => sum + shareOf(code), 0)
  return Math.max(0, 1 - named - (population.shares.largestLandlord ?? 0))
}

/** Share of the households with these totals that have just these bands, sexes, baby and carer. */
export function shareOfHousehold(household: Household, scheme: Scheme): number {
  const { adults, children } = scheme.ageBands
  const childrenIn = (id: string) => household.children[id] ?? { f: 0, m: 0, unknown: 0 }
  const sexes = children
    .map(({ id }) => childrenIn(id))
    .reduce((share, { f, m }) => share * ways([f, m]) * 0.5 ** (f + m), 1)
  const bands = {
    adults: adults.map(({ id }) => household.adults[id] ?? 0),
    children: children.map(({ id }) => childrenIn(id)).map(({ f, m, unknown }) => f + m + unknown),
    babyExpected: household.babyExpected,
    carer: household.carer,
  }
  return sexes * shareOfBands(bands, scheme)
}

interface Bands {
  adults: number[]
  children: number[]
  babyExpected: boolean
  carer: boolean
}

function shareOfBands({ adults, children, ...bands }: Bands, { ageBands, population }: Scheme): number {
  const { babyExpected, carer } = population.shares
  return (
    spread(adults, ageBands.adults) *
    spread(children, ageBands.children) *
    (bands.babyExpected ? babyExpected : 1 - babyExpected) *
    (bands.carer ? carer : 1 - carer)
  )
}

/**
 * Share of the households with these totals whose bands alone, without any sex, are rarer than `limit`: the least part
 * of them that a details page cannot show in full.
 */
export function shareOfRare(
  { adults, children }: Pick<Row, 'adults' | 'children'>,
  limit: number,
  scheme: Scheme,
) {
  const { shares, sums } = allBands(adults, children, scheme)
  let [low, high] = [0, shares.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((shares[middle] ?? 0) < limit) low = middle + 1
    else high = middle
  }
  return sums[low] ?? 0
}

interface Spread {
  /** Shares of all ways to fall into bands, rarest first. */
  shares: number[]
  /** What the first so many of them make together. */
  sums: number[]
}

const known = new WeakMap<Scheme, Map<string, Spread>>()

function allBands(adults: number, children: number, scheme: Scheme): Spread {
  const spreads = known.get(scheme) ?? new Map<string, Spread>()
  known.set(scheme, spreads)
  const key = `${adults} ${children}`
  const found = spreads.get(key) ?? countBands(adults, children, scheme)
  spreads.set(key, found)
  return found
}

function countBands(adults: number, children: number, scheme: Scheme): Spread {
  const { ageBands } = scheme
  const shares = dealt(adults, ageBands.adults.length).flatMap((inAdults) =>
    dealt(children, ageBands.children.length).flatMap((inChildren) =>
      [true, false].flatMap((babyExpected) =>
        [true, false].map((carer) =>
          shareOfBands({ adults: inAdults, children: inChildren, babyExpected, carer }, scheme),
        ),
      ),
    ),
  )
  shares.sort((one, other) => one - other)
  const sums = [0]
  for (const share of shares) sums.push((sums.at(-1) ?? 0) + share)
  return { shares, sums }
}

/** Every way to deal so many people into so many bands. */
function dealt(people: number, bands: number): number[][] {
  if (bands === 1) return [[people]]
  return Array.from({ length: people + 1 }, (_, first) =>
    dealt(people - first, bands - 1).map((rest) => [first, ...rest]),
  ).flat()
}

/** Chance that people fall into the bands in just these numbers (multinomial). */
function spread(numbers: readonly number[], bands: readonly { share: number }[]): number {
  const chance = bands.reduce((product, { share }, band) => product * share ** (numbers[band] ?? 0), 1)
  return chance * ways(numbers)
}

/** Number of orders in which people can be dealt into groups of these sizes. */
function ways(groups: readonly number[]): number {
  const total = groups.reduce((all, size) => all + size, 0)
  return groups.reduce((product, size) => product / factorial(size), factorial(total))
}

function factorial(number: number): number {
  let product = 1
  for (let factor = 2; factor <= number; factor++) product *= factor
  return product
}
