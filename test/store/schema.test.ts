import pg from 'pg'
import { expect, it } from 'vitest'
import { freshDatabase } from '../support/services.js'

it('the program owns no table and cannot touch the access chain but through its function', async () => {
  const database = await freshDatabase()
  const app = new pg.Client({ connectionString: database.databaseUrl })
  await app.connect()
  try {
    const owned = await app.query(`select 1 from pg_tables where tableowner = current_user`)
    expect(owned.rowCount).toBe(0)
    const insert = `insert into "AccessHead" values ('s', '2026-01-01', 0, '')`
    await expect(app.query(insert)).rejects.toThrow(/permission denied/)
  } finally {
    await app.end()
    await database.drop()
  }
})
