import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { migrationsFolder } from '../../src/app/paths.js'
import { migrate } from '../../src/store/migrate.js'
import { emptyDatabase } from '../support/services.js'
import { schemaOf } from './schema-of.js'
import { killAtEachStatement } from './statements.js'

const HOUR_MS = 3_600_000

test(
  'killed at any statement, a migration has happened entirely or not at all, and the next start does the rest',
  async () => {
    const steps = await schemasOnTheWay()
    const whole = steps.at(-1)
    const { statements, kills } = await killAtEachStatement(
      'migrate',
      database,
      async ({ ownerUrl }, killAt) => {
        if (!killAt.sent) {
          const left = await schemaOf(ownerUrl)
          expect([killAt, left.made]).toEqual([killAt, steps[left.migrations.length]?.made])
        }
        await migrate(ownerUrl)
        expect([killAt, await schemaOf(ownerUrl)]).toEqual([killAt, whole])
        expect(await migrate(ownerUrl)).toEqual([])
      },
    )
    console.log(`migrations were killed ${kills} times, at ${statements} statements before and after each`)
    expect(statements).toBeGreaterThan(2 * (steps.length - 1))
  },
  HOUR_MS,
)

async function database() {
  const { ownerDatabaseUrl: ownerUrl, drop } = await emptyDatabase()
  return { data: { ownerUrl }, drop }
}

/** What an undisturbed start has made after none, one, two ... of the migrations. */
async function schemasOnTheWay() {
  const folder = mkdtempSync(join(tmpdir(), 'migrations-'))
  const { data, drop } = await database()
  const schemas = [await schemaOf(data.ownerUrl)]
  for (const name of readdirSync(migrationsFolder).sort()) {
    cpSync(join(migrationsFolder, name), join(folder, name), { recursive: true })
    if ((await migrate(data.ownerUrl, { folder })).length > 0) schemas.push(await schemaOf(data.ownerUrl))
  }
  rmSync(folder, { recursive: true })
  await drop()
  return schemas
}
