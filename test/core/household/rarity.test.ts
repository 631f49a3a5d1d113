import { describe, expect, it } from 'vitest'
import type { Household } from '../../../src/core/household/household.js'
import { rarity, type WhatIsShown } from '../../../src/core/household/rarity.js'
import type { Scheme } from '../../../src/core/scheme/scheme-file.js'
import { london } from '../scheme/london.js'

const scheme = london()

/** A table small enough to count by hand. */
const small: Scheme = {
  ...scheme,
  population: {
    ...scheme.population,
    shares: { babyExpected: 0.1, carer: 0.2 },
    households: [
      { adults: 1, children: 0, bedrooms: 1, households: 1_000 },
      { adults: 1, children: 2, bedrooms: 2, households: 10_000 },
      { adults: 2, children: 2, bedrooms: 2, households: 400 },
      { adults: 2, children: 2, bedrooms: 3, households: 600 },
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

function shown(household: Partial<Household>, parts: Partial<WhatIsShown> = {}): WhatIsShown {
  const whole = {
    adults: { older: 1 },
    couples: 0,
    under21: null,
    children: {},
    babyExpected: false,
    carer: false,
  }
  return { bedrooms: 2, propertyNeeds: {}, household: { ...whole, ...household }, ...parts }
}

describe('rare households (D9)', () => {
  it('counts how many households of the table fit notice, totals and details', () => {
    const children = { small: { ...nobody, unknown: 1 }, big: { ...nobody, unknown: 1 } }
    const result = rarity(shown({ children }), small)
    // 10,000 with one adult and two children at two bedrooms; three in four adults are older; one small and one big
    // child are half of all pairs; nine in ten expect no baby; eight in ten have no carer.
    expect(result).toEqual({
      level: 'full',
      households: { full: 10_000 * 0.75 * 0.5 * 0.9 * 0.8, totals: 10_000, notice: 10_400 },
    })
  })

  it('counts fewer the more the details say: sexes, a baby, a carer, a need', () => {
    const full = (household: Partial<Household>, parts?: Partial<WhatIsShown>) =>
      rarity(shown(household, parts), small).households.full
    const plain = { small: { ...nobody, unknown: 2 } }
    expect(full({ children: plain })).toBe(10_000 * 0.75 * 0.25 * 0.9 * 0.8)
    expect(full({ children: { small: { f: 1, m: 1, unknown: 0 } } })).toBe(full({ children: plain }) / 2)
    expect(full({ children: { small: { f: 2, m: 0, unknown: 0 } } })).toBe(
      Math.floor(full({ children: plain }) / 4),
    )
    expect(full({ children: plain, babyExpected: true })).toBe(150)
    expect(full({ children: plain, carer: true })).toBe(Math.floor(10_000 * 0.75 * 0.25 * 0.9 * 0.2))
    expect(full({ children: plain }, { propertyNeeds: { lift: 'yes' } })).toBe(full({ children: plain }) / 10)
  })

  it('shows totals alone when the details fit fewer than k, nothing when the totals do too', () => {
    const two = { adults: { older: 2 }, children: { small: { ...nobody, unknown: 2 } } }
    // 400 households: details fit 400 x 0.5625 x 0.25 x 0.72 = 40, which is fewer than 50.
    expect(rarity(shown(two), small)).toEqual({
      level: 'totals',
      households: { full: 40, totals: 400, notice: 10_400 },
    })
    expect(rarity(shown(two, { propertyNeeds: { lift: 'yes' } }), small)).toEqual({
      level: 'none',
      households: { full: 4, totals: 40, notice: 1_040 },
    })
  })

  it('is not rare at just k', () => {
    const rules = (k: number) => ({ ...small, rules: { ...small.rules, rarity: { k } } })
    const two = shown({ adults: { older: 2 }, children: { small: { ...nobody, unknown: 2 } } })
    expect(rarity(two, rules(40)).level).toBe('full')
    expect(rarity(two, rules(41)).level).toBe('totals')
    expect(rarity(two, rules(400)).level).toBe('totals')
    expect(rarity(two, rules(401)).level).toBe('none')
  })

  it('takes the table’s highest numbers as "that many or more"', () => {
    const many = shown(
      { adults: { older: 3 }, children: { small: { ...nobody, unknown: 7 } } },
      { bedrooms: 6 },
    )
    expect(rarity(many, small).households).toMatchObject({ totals: 600, notice: 600 })
  })

  it('treats a shape or an answer that the table does not know as rare', () => {
    expect(rarity(shown({ children: { small: { ...nobody, unknown: 1 } } }), small).level).toBe('none')
    expect(rarity(shown({}, { bedrooms: 1, propertyNeeds: { moat: 'deep' } }), small).households.notice).toBe(
      0,
    )
  })

  it('with London’s table: a mother with two children is common, seven children and a wheelchair are not', () => {
    const needs = Object.fromEntries(
      scheme.propertyNeeds.map(({ id, options }) => [id, options[0]?.id ?? '']),
    )
    const mother = { adults: { a26_59: 1 }, children: { c2_9: { f: 1, m: 1, unknown: 0 } } }
    expect(rarity(shown(mother, { propertyNeeds: needs }), scheme).level).toBe('full')
    const rare = {
      adults: { a26_59: 1 },
      children: { c2_9: { ...nobody, unknown: 4 }, c10_15: { f: 2, m: 1, unknown: 0 } },
    }
    const answers = { ...needs, wheelchair: 'fully' }
    expect(rarity(shown(rare, { bedrooms: 5, propertyNeeds: answers }), scheme).level).toBe('none')
  })
})
