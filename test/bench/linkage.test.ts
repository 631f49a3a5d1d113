import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { linkage } from '../../bench/linkage/index.js'
import { landlords } from '../../bench/linkage/landlords.js'
import { type Attack, attackOn, countForOne } from '../../bench/linkage/measure.js'
import { pairsLeft } from '../../bench/linkage/measure-moves.js'
import { register } from '../../bench/linkage/register.js'
import { seeded } from '../../bench/linkage/seeded.js'
import { type YearPlan, year } from '../../bench/linkage/year.js'
import { ledgerPage } from '../../src/core/move/ledger-page.js'
import type { Scheme } from '../../src/core/scheme/scheme-file.js'
import { detailsScreen } from '../../src/core/screen/details-screen.js'
import { london } from '../core/scheme/london.js'
import { PEOPLE } from '../support/facts.js'

/** London with so many times fewer households. */
function smaller(times: number): Scheme {
  const { population, ...rest } = london()
  const households = population.households.map((row) => ({
    ...row,
    households: Math.ceil(row.households / times),
  }))
  return { ...rest, population: { ...population, households } }
}

const scheme = smaller(16)
const PARTNERS = 40
const { k } = scheme.rules.rarity
const all = landlords(scheme, PARTNERS, seeded(7))
const people = register(scheme, all, seeded(7))

function attack(plan: Partial<YearPlan> = {}): Attack {
  const random = seeded(8)
  const lived = year({
    scheme,
    landlords: all,
    register: people,
    requests: 30,
    who: 'unusual',
    random,
    ...plan,
  })
  return attackOn({ scheme, landlords: all, register: people, year: lived })
}

describe('a small year, attacked with what partners see', () => {
  it.each(['ordinary', 'unusual'] as const)(
    'leaves one partner with the details page at least k households that fit: %s',
    (who) => {
      const kept = attack({ who })
      const found = countForOne(kept, 'program', false)
      expect(found.total).toBeGreaterThan(100)
      expect(found.below(k)).toBe(0)
      expect(countForOne(kept, 'page', false).below(k)).toBe(0)
    },
  )

  it('finds a household that stands uncoarsened on its page', () => {
    const leaking = attack({
      pageOf: (form, reference, rules) => detailsScreen(form.details, 'full', reference, rules),
    })
    expect(countForOne(leaking, 'page', false).least).toBeLessThan(k)
  })

  it('finds who housed whom from balances that move with each tenancy, and not from the published ones', () => {
    const more: Partial<YearPlan> = { who: 'ordinary', requests: 40 }
    const live = attack({
      ...more,
      balancesOf: (view) => ledgerPage({ ...view, viewer: PEOPLE.coordinator }),
    })
    expect(pairsLeft(live, seeded(1), false).other.least).toBe(1)
    expect(pairsLeft(attack(more), seeded(1), false).other.least).toBeGreaterThan(100)
  })
})

it('gives the same figures for the same seed', () => {
  const tiny = smaller(400)
  const figures = () => {
    const lines: string[] = []
    linkage({ scheme: tiny, seed: 3, requests: 4, partners: 34, say: (line) => lines.push(line) })
    return lines
  }
  expect(figures()).toEqual(figures())
})

it('has attackers that know nothing of the program but what they read', () => {
  const folder = new URL('../../bench/linkage/attacker/', import.meta.url)
  const files = readdirSync(folder)
  expect(files.length).toBeGreaterThan(4)
  for (const file of files) {
    const imports = readFileSync(new URL(file, folder), 'utf8').matchAll(/from '([^']+)'/g)
    for (const [, from] of imports) expect(from, file).toMatch(/^\.\/[\w-]+\.js$/)
  }
})
