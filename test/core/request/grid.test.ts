import { describe, expect, test } from 'vitest'
import { authorise, isGrant } from '../../../src/core/request/authorise.js'
import { rowsOf } from '../../../src/core/request/rights.js'
import { STATES, type State } from '../../../src/core/request/states.js'
import { aCase, aPerson, NOW } from '../../support/facts.js'
import { type Cell, type Column, expectedGrid } from '../../support/grid.js'
import { GRID_DIRECTORY, gridCase, PERSON } from '../../support/grid-case.js'

const people = Object.values(PERSON).map(({ id, organisation, role }) =>
  aPerson(id, organisation, role ? [role] : []),
)
const partners = GRID_DIRECTORY.organisations.map(({ id, name, kind, active, stockAreas }) => ({
  id,
  name,
  kind,
  active,
  stockAreas,
  successorId: null,
}))
const BEHIND: Column[] = ['NO', 'lead', 'officer']

describe('state x action x role, from facts alone', () => {
  test.each(STATES)('every cell of "%s" is as the scheme says', (state) => {
    const wrong = expectedGrid()
      .filter((cell) => cell.state === state)
      .map((cell) => ({ cell, found: rightOf(cell) }))
      .filter(({ cell, found }) => found !== cell.expected)
      .map(({ cell, found }) => `${cell.action} ${cell.column}: ${found}, expected ${cell.expected}`)
    expect(wrong).toEqual([])
  })
})

function rightOf(cell: Cell): Cell['expected'] {
  if (granted(cell, null)) return '+'
  return BEHIND.some((column) => granted(cell, PERSON[column].id)) ? 'b' : '.'
}

function granted(cell: Cell, onBehalfOf: string | null): boolean {
  const made = gridCase(cell.state)
  const actor = people.find((person) => person.id === PERSON[cell.column].id)
  if (!actor) throw new Error(`nobody is ${cell.column}`)
  const { request, ...rest } = made
  const facts = { ...aCase({ actor, people, partners, ...rest }), request }
  return isGrant(authorise(facts, cell.action, { offerId: offerFor(cell), onBehalfOf, now: NOW }))
}

/** The offer at issue stands in the state the action needs, wherever such an offer can be live. */
function offerFor(cell: { action: Cell['action']; state: State }): string | null {
  const rows = rowsOf(cell.action)
  const needed = (rows.find((row) => row.from.includes(cell.state)) ?? rows[0])?.offer?.[0]
  return needed ? `offer-${cell.state}-${needed}` : null
}
