// `npm run migration:new -- NAME`: writes the SQL that leads from the last migration's schema to the present one.
// prisma/migrations/schema.prisma is the schema as the last migration left it. SQL that Prisma does not know
// (grants, triggers, functions) is added to the new file by hand.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StepFailed, whenCalled } from './command.mjs'
import { load } from './load.mjs'
import { root } from './stamp.mjs'

async function newMigration() {
  const name = process.argv[2]
  if (!/^[a-z][a-z0-9_]*$/.test(name ?? '')) {
    throw new StepFailed(
      'Say what the migration does, in small letters: npm run migration:new -- add_panel_date',
    )
  }
  const migrations = join(root, 'prisma', 'migrations')
  const lastFile = join(migrations, 'schema.prisma')
  const schema = readFileSync(join(root, 'prisma', 'schema.prisma'), 'utf8')
  const last = existsSync(lastFile) ? readFileSync(lastFile, 'utf8') : undefined
  const sql = await difference(last, schema)
  const folder = join(migrations, `${timestamp()}_${name}`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'migration.sql'), sql)
  writeFileSync(lastFile, schema)
  writeFileSync(join(migrations, 'migration_lock.toml'), 'provider = "postgresql"\n')
  console.log(`Wrote ${join(folder, 'migration.sql')}`)
}

async function difference(from, to) {
  const { startPostgres } = await load('src/app/local/postgres.ts')
  const { schemaDiff } = await load('src/store/migrate.ts')
  const cacheFolder = join(root, '.cache')
  const folder = join(cacheFolder, `scratch-${process.pid}`)
  const postgres = await startPostgres({ folder, cacheFolder, log: () => undefined, durable: false })
  try {
    return await schemaDiff(postgres.ownerUrl, from, to)
  } finally {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

const timestamp = () => new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14)

await whenCalled(import.meta.url, newMigration)
