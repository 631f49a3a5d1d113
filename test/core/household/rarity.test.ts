import { describe, expect, it } from 'vitest'
import type { Household } from '../../../src/core/household/household.js'
import { areasNamed, rarity, type WhatIsShown } from '../../../src/core/household/rarity.js'
import type { Scheme } from '../../../src/core/scheme/scheme-file.js'
import { london } from '../scheme/london.js'

const scheme = london()

/** A table small enough to count by hand. */
const small: Scheme = {
  ...scheme,
  areas: [1, 2, 3, 4].map((number) => ({ code: `A${number}`, name: `Area ${number}` })),
  population: {
    source: 'Invented',
    synthetic: true,
    shares: { babyExpected: 0.1, carer: 0.2 },
    households: [
      { adults: 1, children: 0, bedrooms: 1, households: 1_000 },
      { adults: 1, children: 2, bedrooms: 2, households: 10_000 },
      { adults: 2, children: 2, bedrooms: 2, households: 400 },
      { adults: 2, children: 2, bedrooms: 3, households: 600 },
      { adults: 3, children: 3, bedrooms: 4, households: 600 },
    ],
  },
  ageBands: {
    adults: [
      { id: 'young', label: 'Young', from: 18, to: 25, share: 0.25 },
      { id: 'older', label: 'Older', from: 26, to: 120, share: 0.75 },
    ],
    children: [
      { id: 'small', label: 'Small', from: 0, to: 9, share: 0.5 },
      { id: 'big', label: 'Big', from: 10, to: 17, share: 0.5 },
    ],
  },
  propertyNeeds: [
    {
      id: 'lift',
      label: 'Lift',
      options: [
        { id: 'no', label: 'No', share: 0.9 },
        { id: 'yes', label: 'Yes', share: 0.1 },
      ],
    },
  ],
}

const nobody = { f: 0, m: 0, unknown: 0 }

function shown(household: Partial<Household>, needs: Partial<WhatIsShown['needs']> = {}): WhatIsShown {
  const whole = {
    adults: { older: 1 },
    couples: 0,
    under21: null,
    children: {},
    babyExpected: false,
    carer: false,
  }
  return {
    needs: { bedrooms: 2, propertyNeeds: {}, areasWanted: [], toldByRiskAreas: false, ...needs },
    household: { ...whole, ...household },
  }
}

/** The same table with other numbers of households, row by row. */
function withHouseholds(...numbers: number[]): Scheme {
  const households = small.population.households.map((row, index) => ({
    ...row,
    households: numbers[index] ?? row.households,
  }))
  return { ...small, population: { ...small.population, households } }
}

const plain = { small: { ...nobody, unknown: 2 } }
const oneOfEach = { small: { ...nobody, unknown: 1 }, big: { ...nobody, unknown: 1 } }

