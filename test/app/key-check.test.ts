import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { prepareDatabase } from '../../src/app/prepare-database.js'
import { keysProblem } from '../../src/cli/checks.js'
import { openStore } from '../../src/store/index.js'
import { keysFromText, newDataKey } from '../../src/store/key-provider.js'
import { directory, london, NO_CHANGE, newRequest, SCHEME } from '../store/opened.js'
import { rawDump } from '../support/raw-dump.js'
import { freshDatabase, type TestDatabase } from '../support/services.js'

const first = newDataKey('k1')
const second = newDataKey('k2')

test('a start with other keys is refused with a sentence that says what to do, before anything is written', async () => {
  const database = await prepared(first)
  const before = await rawDump(database.ownerDatabaseUrl)
  await expect(start(database, second)).rejects.toThrow(
    'The database holds data under key k1, which DATA_KEYS lacks: put that key back, behind the present ones.',
  )
  await expect(start(database, newDataKey('k1'))).rejects.toThrow(
    'Key k1 of DATA_KEYS is not the key of that name under which the database holds data',
  )
  expect(await rawDump(database.ownerDatabaseUrl)).toEqual(before)
})

test('no migration runs with other keys, also on a database from before keys were proved', async () => {
  const database = await prepared(first)
  await asOwner(
    database,
    'drop table "DataKey"; delete from _prisma_migrations where migration_name like \'%at_rest\'',
  )
  await expect(start(database, second)).rejects.toThrow('holds data under key k1')
  await expect(start(database, newDataKey('k1'))).rejects.toThrow(
    'Key k1 of DATA_KEYS is not the key of that name',
  )
  const tables = await asOwner(database, `select to_regclass('"DataKey"') as it`)
  expect(tables.rows).toEqual([{ it: null }])
})

test('the right keys start, in any order and with others beside them', async () => {
  const database = await prepared(first)
  for (const keys of [`${first},${second}`, `${second},${first}`, first]) await start(database, keys)
})

test('a new key that has other bytes in another process is found at the first start with it', async () => {
  const database = await prepared(first)
  await start(database, `${first},${second}`)
  await expect(start(database, `${first},${newDataKey('k2')}`)).rejects.toThrow(
    'Key k2 of DATA_KEYS is not the key',
  )
})

test('doctor names a key that is lacking and how much needs it, and the start waits for it', async () => {
  const database = await prepared(first)
  await withStore(database, `${second},${first}`, async (opened) => {
    await opened.store.forScheme(SCHEME).commit({ ...NO_CHANGE, create: [newRequest()] })
    expect(await keysProblem(opened, { ...CONFIG, dataKeys: 'named' })).toBeNull()
  })
  await expect(start(database, first)).rejects.toThrow('holds data under key k2')
  await withStore(database, first, async (opened) =>
    expect(await keysProblem(opened, { ...CONFIG, dataKeys: 'named' })).toBe(
      'The database holds data under key k2, which DATA_KEYS lacks: put that key back, behind the present ones. 3 sealed texts need it.',
    ),
  )
})

test('one damaged text keeps nobody from starting', async () => {
  const database = await prepared(first)
  await asOwner(database, `update "Person" set contact = left(contact, -6) || 'AAAAAA'`)
  await start(database, first)
})

test('on a first try the file with the keys is named', async () => {
  const database = await prepared(first)
  await expect(
    prepareDatabase({ ...CONFIG, dataKeys: undefined }, database, keysFromText(second)),
  ).rejects.toThrow('which the file data-keys in the data folder lacks')
})

const CONFIG = {
  ...{
    production: false,
    databaseUrl: 'postgresql://named',
    ownerDatabaseUrl: undefined,
    redisUrl: undefined,
  },
  dataKeys: undefined as string | undefined,
}

async function prepared(keys: string): Promise<TestDatabase> {
  const database = await freshDatabase()
  onTestFinished(() => database.drop())
  await start(database, keys)
  await withStore(database, keys, async (opened) => {
    await opened.directory.loadScheme(london)
    await opened.directory.importDirectory(directory)
  })
  return database
}

const start = (database: TestDatabase, keys: string) =>
  prepareDatabase({ ...CONFIG, dataKeys: 'named' }, database, keysFromText(keys))

async function withStore(
  database: TestDatabase,
  keys: string,
  use: (opened: ReturnType<typeof openStore>) => Promise<unknown>,
): Promise<void> {
  const opened = openStore({ databaseUrl: database.databaseUrl, keys: keysFromText(keys) })
  try {
    await use(opened)
  } finally {
    await opened.close()
  }
}

async function asOwner(database: TestDatabase, sql: string): Promise<pg.QueryResult> {
  const owner = new pg.Client({ connectionString: database.ownerDatabaseUrl })
  await owner.connect()
  try {
    return await owner.query(sql)
  } finally {
    await owner.end()
  }
}
