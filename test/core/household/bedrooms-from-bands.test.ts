import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bedroomsFromBands } from '../../../src/core/household/bedrooms-from-bands.js'
import { type Household, householdSchema } from '../../../src/core/household/household.js'
import { london } from '../scheme/london.js'
import { bedroomsByTrying } from './brute-force.js'

const scheme = london()

function household(parts: Partial<Household>): Household {
  return {
    adults: { a26_59: 1 },
    couples: 0,
    under21: null,
    children: {},
    babyExpected: false,
    carer: false,
    ...parts,
  }
}

const child = (sexes: Partial<{ f: number; m: number; unknown: number }>) => ({
  f: 0,
  m: 0,
  unknown: 0,
  ...sexes,
})

describe('bedrooms from age bands (D11)', () => {
  it.each<[words: string, parts: Partial<Household>, bedrooms: number, fewest: number]>([
    ['somebody alone', {}, 1, 1],
    ['a couple', { adults: { a26_59: 2 }, couples: 1 }, 1, 1],
    ['two adults who are no couple', { adults: { a26_59: 1, a60_plus: 1 } }, 2, 2],
    [
      'two young children of unknown sex: it does not matter',
      { children: { c2_9: child({ unknown: 2 }) } },
      2,
      2,
    ],
    ['two teenagers of unknown sex: it does', { children: { c10_15: child({ unknown: 2 }) } }, 3, 2],
    ['two teenage girls', { children: { c10_15: child({ f: 1 }), c16_17: child({ f: 1 }) } }, 2, 2],
    [
      'a teenage boy and a child of unknown sex',
      { children: { c10_15: child({ m: 1 }), c0_1: child({ unknown: 1 }) } },
      3,
      2,
    ],
    [
      'a daughter of 18 to 25 and a teenage girl, age not asked',
      { adults: { a26_59: 1, a18_25: 1 }, children: { c16_17: child({ f: 1 }) } },
      3,
      2,
    ],
    [
      'the same when she is over 21',
      { adults: { a26_59: 1, a18_25: 1 }, under21: { f: 0, m: 0 }, children: { c16_17: child({ f: 1 }) } },
      3,
      3,
    ],
    [
      'the same when she is under 21',
      { adults: { a26_59: 1, a18_25: 1 }, under21: { f: 1, m: 0 }, children: { c16_17: child({ f: 1 }) } },
      2,
      2,
    ],
    ['a young couple', { adults: { a18_25: 2 }, couples: 1 }, 1, 1],
    ['a baby expected', { babyExpected: true }, 2, 2],
    ['a baby expected beside a child', { babyExpected: true, children: { c2_9: child({ m: 1 }) } }, 2, 2],
    [
      'a baby expected beside a teenage girl, who may not share with a boy',
      { babyExpected: true, children: { c10_15: child({ f: 1 }) } },
      3,
      3,
    ],
    ['a carer who sleeps there', { carer: true }, 2, 2],
  ])('%s', (_, parts, bedrooms, fewest) => {
    expect(bedroomsFromBands(household(parts), scheme)).toEqual({ bedrooms, fewest })
  })

  it('is never less than what any real household behind the answers needs, and some need just that', () => {
    const sex = fc.constantFrom('f' as const, 'm' as const)
    const asked = fc.boolean()
    const kid = fc.record({ age: fc.integer({ min: 0, max: 17 }), sex, asked })
    const young = fc.record({ age: fc.integer({ min: 18, max: 25 }), sex })
    const real = fc.record({
      kids: fc.array(kid, { maxLength: 4 }),
      young: fc.array(young, { maxLength: 3 }),
      askedAges: asked,
    })
    fc.assert(
      fc.property(real, ({ kids, young: youngAdults, askedAges }) => {
        const children: Household['children'] = {}
        for (const { age, sex: known, asked: wasAsked } of kids) {
          const band = scheme.ageBands.children.find(({ from, to }) => age >= from && age <= to)
          const id = band?.id ?? ''
          const counts = children[id] ?? child({})
          counts[wasAsked ? known : 'unknown']++
          children[id] = counts
        }
        const under = (which: 'f' | 'm') =>
          youngAdults.filter((one) => one.age < 21 && one.sex === which).length
        const given = household({
          adults: { a26_59: 1, a18_25: youngAdults.length },
          under21: askedAges ? { f: under('f'), m: under('m') } : null,
          children,
        })
        const needed = bedroomsByTrying({
          couples: 0,
          people: [{ age: 40, sex: 'f' }, ...kids, ...youngAdults],
        })
        const { bedrooms, fewest } = bedroomsFromBands(given, scheme)
        expect(needed).toBeLessThanOrEqual(bedrooms)
        expect(needed).toBeGreaterThanOrEqual(fewest)
      }),
    )
  })
})

describe('a household on the form', () => {
  const schema = householdSchema(scheme)
  const problems = (parts: Partial<Household>) =>
    schema.safeParse(household(parts)).error?.issues.map(({ path, message }) => [path.join('.'), message]) ??
    []

  it('is accepted when it adds up', () => {
    expect(problems({})).toEqual([])
    expect(problems({ adults: { a18_25: 2, a26_59: 1 }, couples: 1, under21: { f: 1, m: 0 } })).toEqual([])
  })

  it.each<[words: string, parts: Partial<Household>, field: string, message: string]>([
    ['nobody', { adults: {} }, 'adults', 'There must be at least one adult'],
    ['half a couple', { couples: 1 }, 'couples', 'There are not enough adults'],
    [
      'more people under 21 than there are',
      { adults: { a18_25: 1 }, under21: { f: 1, m: 1 } },
      'under21',
      'More people than there are single adults aged 18 to 25',
    ],
    [
      'people under 21 who are in a couple',
      { adults: { a18_25: 2 }, couples: 1, under21: { f: 1, m: 0 } },
      'under21',
      'More people than there are single adults aged 18 to 25',
    ],
    ['less than nobody', { adults: { a26_59: -1, a60_plus: 2 } }, 'adults.a26_59', 'cannot be less than 0'],
  ])('is refused with %s, at the field', (_, parts, field, message) => {
    expect(problems(parts)).toContainEqual([field, message])
  })

  it('is refused with a band the scheme does not have', () => {
    expect(problems({ children: { c3_4: child({ f: 1 }) } })).toHaveLength(1)
  })
})
