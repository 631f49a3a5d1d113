import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { perform } from '../../src/core/perform.js'
import { authorise, isGrant } from '../../src/core/request/authorise.js'
import { allActions, rowsOf } from '../../src/core/request/rights.js'
import { STATES } from '../../src/core/request/states.js'
import type { ActionName } from '../../src/core/request/step.js'
import { NOW } from '../support/facts.js'
import { openPlainStore, type PlainStore } from '../support/plain-store.js'
import { ACCESS_CHAIN, tableDigests } from '../support/raw-tables.js'
import { type Cell, expectedMatrix } from './expected-matrix.js'
import {
  accountOf,
  idOf,
  LONDON,
  offerIdOf,
  PLATFORMS,
  type Platform,
  populate,
  requestIdOf,
  requestIn,
  schemeOf,
} from './matrix-world.js'

let plain: PlainStore

beforeAll(async () => {
  plain = await openPlainStore(NOW)
  const { opened } = plain
  await populate(opened)
  for (const state of STATES) await opened.store.forScheme(LONDON).commit(requestIn(state))
})
afterAll(() => plain?.end())

type CaseCell = Cell & { action: ActionName; state: NonNullable<Cell['state']> }
const isCaseCell = (cell: Cell): cell is CaseCell => allActions().some((action) => action === cell.action)
/** Where the matrix and the program call a step by different names. */
const NAMES: Readonly<Record<string, ActionName>> = {
  erase_request: 'erase',
  place_retention_hold: 'hold_erasure',
}
const cells = expectedMatrix()
  .map((cell) => ({ ...cell, action: NAMES[cell.action] ?? cell.action }))
  .filter(isCaseCell)
const named = ({ action, row, relation }: Cell) => `${action} ${row} ${relation}`

test('the expected matrix names every action on a request that the scheme knows', () => {
  const actions = new Set(cells.map(({ action }) => action))
  expect(allActions().filter((action) => !actions.has(action))).toEqual(NOT_IN_THE_MATRIX)
})

/** Of the program, not of the scheme. */
const NOT_IN_THE_MATRIX = ['end_erasure_hold', 'acknowledge_safety']

describe.each(PLATFORMS)('action x role x relation, in %s', (platform) => {
  test('every cell is as the scheme says', { timeout: 120_000 }, async () => {
    const wrong: string[] = []
    for (const cell of cells) {
      const found = await signOf(cell, platform)
      if (found !== cell.expected) wrong.push(`${named(cell)}: ${found}, expected ${cell.expected}`)
    }
    expect(wrong).toEqual([])
  })

  test('whoever is refused reads the right kind of sentence, and changes nothing but the access chain', {
    timeout: 120_000,
  }, async () => {
    const before = await tableDigests(plain.owner, ACCESS_CHAIN)
    const wrong: string[] = []
    const refusals = cells.filter(({ expected }) => expected !== '+')
    // What is granted has been compared on both; each refusal is pressed on one of them.
    for (const cell of refusals.filter((_cell, at) => (at % 2 === 0) === (platform === 'slack'))) {
      const outcome = await perform(plain.ports, {
        schemeId: schemeOf(cell.relation),
        action: cell.action,
        target: { requestId: requestIdOf(cell.state) },
        actor: accountOf(cell.row, cell.relation, platform),
        key: `${named(cell)} ${platform}`,
        ...(offerOf(cell) && { offerId: offerOf(cell) ?? '' }),
      })
      const nothing = outcome.kind === 'nothing_found' && outcome.say === 'Nothing found for you.'
      const sentence = 'say' in outcome && /^[A-Z].*[.!?]$/.test(outcome.say)
      const refused = (outcome.kind === 'refused' || outcome.kind === 'late') && sentence
      if (cell.expected === '.' ? !nothing : !refused)
        wrong.push(`${named(cell)}: ${JSON.stringify(outcome)}`)
    }
    expect(wrong).toEqual([])
    expect(await tableDigests(plain.owner, ACCESS_CHAIN)).toEqual(before)
  })
})

/** What the program grants in this cell, worked out from the database as for a click. */
async function signOf(cell: CaseCell, platform: Platform): Promise<string> {
  const own = await answerTo(cell, platform, null)
  if (own === 'granted') return '+'
  for (const row of ['nominating_officer', 'named_lead', 'housing_officer'] as const)
    if ((await answerTo(cell, platform, idOf(row, 'own'))) === 'granted') return 'b'
  return own === 'nothing' ? '.' : '?'
}

/** The offer at issue: in the state that the matrix names, or in the first one that the action needs. */
function offerOf({ action, state, offer }: CaseCell): string | null {
  const needed = offer ?? rowsOf(action).find((row) => row.from.includes(state))?.offer?.[0]
  return needed ? offerIdOf(state, needed) : null
}

const known = new Map<string, Promise<Awaited<ReturnType<typeof readFacts>>>>()

async function answerTo(cell: CaseCell, platform: Platform, onBehalfOf: string | null) {
  const key = [cell.state, cell.row, cell.relation, platform, onBehalfOf].join(' ')
  const facts = await (known.get(key) ?? known.set(key, readFacts(cell, platform, onBehalfOf)).get(key))
  if (!facts) return 'nothing'
  const offerId = offerOf(cell)
  const answer = authorise(facts, cell.action, { offerId, onBehalfOf, now: NOW })
  if (isGrant(answer)) return 'granted'
  return answer.kind === 'nothing_found' ? 'nothing' : 'refused'
}

function readFacts({ state, row, relation }: CaseCell, platform: Platform, onBehalfOf: string | null) {
  return plain.opened.store.forScheme(schemeOf(relation)).readCase({
    target: { requestId: requestIdOf(state) },
    actor: accountOf(row, relation, platform),
    key: null,
    ...(onBehalfOf && { onBehalfOf }),
  })
}
