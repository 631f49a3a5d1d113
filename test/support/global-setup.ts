import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { lockFolder } from '../../src/app/local/lock.js'
import { startPostgres } from '../../src/app/local/postgres.js'
import { startRedis } from '../../src/app/local/redis.js'
import { cacheFolder, defaultDataFolder } from '../../src/app/paths.js'
import { migrate } from '../../src/store/migrate.js'
import type { TestServices } from './services.js'

declare module 'vitest' {
  interface ProvidedContext {
    services: TestServices
  }
}

interface Shared {
  services: TestServices
  end(): Promise<void>
}

/** Projects load this file each for itself; the process is theirs together. */
const run = globalThis as { testServices?: { shared: Promise<Shared>; users: number } }

/** One PostgreSQL and one Redis for all projects of a run that want them, in a folder that goes with the last. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  run.testServices ??= { shared: start(), users: 0 }
  const { testServices } = run
  testServices.users += 1
  const { services, end } = await testServices.shared
  project.provide('services', services)
  return async () => {
    testServices.users -= 1
    if (testServices.users === 0) await end()
  }
}

async function start(): Promise<Shared> {
  sweepEndedRuns()
  const folder = join(defaultDataFolder, `test-${process.pid}`)
  mkdirSync(folder, { recursive: true })
  const lock = lockFolder(folder)
  const log = (line: string) => console.log(line)
  const postgres = await startPostgres({ folder: join(folder, 'postgres'), cacheFolder, log, durable: false })
  const redis = await startRedis({ folder: join(folder, 'redis'), cacheFolder, log, databases: 1024 })
  const end = async () => {
    await Promise.all([redis.stop(), postgres.stop()])
    lock.release()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await migrate(postgres.ownerUrl)
    await forbidConnections(postgres.adminUrl)
  } catch (error) {
    await end()
    throw error
  }
  const { adminUrl, ownerUrl, appUrl } = postgres
  return { services: { folder, adminUrl, ownerUrl, appUrl, redisUrl: redis.url }, end }
}

/** The migrated database is copied for each test file; a connection to it would make the copying fail. */
async function forbidConnections(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  await client.query('alter database reciprocal with allow_connections false')
  await client.end()
}

function sweepEndedRuns(): void {
  mkdirSync(defaultDataFolder, { recursive: true })
  for (const name of readdirSync(defaultDataFolder)) {
    if (!name.startsWith('test-')) continue
    const folder = join(defaultDataFolder, name)
    try {
      lockFolder(folder).release()
      rmSync(folder, { recursive: true, force: true })
    } catch {
      // A run that is still going on holds its lock, and another user's remains are not ours to remove.
    }
  }
}
