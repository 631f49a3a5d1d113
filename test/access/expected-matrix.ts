import { readFileSync } from 'node:fs'
import type { OfferState, State } from '../../src/core/request/states.js'

export const ROWS = [
  'nominating_officer',
  'named_lead',
  'deputy',
  'housing_officer',
  'partner_manager',
  'coordinator',
  'scheme_admin',
  'reporter',
  'auditor',
  'no_role',
] as const
export type Row = (typeof ROWS)[number]

export const RELATIONS = ['own', 'own_org', 'other_org', 'excluded', 'other_scheme'] as const
export type Relation = (typeof RELATIONS)[number]

export interface Cell {
  action: string
  /** In which the request stands; null: the action is not about the state of one. */
  state: State | null
  /** In which the offer at issue stands. */
  offer: OfferState | null
  row: Row
  relation: Relation
  /** `+` in one's own right, `b` only for somebody else, `?` refused with a sentence, `.` "Nothing found for you". */
  expected: string
}

const text = readFileSync(new URL('../expected/access-matrix.txt', import.meta.url), 'utf8')
const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))

/** The matrix that was written from the scheme alone. Throws at a line that is none of it. */
export function expectedMatrix(): Cell[] {
  const cells: Cell[] = []
  let about: Pick<Cell, 'action' | 'state' | 'offer'> | null = null
  for (const line of lines) {
    const [word = '', ...signs] = line.split(/\s+/)
    if (word === 'columns:' || word === 'command') continue
    if (word === 'action') {
      const [, action = '', state = null, offer = null] =
        /^action (\w+)(?: in (\w+))?(?: offer (\w+))?$/.exec(line) ?? []
      about = { action, state: state as State | null, offer: offer as OfferState | null }
      continue
    }
    const row = ROWS.find((known) => known === word)
    if (!row || !about || signs.length !== RELATIONS.length || !signs.every((sign) => /^[+b?.]$/.test(sign)))
      throw new Error(`not a row: ${line}`)
    for (const [at, relation] of RELATIONS.entries())
      cells.push({ ...about, row, relation, expected: signs[at] ?? '' })
  }
  return cells
}

/** What each command of the command line may show or do, by its name. */
export function expectedCommands(): Map<string, string> {
  const found = lines.flatMap((line) => {
    const [, name, word] = /^command (.+): (.+)$/.exec(line) ?? []
    return name && word ? [[name, word] as const] : []
  })
  return new Map(found)
}
