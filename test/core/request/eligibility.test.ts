import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type EligibilityFacts, eligibility } from '../../../src/core/request/eligibility.js'
import { london } from '../scheme/london.js'

interface Oracle {
  ruleIds: string[]
  cases: {
    id: string
    note: string
    facts: EligibilityFacts
    expected: { eligible: boolean; failing: string[] }
  }[]
}

const oracle: Oracle = JSON.parse(
  readFileSync(new URL('../../expected/eligibility-cases.json', import.meta.url), 'utf8'),
)
const scheme = london()

describe('eligibility (section 6)', () => {
  it('has words for just the rules that were expected', () => {
    expect(Object.keys(scheme.texts.eligibility)).toEqual(oracle.ruleIds)
  })

  it.each(oracle.cases.map(({ id, note, facts, expected }) => ({ name: `${id}: ${note}`, facts, expected })))(
    '$name',
    ({ facts, expected }) => {
      const { eligible, failing } = eligibility(facts, scheme)
      expect({ eligible, failing: failing.map(({ rule }) => rule) }).toEqual(expected)
    },
  )

  it('says in words what is missing and what would change it', () => {
    const facts = { ...(oracle.cases[0] as Oracle['cases'][number]).facts, landlordIsPartner: false }
    expect(eligibility(facts, scheme).failing).toEqual([
      { rule: 'landlord_partner', words: scheme.texts.eligibility.landlord_partner },
    ])
  })
})
