import { evenTime, NOTHING_FOUND_AFTER_MS } from '../../src/bots/dialogue/even-time.js'
import { perform } from '../../src/core/perform.js'
import type { Ports } from '../../src/core/ports.js'
import { showStatus } from '../../src/core/screen/index.js'
import { sha256Hasher } from '../../src/store/hasher.js'
import { systemIds } from '../../src/store/ids.js'
import type { BenchWorld } from '../support/bench-world.js'
import { prepareCases } from '../support/cases.js'
import { median, type Verdict } from '../support/figures.js'

const ASKS = 80
const WARM_UP = 20

/**
 * How long "Nothing found for you" takes when there is something and when there is nothing, as it is said to somebody in a
 * chat: whoever measures must learn nothing from it. Without the way through HTTP, which would only blur the difference.
 * What it takes until then is printed too: it has to stay well below the time at which it is said.
 */
export async function benchNothingFound(
  { world, opened }: BenchWorld,
  say: (line: string) => void,
): Promise<Verdict[]> {
  const schemeId = world.scheme.id
  const cases = await prepareCases(
    opened.store.forScheme(schemeId),
    world,
    'awaiting_approval',
    WARM_UP + ASKS,
  )
  const ports: Ports = {
    store: opened.store,
    clock: { now: () => new Date() },
    ids: systemIds,
    hasher: sha256Hasher,
    cipher: opened.cipher,
    doorbell: { ring: () => undefined },
  }
  const asks: Readonly<Record<string, Ask>> = {
    'a code typed': (actor, { code }) => showStatus(ports, { schemeId, actor, target: { code } }),
    'a button pressed': (actor, { id }) =>
      perform(ports, {
        ...{ schemeId, actor, action: 'approve' as const, target: { requestId: id } },
        ...{ key: `nothing ${id}`, input: { identityConfirmed: true } },
      }),
  }
  say(`Nothing found: ${ASKS} asks each; medians`)
  const verdicts: Verdict[] = []
  for (const [what, ask] of Object.entries(asks)) {
    const took: Record<'there' | 'not', Took[]> = { there: [], not: [] }
    for (const [n, { request }] of cases.entries()) {
      // A lead of another landlord: no part in it.
      const stranger = world.landlords[(n + 1) % world.landlords.length]
      const actor = { personId: stranger?.leadId ?? '' }
      const there = () => timed(() => ask(actor, { id: request.id, code: request.workingCode ?? '' }))
      const not = () =>
        timed(() => ask(actor, { id: systemIds.ordered(), code: `W-${systemIds.random().slice(0, 13)}` }))
      const [first, second] = n % 2 === 0 ? [await there(), await not()] : [await not(), await there()]
      if (n < WARM_UP) continue
      took.there.push(n % 2 === 0 ? first : second)
      took.not.push(n % 2 === 0 ? second : first)
    }
    const middle = (which: 'there' | 'not', when: keyof Took) => median(took[which].map((each) => each[when]))
    const ms = (when: keyof Took) =>
      `${middle('there', when).toFixed(2)} ms where there is something, ${middle('not', when).toFixed(2)} ms where there is nothing`
    say(`  ${what}: known after ${ms('known')}`)
    say(`  ${what}: said after ${ms('said')}`)
    const [there, not] = [middle('there', 'said'), middle('not', 'said')]
    verdicts.push({
      what: `${what}, slower to faster`,
      ratio: Math.max(there / not, not / there),
      limit: { atMost: 1.02 },
    })
  }
  return verdicts
}

type Ask = (actor: { personId: string }, about: { id: string; code: string }) => Promise<{ kind: string }>

/** Milliseconds until the program knew its answer, and until it was said. */
interface Took {
  known: number
  said: number
}

async function timed(ask: () => Promise<{ kind: string }>): Promise<Took> {
  const from = performance.now()
  const { kind } = await ask()
  if (kind !== 'nothing_found') throw new Error(`answered with ${kind}`)
  const known = performance.now() - from
  await evenTime(from, NOTHING_FOUND_AFTER_MS)
  return { known, said: performance.now() - from }
}
