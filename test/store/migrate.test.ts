import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { expect, inject, onTestFinished, test } from 'vitest'
import { migrationsFolder, schemaFile } from '../../src/app/paths.js'
import { migrate, schemaDiff } from '../../src/store/migrate.js'
import { emptyDatabase } from '../support/services.js'

const first = { '20260101000000_first': 'create table one (id int primary key);' }
const second = { '20260102000000_second': 'create table two (id int primary key references one);' }

test('migrations are applied once, in order, by however many programs start at the same moment', async () => {
  const url = await database()
  const folder = migrations({ ...second, ...first })
  const applied = await Promise.all([
    migrate(url, { folder }),
    migrate(url, { folder }),
    migrate(url, { folder }),
  ])
  expect(applied.flat()).toEqual(['20260101000000_first', '20260102000000_second'])
  expect(await migrate(url, { folder })).toEqual([])
})

test('a migration that came later is applied to a database that holds data', async () => {
  const url = await database()
  await migrate(url, { folder: migrations(first) })
  await query(url, 'insert into one values (1)')
  expect(await migrate(url, { folder: migrations({ ...first, ...second }) })).toEqual([
    '20260102000000_second',
  ])
  expect(await query(url, 'select id from one')).toEqual([{ id: 1 }])
})

test('a migration that fails changes nothing and names itself, and the next start does not pass it over', async () => {
  const url = await database()
  const folder = migrations({
    ...first,
    '20260103000000_bad': 'create table three (id int); select nonsense;',
  })
  await expect(migrate(url, { folder })).rejects.toThrow('20260103000000_bad')
  expect(await query(url, `select to_regclass('three') as three`)).toEqual([{ three: null }])
  await expect(migrate(url, { folder })).rejects.toThrow('20260103000000_bad')
})

test('a start that ends in the middle of a migration is followed by one that begins it again', async () => {
  const url = await database()
  const folder = migrations({ ...first, ...second })
  let cut = true
  for (let at = 1; cut; at++) {
    let sent = 0
    cut = false
    const onStatement = () => {
      sent += 1
      if (sent !== at) return
      cut = true
      throw new Error('the connection broke')
    }
    await migrate(url, { folder, onStatement }).catch(() => undefined)
  }
  expect(await migrate(url, { folder })).toEqual([])
  expect(
    await query(
      url,
      'select migration_name from _prisma_migrations where finished_at is not null order by 1',
    ),
  ).toEqual([{ migration_name: '20260101000000_first' }, { migration_name: '20260102000000_second' }])
})

test('the checked-in migrations lead to the schema of today', async () => {
  const asMigrated = readFileSync(join(migrationsFolder, 'schema.prisma'), 'utf8')
  const difference = await schemaDiff(await database(), asMigrated, readFileSync(schemaFile, 'utf8'))
  expect(difference).toContain('This is an empty migration')
})

test('the SQL between two schemas is written out for the new migration', async () => {
  const model = (...fields: string[]) =>
    ['datasource db {', 'provider = "postgresql"', '}', 'model Note {', 'id String @id', ...fields, '}'].join(
      '\n',
    )
  const sql = await schemaDiff(await database(), model(), model('title String?'))
  expect(sql).toContain('ALTER TABLE "Note" ADD COLUMN     "title" TEXT')
})

async function database(): Promise<string> {
  const { ownerDatabaseUrl, drop } = await emptyDatabase()
  onTestFinished(drop)
  return ownerDatabaseUrl
}

function migrations(scripts: Record<string, string>): string {
  const folder = mkdtempSync(join(inject('services').folder, 'migrations-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, sql] of Object.entries(scripts)) {
    mkdirSync(join(folder, name))
    writeFileSync(join(folder, name, 'migration.sql'), sql)
  }
  return folder
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