describe('rare households (D9)', () => {
  it('counts how many households of the table fit notice, totals and details', () => {
    const result = rarity(shown({ children: oneOfEach }), small)
    // 10,000 with one adult and two children at two bedrooms; three in four adults are older; one small and one big
    // child are half of all pairs; nine in ten expect no baby; eight in ten have no carer.
    expect(result).toEqual({
      level: 'full',
      households: { full: 10_000 * 0.75 * 0.5 * 0.9 * 0.8, totals: 10_000, notice: 10_400 },
      rareNotice: false,
    })
  })

  it('counts fewer the more the details say: sexes, a baby, a carer, a need', () => {
    const full = (household: Partial<Household>, needs?: Partial<WhatIsShown['needs']>) =>
      rarity(shown(household, needs), small).households.full
    expect(full({ children: plain })).toBe(10_000 * 0.75 * 0.25 * 0.9 * 0.8)
    expect(full({ children: { small: { f: 1, m: 1, unknown: 0 } } })).toBe(full({ children: plain }) / 2)
    expect(full({ children: { small: { f: 2, m: 0, unknown: 0 } } })).toBe(
      Math.floor(full({ children: plain }) / 4),
    )
    expect(full({ children: plain, babyExpected: true })).toBe(150)
    expect(full({ children: plain, carer: true })).toBe(Math.floor(10_000 * 0.75 * 0.25 * 0.9 * 0.2))
    expect(full({ children: plain }, { propertyNeeds: { lift: 'yes' } })).toBe(full({ children: plain }) / 10)
  })

  it('counts only those who live in no named area and are no tenants of the reader', () => {
    const named = rarity(shown({ children: plain }, { areasWanted: ['A1', 'A2'] }), small)
    expect(named.households).toMatchObject({ totals: 5_000, notice: 5_200 })
    const population = {
      ...small.population,
      shares: { ...small.population.shares, largestLandlord: 0.1 },
      areas: [0.4, 0.3, 0.2, 0.1].map((share, index) => ({ code: `A${index + 1}`, share })),
    }
    const weighed = rarity(shown({ children: plain }, { areasWanted: ['A1', 'A4'] }), {
      ...small,
      population,
    })
    expect(weighed.households).toMatchObject({ totals: 4_000, notice: 4_160 })
  })

  it('names no area where that would leave fewer than k who live elsewhere, and none told by areas at risk', () => {
    const areasWanted = ['A1', 'A2', 'A3']
    const needs = (more: Partial<WhatIsShown['needs']>) => shown({}, { areasWanted, ...more }).needs
    expect(areasNamed(needs({}), small)).toEqual(areasWanted)
    expect(areasNamed(needs({ toldByRiskAreas: true }), small)).toEqual([])
    expect(areasNamed(needs({ areasWanted: [...areasWanted, 'A4'] }), small)).toEqual([])
    // A quarter of the 1,000 with one bedroom lives elsewhere; with a lift 25 of them do.
    expect(areasNamed(needs({ bedrooms: 1 }), small)).toEqual(areasWanted)
    expect(areasNamed(needs({ bedrooms: 1, propertyNeeds: { lift: 'yes' } }), small)).toEqual([])
  })

  it('shows totals alone when the details fit fewer than k, nothing when the totals do too', () => {
    const rare = shown({ children: plain, babyExpected: true, carer: true })
    // 10,000 x 0.75 x 0.25 x 0.1 x 0.2 = 37; at least 300 of the 10,000 are coarsened like it.
    expect(rarity(rare, small)).toMatchObject({ level: 'totals', households: { full: 37, totals: 10_000 } })
    const two = shown({ adults: { older: 2 }, children: plain })
    expect(rarity(two, withHouseholds(1_000, 10_000, 40))).toMatchObject({
      level: 'none',
      households: { totals: 40 },
    })
  })

  it('shows less than it could where the households whose pages read alike would be fewer than k', () => {
    const rare = shown({ children: plain, babyExpected: true, carer: true })
    // The 40 with two adults must show nothing; so that they are not alone, those with one adult show no totals either.
    expect(rarity(rare, withHouseholds(1_000, 10_000, 40)).level).toBe('none')
    // 110 with one bedroom, a quarter of them young: if these 27 alone showed nothing, that would tell of them.
    const { population } = withHouseholds(110)
    const twoKinds = { ...small, population: { ...population, shares: { babyExpected: 0, carer: 0 } } }
    const older = rarity(shown({}, { bedrooms: 1 }), twoKinds)
    expect(older).toMatchObject({ level: 'none', households: { full: 82 } })
  })

  it('expects more than k, because a number worked out from shares is right on average only', () => {
    const plentiful = { children: plain }
    const at = (k: number) => ({ ...small, rules: { ...small.rules, rarity: { k } } })
    // 10,000 x 0.75 x 0.25 x 0.9 x 0.8 = 1,350, less three standard deviations of 36.7: 1,239.
    expect(rarity(shown(plentiful), at(1_239)).level).toBe('full')
    expect(rarity(shown(plentiful), at(1_241)).level).not.toBe('full')
  })

  it('takes the table’s highest numbers as "that many or more" and shows no bands above them', () => {
    const many = shown(
      { adults: { older: 4 }, children: { small: { ...nobody, unknown: 7 } } },
      { bedrooms: 6 },
    )
    expect(rarity(many, small)).toMatchObject({
      level: 'totals',
      households: { full: 0, totals: 600, notice: 600 },
    })
  })

  it('says when the notice alone fits fewer than k', () => {
    const lift = { bedrooms: 3, propertyNeeds: { lift: 'yes' } }
    expect(rarity(shown({}, lift), small)).toMatchObject({ level: 'none', rareNotice: true })
    expect(rarity(shown({}, { bedrooms: 3 }), small).rareNotice).toBe(false)
  })

  it('treats a shape or an answer that the table does not know as rare', () => {
    expect(rarity(shown({ children: { small: { ...nobody, unknown: 1 } } }), small).level).toBe('none')
    expect(rarity(shown({}, { bedrooms: 1, propertyNeeds: { moat: 'deep' } }), small).households.notice).toBe(
      0,
    )
  })

  it('with London’s table: a mother with two children is common, seven children and a wheelchair are not', () => {
    const answers = Object.fromEntries(
      scheme.propertyNeeds.map(({ id, options }) => [id, options[0]?.id ?? '']),
    )
    const mother = { adults: { a26_59: 1 }, children: { c2_9: { f: 1, m: 1, unknown: 0 } } }
    expect(rarity(shown(mother, { propertyNeeds: answers }), scheme).level).toBe('full')
    const seven = {
      adults: { a26_59: 1 },
      children: { c2_9: { ...nobody, unknown: 4 }, c10_15: { f: 2, m: 1, unknown: 0 } },
    }
    const propertyNeeds = { ...answers, wheelchair: 'fully' }
    expect(rarity(shown(seven, { bedrooms: 5, propertyNeeds }), scheme).level).toBe('none')
  })
})
