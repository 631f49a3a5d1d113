import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { COMMANDS } from '../../src/bots/commands.js'
import { ACTION_LABELS } from '../../src/bots/views/action-labels.js'
import { perform } from '../../src/core/perform.js'
import { authorise, isGrant } from '../../src/core/request/authorise.js'
import { allActions, rowsOf } from '../../src/core/request/rights.js'
import { STATES } from '../../src/core/request/states.js'
import type { ActionName } from '../../src/core/request/step.js'
import { NOW } from '../support/facts.js'
import { openPlainStore, type PlainStore } from '../support/plain-store.js'
import { ACCESS_CHAIN, tableDigests } from '../support/raw-tables.js'
import { type Cell, expectedMatrix, ROWS } from './expected-matrix.js'
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
import { awayForLead, IN_NO_CHAT, SCHEME_WIDE, signOf as signOfAnswer } from './scheme-wide.js'

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
const NOT_IN_THE_MATRIX = ['open_incident', 'decide_reporting', 'end_erasure_hold', 'acknowledge_safety']

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

const schemeWide = expectedMatrix().filter(({ action }) => Object.hasOwn(SCHEME_WIDE, action))

test('every action of the matrix is compared here, or is in no chat', () => {
  const compared = new Set([...cells, ...schemeWide].map(({ action }) => action))
  const others = expectedMatrix()
    .map(({ action }) => NAMES[action] ?? action)
    .filter((action) => !compared.has(action as ActionName))
  expect([...new Set(others)].sort()).toEqual([...IN_NO_CHAT].sort())
  const offered = [
    ...COMMANDS.flatMap(({ name, aliases }) => [name, ...aliases]),
    ...Object.keys(ACTION_LABELS),
  ]
  expect(IN_NO_CHAT.filter((action) => offered.includes(action))).toEqual([])
})

describe.each(PLATFORMS)('what is about no one request x role x relation, in %s', (platform) => {
  test('every cell is as the scheme says, and whoever is refused changes nothing but the access chain', {
    timeout: 120_000,
  }, async () => {
    const wrong: string[] = []
    const compare = async (cell: Cell) => {
      const ask = SCHEME_WIDE[cell.action]
      if (!ask || NOT_SAID.some((skip) => skip(cell))) return
      const { sign, words } = signOfAnswer(await ask(plain.ports, cell, platform))
      const expected = expectedSign(cell)
      if (sign !== expected) wrong.push(`${named(cell)}: ${words}, expected ${expected}`)
    }
    const before = await tableDigests(plain.owner, ACCESS_CHAIN)
    for (const cell of schemeWide) if (expectedSign(cell) !== '+') await compare(cell)
    expect(await tableDigests(plain.owner, ACCESS_CHAIN)).toEqual(before)
    for (const cell of schemeWide) if (expectedSign(cell) === '+') await compare(cell)
    expect(wrong).toEqual([])
  })

  test('away dates are recorded for a lead who is not on chat by coordinators, and by nobody else', async () => {
    const found = await Promise.all(
      ROWS.map(async (row) => [
        row,
        signOfAnswer(await awayForLead(plain.ports, { row, relation: 'own' }, platform)).sign,
      ]),
    )
    const signs: Partial<Record<Cell['row'], string>> = { coordinator: '+', no_role: '.' }
    const others = ROWS.map((row) => [row, signs[row] ?? '?'])
    expect(found).toEqual(others)
  })

  test('a manager reads of no other partner, and an auditor nothing of a case', async () => {
    const asked = (row: Cell['row'], action: string) =>
      SCHEME_WIDE[action]?.(plain.ports, { row, relation: 'own' }, platform)
    expect(JSON.stringify(await asked('partner_manager', 'read_ledger_own'))).not.toContain('croydon-homes')
    const log = JSON.stringify(await asked('auditor', 'read_access_log'))
    expect(log).toContain('read partners')
    expect(log).not.toMatch(/E09|Domestic|W-circulated/)
  })
})

/** "b" is a step for somebody else, which in one's own right is refused. */
const expectedSign = ({ expected }: Cell) => (expected === 'b' ? '?' : expected)

/** What the program cannot be asked: it names no other person's dates and no other partner's balance. */
const NOT_SAID: readonly ((cell: Cell) => boolean)[] = [
  ({ action, row, relation }) =>
    action === 'set_away' && row === 'named_lead' && (relation === 'own_org' || relation === 'other_org'),
  ({ action, row, relation }) =>
    action === 'read_ledger_own' && row === 'partner_manager' && relation === 'other_org',
  // One word gives the managers their own balance, and the coordinators all of them.
  ({ action, row }) => action === 'read_ledger_all' && row === 'partner_manager',
]

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
    ...(onBehalfOf && { withPerson: onBehalfOf }),
  })
}
