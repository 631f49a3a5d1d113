import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { schemesFolder } from '../../src/app/paths.js'
import { directoryImport } from '../../src/cli/directory-import.js'
import { type OpenedStore, openStore } from '../../src/store/index.js'
import { keysFromText, newDataKey } from '../../src/store/key-provider.js'
import { newFolder } from '../app/local/folder.js'
import { freshDatabase, type TestDatabase } from '../support/services.js'

const TABLES = [
  'Scheme',
  'SchemeVersion',
  'Organisation',
  'Person',
  'RoleGrant',
  'Deputy',
  'Workspace',
  'Room',
]
const demo = join(schemesFolder, 'demo-directory.yaml')
let database: TestDatabase
let opened: OpenedStore

beforeAll(async () => {
  database = await freshDatabase()
  opened = openStore({ databaseUrl: database.databaseUrl, keys: keysFromText(newDataKey()) })
})
afterAll(async () => {
  await opened.close()
  await database.drop()
})

test('a directory is loaded with its scheme, and the same file again changes nothing', async () => {
  const all = '57 organisations, 161 people, 57 workspaces, 54 channels.'
  expect(await load(demo)).toEqual([
    `London Housing Reciprocal: ${all}`,
    'People: 161 added, 0 changed, 0 removed.',
  ])
  const before = await rows()
  expect((await load(demo))[1]).toBe('People: 0 added, 0 changed, 0 removed.')
  expect(await rows()).toEqual(before)
})

test('a bad file is refused with line and field of every error, and changes nothing', async () => {
  await load(demo)
  const before = await rows()
  const text = readFileSync(demo, 'utf8')
  const bad = text
    .replace(/^ {4}email: .*$/m, '    email: not-an-address')
    .replace(/^ {4}organisation: hackney$/m, '    organisation: nowhere')
  await expect(load(written(bad))).rejects.toThrow(
    /^\S+:\d+:\d+ people\[0\]\.email: .*\n\S+:\d+:\d+ people\[7\]\.organisation: .*"nowhere"$/,
  )
  expect(await rows()).toEqual(before)
})

test('a file that names no scheme, or one that is not there, is refused', async () => {
  await expect(load(written('people: []\n'))).rejects.toThrow('has no line "scheme: …"')
  await expect(load(written('scheme: atlantis\n'))).rejects.toThrow(/There is no file .*atlantis\.yaml/)
})

async function load(file: string): Promise<string[]> {
  const lines: string[] = []
  await directoryImport(opened, file, (line) => lines.push(line))
  return lines
}

function written(text: string): string {
  const file = join(newFolder(), 'directory.yaml')
  writeFileSync(file, text)
  return file
}

/** Every stored row of the directory, byte for byte. */
async function rows(): Promise<string[]> {
  const client = new pg.Client({ connectionString: database.ownerDatabaseUrl })
  await client.connect()
  try {
    const all: string[] = []
    for (const name of TABLES) {
      const found = await client.query<{ row: string }>(`select t::text as row from "${name}" t`)
      all.push(...found.rows.map(({ row }) => `${name} ${row}`))
    }
    return all.sort()
  } finally {
    await client.end()
  }
}
