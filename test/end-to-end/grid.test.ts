import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CaseFacts } from '../../src/core/facts.js'
import { perform } from '../../src/core/perform.js'
import { authorise, isGrant } from '../../src/core/request/authorise.js'
import { allActions, rowsOf } from '../../src/core/request/rights.js'
import { STATES, type State } from '../../src/core/request/states.js'
import { aScheme } from '../support/facts.js'
import { type Cell, COLUMNS, type Column, expectedGrid } from '../support/grid.js'
import { creating, GRID_DIRECTORY, gridCase, PERSON } from '../support/grid-case.js'
import { openPlainStore, type PlainStore } from '../support/plain-store.js'
import { ACCESS_CHAIN, tableDigests } from '../support/raw-tables.js'

/**
 * Of the program, not of the scheme, which names the hold on erasure but not how it ends, and erasure by time alone; and
 * a coordinator confirms that a safety message was read.
 */
const NOT_IN_THE_SCHEME = [
  'open_incident',
  'decide_reporting',
  'end_erasure_hold',
  'erase',
  'acknowledge_safety',
]
const now = new Date('2026-03-03T10:00:00Z')

let plain: PlainStore

beforeAll(async () => {
  plain = await openPlainStore(now)
  const { opened } = plain
  await opened.directory.loadScheme(aScheme())
  await opened.directory.importDirectory(GRID_DIRECTORY)
  for (const state of STATES) await plain.ports.store.forScheme('london').commit(creating(gridCase(state)))
})

afterAll(() => plain?.end())

/** Some hundred steps each, on a machine that may be busy. */
const timeout = 60_000

describe('state x action x role', { timeout }, () => {
  test('the expected grid names every action of the program in every state', () => {
    const cells = expectedGrid()
    const actions = new Set(cells.map((cell) => cell.action))
    expect([...allActions()].filter((action) => !actions.has(action))).toEqual(NOT_IN_THE_SCHEME)
    expect(cells).toHaveLength(actions.size * STATES.length * COLUMNS.length)
  })

  test.each(STATES)('every cell of "%s" is as the scheme says', async (state) => {
    const wrong: string[] = []
    for (const cell of expectedGrid().filter((c) => c.state === state)) {
      const found = await rightOf(cell)
      if (found !== cell.expected)
        wrong.push(`${cell.action} ${cell.column}: ${found}, expected ${cell.expected}`)
    }
    expect(wrong).toEqual([])
  })

  test.each(STATES)(
    'every refused step in "%s" leaves a sentence and an unchanged database',
    async (state) => {
      const before = await tableDigests(plain.owner, ACCESS_CHAIN)
      const silent: string[] = []
      for (const cell of expectedGrid().filter((c) => c.state === state && c.expected !== '+')) {
        const offerId = offerFor(cell)
        const outcome = await perform(plain.ports, {
          schemeId: 'london',
          action: cell.action,
          target: { requestId: `request-${state}` },
          actor: { personId: PERSON[cell.column].id },
          key: `${cell.action}:${cell.column}:${state}`,
          ...(offerId && { offerId }),
        })
        const refused = ['refused', 'late', 'nothing_found'].includes(outcome.kind)
        if (!refused || !('say' in outcome) || !/^[A-Z].*[.!?]$/.test(outcome.say))
          silent.push(`${cell.action} ${cell.column}: ${JSON.stringify(outcome)}`)
      }
      expect(silent).toEqual([])
      expect(await tableDigests(plain.owner, ACCESS_CHAIN)).toEqual(before)
    },
  )
})

/** What the program grants in this cell, worked out from the database as for a click. */
async function rightOf(cell: Cell): Promise<Cell['expected']> {
  if (await granted(cell, null)) return '+'
  const absent: Column[] = ['NO', 'lead', 'officer']
  for (const column of absent) if (await granted(cell, PERSON[column].id)) return 'b'
  return '.'
}

async function granted(cell: Cell, onBehalfOf: string | null): Promise<boolean> {
  const facts = await factsFor(cell.state, cell.column, onBehalfOf)
  return isGrant(authorise(facts, cell.action, { offerId: offerFor(cell), onBehalfOf, now }))
}

const known = new Map<string, Promise<CaseFacts>>()

/** What the database says of this person and case; the same for every action. */
function factsFor(state: State, column: Column, onBehalfOf: string | null): Promise<CaseFacts> {
  const key = `${state} ${column} ${onBehalfOf}`
  const facts = known.get(key) ?? readFacts(state, column, onBehalfOf)
  known.set(key, facts)
  return facts
}

async function readFacts(state: State, column: Column, onBehalfOf: string | null): Promise<CaseFacts> {
  const facts = await plain.ports.store.forScheme('london').readCase({
    target: { requestId: `request-${state}` },
    actor: { personId: PERSON[column].id },
    key: null,
    ...(onBehalfOf && { withPerson: onBehalfOf }),
  })
  if (!facts) throw new Error('the case is not there')
  return facts
}

/** The offer at issue stands in the state the action needs, wherever such an offer can be live. */
function offerFor(cell: { action: Cell['action']; state: State }): string | null {
  const rows = rowsOf(cell.action)
  const needed = (rows.find((row) => row.from.includes(cell.state)) ?? rows[0])?.offer?.[0]
  return needed ? `offer-${cell.state}-${needed}` : null
}
