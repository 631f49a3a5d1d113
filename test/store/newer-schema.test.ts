import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../src/store/database.js'
import { freshDatabase, type TestDatabase } from '../support/services.js'

let services: TestDatabase
let owner: pg.Client
beforeAll(async () => {
  services = await freshDatabase()
  owner = new pg.Client({ connectionString: services.ownerDatabaseUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await services.drop()
})

test('a program that runs while a newer one adds a column goes on without a failure', async () => {
  const database = openDatabase({ databaseUrl: services.databaseUrl, poolSize: 1 })
  const all = () => database.run<object>('all_schemes', 'select * from "Scheme" where id <> $1', [''])
  await owner.query(
    `insert into "Scheme" (id, title, intake, "currentVersion") values ('one', 'One', 'open', 1)`,
  )
  expect(await all()).toHaveLength(1)
  await owner.query('alter table "Scheme" add column later text')
  expect(await all()).toMatchObject([{ later: null }])
  await database.close()
})
