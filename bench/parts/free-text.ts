import { findPersonalDetails } from '../../src/core/privacy/personal-details.js'
import type { BenchWorld } from '../support/bench-world.js'
import { median, type Verdict } from '../support/figures.js'

/** As long as a free-text field takes. */
const CHARACTERS = 3_000
const ROUNDS = 7

const PROSE =
  'She has asked for a home near the same bus route, because the younger child changes school in the autumn. ' +
  'The support worker meets her each week and thinks that a ground floor or a lift would help. '

/** Texts that a careless pattern would try again from every character on. */
const ODD = ['a', '1', 'a ', '1 ', 'a.', 'a-', 'a_', '\n', 'qzxkv ', 'name called known as ', 'one hundred ']

/** Looking for personal details in the oddest text, against as much plain prose. */
export async function benchFreeText(_bench: BenchWorld, say: (line: string) => void): Promise<Verdict[]> {
  const prose = milliseconds(PROSE)
  const odd = ODD.map((unit) => ({ unit, took: milliseconds(unit) })).sort((a, b) => b.took - a.took)
  const [worst] = odd
  if (!worst) throw new Error('There is no odd text.')
  say(`Free text, ${CHARACTERS} characters`)
  say(`  prose ${prose.toFixed(1)} ms`)
  say(`  worst ${worst.took.toFixed(1)} ms (${JSON.stringify(worst.unit)} again and again)`)
  return [{ what: 'free text, worst to prose', ratio: worst.took / prose, limit: { atMost: 15 } }]
}

function milliseconds(unit: string): number {
  const text = unit.repeat(Math.ceil(CHARACTERS / unit.length)).slice(0, CHARACTERS)
  return median(
    Array.from({ length: ROUNDS }, () => {
      const from = performance.now()
      findPersonalDetails(text)
      return performance.now() - from
    }),
  )
}
