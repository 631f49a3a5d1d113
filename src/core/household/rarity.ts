import type { Scheme } from '../scheme/scheme-file.js'
import { countAdults, countChildren, type Household } from './household.js'
import {
  hasTotalsOf,
  rowsAtBedrooms,
  shareElsewhere,
  shareOfHousehold,
  shareOfNeeds,
  shareOfRare,
  topOf,
} from './population.js'

export type DetailLevel = 'full' | 'totals' | 'none'

export interface Rarity {
  /** How much of the household the details page may show. */
  level: DetailLevel
  /** Households of the population table that fit; a coordinator sees them before release. */
  households: { full: number; totals: number; notice: number }
  /** The notice fits fewer than k without any details: only a person can say which of its needs may be left out. */
  rareNotice: boolean
}

/** What notices show, and the household behind them. */
export interface WhatIsShown {
  needs: {
    bedrooms?: number
    /** Answer by need id. */
    propertyNeeds: Record<string, string>
    /** Area codes. */
    areasWanted: readonly string[]
    toldByRiskAreas: boolean
  }
  household: Household
}

/**
 * D9: the details page is coarsened to totals of adults and children, then to nothing, when the whole of notice and
 * details fits fewer than k households. Only facts count; wishes (rent ceiling, tenancy, sole or joint) are nothing a
 * neighbour or a census could know. Of the areas wanted it counts that nobody lives there. Bands and needs are taken as
 * independent of each other.
 */
export function rarity({ needs, household }: WhatIsShown, scheme: Scheme): Rarity {
  const elsewhere = shareElsewhere(areasNamed(needs, scheme), scheme)
  const perRow = shareOfNeeds(needs.propertyNeeds, scheme) * elsewhere
  const groups = rowsAtBedrooms(needs.bedrooms ?? 1, scheme).map((row) => ({
    row,
    expected: row.households * perRow,
  }))
  const own = groups.find(({ row }) => hasTotalsOf(row, household, scheme))
  const totals = own?.expected ?? 0
  const full = isBeyondTable(household, scheme) ? 0 : totals * shareOfHousehold(household, scheme)
  const notice = groups.reduce((sum, { expected }) => sum + expected, 0)
  const { k } = scheme.rules.rarity
  const enough = surely(k)
  return {
    level: own ? levelOf({ full, own, groups, enough }, scheme) : 'none',
    households: { full: Math.floor(full), totals: Math.floor(totals), notice: Math.floor(notice) },
    rareNotice: notice < enough,
  }
}

/**
 * Areas that notices may name: the wanted ones, less where the case is told by areas at risk (D7), and none where
 * naming them would leave fewer than k households that live elsewhere.
 */
export function areasNamed(needs: WhatIsShown['needs'], scheme: Scheme): string[] {
  if (needs.toldByRiskAreas) return []
  const households = rowsAtBedrooms(needs.bedrooms ?? 1, scheme).reduce((sum, row) => sum + row.households, 0)
  const withNeeds = households * shareOfNeeds(needs.propertyNeeds, scheme)
  const enough = surely(scheme.rules.rarity.k)
  return withNeeds * shareElsewhere(needs.areasWanted, scheme) < enough ? [] : [...needs.areasWanted]
}

/**
 * How many have to be expected so that at least k are there. What is worked out from shares is right on average only;
 * three standard deviations below it are still k in 999 of 1,000 cases.
 */
function surely(k: number): number {
  return ((3 + Math.sqrt(9 + 4 * k)) / 2) ** 2
}

/** The table knows no number above its highest, so bands that add up to one have no count. */
function isBeyondTable(household: Household, scheme: Scheme): boolean {
  return (
    countAdults(household) >= topOf(scheme, 'adults') || countChildren(household) >= topOf(scheme, 'children')
  )
}

interface Group {
  row: Scheme['population']['households'][number]
  expected: number
}

/**
 * A page that shows less than it could tells that its household is rare, so those whose pages read alike must be k as
 * well. Where those without totals are too few, nobody has any; and if all that are coarsened still are, so are the
 * next rarest.
 */
function levelOf(
  { full, own, groups, enough }: { full: number; own: Group; groups: Group[]; enough: number },
  scheme: Scheme,
): DetailLevel {
  const coarsened = (some: Group[], limit: number) =>
    some.reduce((sum, group) => sum + rarerThan(limit, group, scheme), 0)
  const withoutTotals = groups.filter((group) => coarsened([group], enough) < enough)
  if (withoutTotals.length === 0 || coarsened(withoutTotals, enough) >= enough) {
    if (full >= enough) return 'full'
    return withoutTotals.includes(own) ? 'none' : 'totals'
  }
  const all = groups.reduce((sum, { expected }) => sum + expected, 0)
  let limit = enough
  while (limit < all && coarsened(groups, limit) < enough) limit *= 1.1
  return full >= limit ? 'full' : 'none'
}

/** The least number of households with these totals of whose kind there are fewer than `limit`. */
function rarerThan(limit: number, { row, expected }: Group, scheme: Scheme): number {
  const beyond = row.adults >= topOf(scheme, 'adults') || row.children >= topOf(scheme, 'children')
  return beyond || expected < limit ? expected : expected * shareOfRare(row, limit / expected, scheme)
}
