import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BedroomCase, bedroomsNeeded } from '../../../src/core/household/bedroom-standard.js'
import { bedroomsByTrying } from './brute-force.js'

const fixture: { cases: (BedroomCase & { bedrooms: number })[] } = JSON.parse(
  readFileSync(new URL('../../fixtures/bedroom-standard.json', import.meta.url), 'utf8'),
)

describe('the national bedroom standard (D11)', () => {
  it.each(fixture.cases.map((entry) => ({ ...entry, who: JSON.stringify(entry.people) })))(
    '$couples couples and $who need $bedrooms',
    ({ bedrooms, ...household }) => {
      expect(bedroomsNeeded(household)).toBe(bedrooms)
    },
  )

  it('gives the best pairing of any household, not the first', () => {
    const household = fc.record({
      couples: fc.integer({ min: 0, max: 2 }),
      people: fc.array(
        fc.record({
          age: fc.oneof(fc.constantFrom(9, 10, 20, 21), fc.integer({ min: 0, max: 60 })),
          sex: fc.constantFrom('f' as const, 'm' as const),
        }),
        { maxLength: 8 },
      ),
    })
    fc.assert(
      fc.property(household, (given) => {
        expect(bedroomsNeeded(given)).toBe(bedroomsByTrying(given))
      }),
      { numRuns: 500 },
    )
  })
})
