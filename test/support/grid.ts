import { readFileSync } from 'node:fs'
import { allActions } from '../../src/core/request/rights.js'
import { STATES, type State } from '../../src/core/request/states.js'
import type { ActionName } from '../../src/core/request/step.js'

/** The columns of the expected grid, in its order. */
export const COLUMNS = [
  'NO',
  'otherNO',
  'lead',
  'otherLead',
  'officer',
  'otherOfficer',
  'manager',
  'coordinator',
  'admin',
  'reporter',
  'auditor',
  'outsider',
] as const
export type Column = (typeof COLUMNS)[number]

export interface Cell {
  action: ActionName
  state: State
  column: Column
  /** `+` own right, `b` only on behalf of somebody, `.` refused. */
  expected: '+' | 'b' | '.'
}

/** Reads the grid that was written from the scheme alone. Throws when it and the program do not name the same things. */
export function expectedGrid(): Cell[] {
  const text = readFileSync(new URL('../expected/request-grid.txt', import.meta.url), 'utf8')
  const cells: Cell[] = []
  let action: ActionName | null = null
  for (const line of text.split('\n')) {
    const words = line.trim().split(/\s+/)
    if (line.startsWith('#') || words[0] === '' || words[0] === 'roles:') continue
    if (words[0] === 'action') {
      action = allActions().find((known) => known === words[1]) ?? null
      if (!action) throw new Error(`the grid has an action that the program does not: ${words[1]}`)
      continue
    }
    const state = STATES.find((known) => known === words[0])
    if (!state || !action || words.length !== COLUMNS.length + 1) throw new Error(`not a row: ${line}`)
    const row = { action, state }
    COLUMNS.forEach((column, at) => {
      cells.push({ ...row, column, expected: words[at + 1] as Cell['expected'] })
    })
  }
  return cells
}
