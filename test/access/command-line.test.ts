import type { Command } from 'commander'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { buildProgram } from '../../src/cli/program.js'
import { STATES } from '../../src/core/request/states.js'
import { openStore } from '../../src/store/index.js'
import { keysFromText, newDataKey } from '../../src/store/key-provider.js'
import { tableDigests } from '../support/raw-tables.js'
import { freshDatabase, freshRedis } from '../support/services.js'
import { expectedCommands } from './expected-matrix.js'
import { LONDON, populate, requestIn } from './matrix-world.js'

/** Of the program, not of the specification's list: they show ids and codes of people, never of a case. */
const NOT_IN_THE_MATRIX = ['people unconfirmed', 'people code', 'audit anchor']
/** Named there and in no program yet; a coordinator sets a hold in chat. */
const NOT_THERE = ['history import', 'report', 'retention hold']

/** What nobody may read on a command line: fields of the form, people, areas, landlords. */
const CONTENT = /Name of|@example\.org|domestic|E0900|\blandlord\b|camden|CH-4411/i
const CASE_TABLES = [
  'Request',
  'RequestOfficer',
  'Approval',
  'Offer',
  'Notice',
  'Move',
  'LedgerEntry',
  'Transition',
]

let owner: pg.Client
const undo: (() => Promise<unknown> | unknown)[] = []

beforeAll(async () => {
  const [database, redis] = await Promise.all([freshDatabase(), freshRedis()])
  const dataKeys = newDataKey()
  const opened = openStore({ databaseUrl: database.databaseUrl, keys: keysFromText(dataKeys) })
  await populate(opened)
  for (const state of STATES) await opened.store.forScheme(LONDON).commit(requestIn(state))
  await opened.close()
  owner = new pg.Client({ connectionString: database.ownerDatabaseUrl })
  await owner.connect()
  undo.push(
    () => owner.end(),
    () => database.drop(),
  )
  vi.stubEnv('DATABASE_URL', database.databaseUrl)
  vi.stubEnv('DATABASE_OWNER_URL', database.ownerDatabaseUrl)
  vi.stubEnv('REDIS_URL', redis.url)
  vi.stubEnv('DATA_KEYS', dataKeys)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  for (const step of undo) await step()
})

test('every command is one that the expected matrix knows', () => {
  const there = leaves(buildProgram(() => undefined))
  const expected = [...expectedCommands().keys()].filter((name) => !name.includes(' --'))
  expect(there.filter((name) => !expected.includes(name)).sort()).toEqual([...NOT_IN_THE_MATRIX].sort())
  expect(expected.filter((name) => !there.includes(name)).sort()).toEqual([...NOT_THERE].sort())
})

test.each([
  ['status', 'status W-circulated'],
  ['audit verify', 'audit verify'],
  ['doctor', 'doctor'],
  ['requeue', 'requeue'],
  ['keys rotate', 'keys rotate'],
  ['retention run --dry-run', 'retention run --dry-run'],
  ['retention run', 'retention run'],
] as const)('%s shows nothing of a case, and changes what its name says', async (name, line) => {
  const word = expectedCommands().get(name)
  const before = await tableDigests(owner)
  const said = await run(line)
  expect(said).not.toBe('')
  expect(said).not.toMatch(CONTENT)
  if (word !== 'changes nothing of a case') return
  const after = await tableDigests(owner)
  for (const table of CASE_TABLES) expect([table, after[table]]).toEqual([table, before[table]])
})

test('an export wants a nominating officer of the request and how they were verified', async () => {
  await expect(run('export W-closed --out nowhere.html')).rejects.toThrow(/requested-by/)
  await expect(
    run('export W-closed --out nowhere.html --requested-by coordinator-own --verified by-phone'),
  ).rejects.toThrow(/nominating officer/)
})

async function run(line: string): Promise<string> {
  const said: string[] = []
  const program = buildProgram((each) => said.push(each))
  for (const command of everyCommand(program))
    command.exitOverride().configureOutput({ writeErr: () => undefined })
  try {
    await program.parseAsync(line.split(' '), { from: 'user' })
  } finally {
    // A command that found something to do says so with it.
    process.exitCode = undefined
  }
  return said.join('\n')
}

function everyCommand(command: Command): Command[] {
  return [command, ...command.commands.flatMap(everyCommand)]
}

function leaves(command: Command, path: string[] = []): string[] {
  return command.commands.flatMap((each) =>
    each.commands.length > 0 ? leaves(each, [...path, each.name()]) : [[...path, each.name()].join(' ')],
  )
}
