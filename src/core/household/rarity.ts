import type { Scheme } from '../scheme/scheme-file.js'
import { countAdults, countChildren, type Household } from './household.js'

export type DetailLevel = 'full' | 'totals' | 'none'

export interface Rarity {
  /** How much of the household the details page may show. */
  level: DetailLevel
  /** Households of the population table that fit; a coordinator sees them before release. */
  households: { full: number; totals: number; notice: number }
}

export interface WhatIsShown {
  bedrooms: number
  /** Answer by need id. */
  propertyNeeds: Record<string, string>
  household: Household
}

/**
 * D9: the details page is coarsened to totals of adults and children, then to nothing, when the whole of notice and
 * details fits fewer than k households. Only facts count; wishes (areas, rent ceiling, tenancy, sole or joint) are
 * nothing a neighbour or a census could know. Bands and needs are taken as independent of each other.
 */
export function rarity(shown: WhatIsShown, scheme: Scheme): Rarity {
  const needs = shareOfNeeds(shown.propertyNeeds, scheme)
  const rows = scheme.population.households.filter(atBedrooms(shown.bedrooms, scheme))
  const sameTotals = rows.filter(atTotals(shown.household, scheme))
  const households = {
    full: Math.floor(sum(sameTotals) * needs * shareOfHousehold(shown.household, scheme)),
    totals: Math.floor(sum(sameTotals) * needs),
    notice: Math.floor(sum(rows) * needs),
  }
  const { k } = scheme.rules.rarity
  return { level: households.full >= k ? 'full' : households.totals >= k ? 'totals' : 'none', households }
}

type Row = Scheme['population']['households'][number]

function sum(rows: readonly Row[]): number {
  return rows.reduce((total, { households }) => total + households, 0)
}

/** The highest number in the table stands for "that many or more". */
function capped(scheme: Scheme, field: 'adults' | 'children' | 'bedrooms', value: number): number {
  return Math.min(value, Math.max(...scheme.population.households.map((row) => row[field])))
}

function atBedrooms(bedrooms: number, scheme: Scheme): (row: Row) => boolean {
  const wanted = capped(scheme, 'bedrooms', bedrooms)
  return (row) => row.bedrooms === wanted
}

function atTotals(household: Household, scheme: Scheme): (row: Row) => boolean {
  const adults = capped(scheme, 'adults', countAdults(household))
  const children = capped(scheme, 'children', countChildren(household))
  return (row) => row.adults === adults && row.children === children
}

/** An answer the scheme file does not know fits nobody: better too coarse than too fine. */
function shareOfNeeds(answers: Record<string, string>, scheme: Scheme): number {
  return Object.entries(answers).reduce((share, [need, answer]) => {
    const options = scheme.propertyNeeds.find(({ id }) => id === need)?.options
    return share * (options?.find(({ id }) => id === answer)?.share ?? 0)
  }, 1)
}

function shareOfHousehold(household: Household, scheme: Scheme): number {
  const { adults, children } = scheme.ageBands
  const { babyExpected, carer } = scheme.population.shares
  const childrenIn = (id: string) => household.children[id] ?? { f: 0, m: 0, unknown: 0 }
  const sexes = children
    .map(({ id }) => childrenIn(id))
    .reduce((share, { f, m }) => share * ways([f, m]) * 0.5 ** (f + m), 1)
  return (
    spread(adults.map(({ id, share }) => [household.adults[id] ?? 0, share])) *
    spread(
      children.map(({ id, share }) => {
        const { f, m, unknown } = childrenIn(id)
        return [f + m + unknown, share]
      }),
    ) *
    sexes *
    (household.babyExpected ? babyExpected : 1 - babyExpected) *
    (household.carer ? carer : 1 - carer)
  )
}

/** Chance that people fall into the bands in just these numbers (multinomial). */
function spread(bands: [number: number, share: number][]): number {
  const chance = bands.reduce((product, [number, share]) => product * share ** number, 1)
  return chance * ways(bands.map(([number]) => number))
}

/** Number of orders in which people can be dealt into groups of these sizes. */
function ways(groups: number[]): number {
  const total = groups.reduce((all, size) => all + size, 0)
  return groups.reduce((product, size) => product / factorial(size), factorial(total))
}

function factorial(number: number): number {
  let product = 1
  for (let factor = 2; factor <= number; factor++) product *= factor
  return product
}
