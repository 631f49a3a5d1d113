import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import pg from 'pg'
import { inject, vi } from 'vitest'
import { startPostgres } from '../../src/app/local/postgres.js'
import { isAlive } from '../../src/app/local/processes.js'
import { startRedis } from '../../src/app/local/redis.js'
import { cacheFolder } from '../../src/app/paths.js'
import { migrate } from '../../src/store/migrate.js'

/** What global-setup.ts hands to every test file. */
export type TestServices = {
  readonly folder: string
  readonly adminUrl: string
  readonly ownerUrl: string
  readonly appUrl: string
  readonly redisUrl: string
}

export type TestDatabase = {
  /** Role reciprocal_app, as the program uses it. */
  readonly databaseUrl: string
  /** Role reciprocal_owner. */
  readonly ownerDatabaseUrl: string
  drop(): Promise<void>
}

/** A migrated database of its own, copied from the run's template. `initSql` is run in it as its owner. */
export async function freshDatabase(options: { initSql?: string } = {}): Promise<TestDatabase> {
  const database = await newDatabase('reciprocal')
  if (options.initSql !== undefined) await query(database.ownerDatabaseUrl, options.initSql)
  return database
}

/** A database without any table, for tests of the migrations themselves. */
export const emptyDatabase = (): Promise<TestDatabase> => newDatabase('template0')

async function newDatabase(template: string): Promise<TestDatabase> {
  const { adminUrl, ownerUrl, appUrl } = inject('services')
  const name = newName()
  await query(adminUrl, `create database ${name} template ${template} owner reciprocal_owner`)
  return {
    databaseUrl: withPath(appUrl, name),
    ownerDatabaseUrl: withPath(ownerUrl, name),
    drop: () => query(adminUrl, `drop database if exists ${name} with (force)`),
  }
}

/** A Redis database of its own on the run's server. */
export async function freshRedis(): Promise<{ readonly url: string; flush(): Promise<void> }> {
  const { redisUrl } = inject('services')
  const index = await ask(redisUrl, (redis) => redis.incr('databases given out'))
  const url = withPath(redisUrl, String(index))
  return { url, flush: async () => void (await ask(url, (redis) => redis.flushdb())) }
}

export type OwnRedis = {
  readonly url: string
  stop(): Promise<void>
  /** Again, at the same address and with the same data. */
  start(): Promise<void>
  /** Ends it without any warning, with `kill -9`. */
  kill(): Promise<void>
  /** It says nothing more, and takes connections all the same. */
  pause(): void
  resume(): void
  /** Stops it for good and removes its data. */
  remove(): Promise<void>
}

/** A Redis server of its own, for tests that stop it or take its data away. */
export async function ownRedis(): Promise<OwnRedis> {
  const folder = join(inject('services').folder, newName())
  const launch = () => startRedis({ folder, cacheFolder, log: silent })
  let server = await launch()
  return {
    url: server.url,
    stop: () => server.stop(),
    start: async () => {
      server = await launch()
    },
    kill: () => killed([server.pid]),
    pause: () => void process.kill(server.pid, 'SIGSTOP'),
    resume: () => void process.kill(server.pid, 'SIGCONT'),
    remove: async () => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type OwnPostgres = {
  readonly databaseUrl: string
  readonly ownerDatabaseUrl: string
  stop(): Promise<void>
  /** Again, at the same address and with the same data. */
  start(): Promise<void>
  /** Ends it and all of its processes without any warning, with `kill -9`. */
  kill(): Promise<void>
  /** Stops it for good and removes its data. */
  remove(): Promise<void>
}

/** A migrated PostgreSQL server of its own, for tests that stop it. One that is to be killed has to be `durable`. */
export async function ownPostgres({ durable = false } = {}): Promise<OwnPostgres> {
  const folder = join(inject('services').folder, newName())
  const launch = () => startPostgres({ folder, cacheFolder, log: silent, durable })
  let server = await launch()
  await migrate(server.ownerUrl)
  return {
    databaseUrl: server.appUrl,
    ownerDatabaseUrl: server.ownerUrl,
    stop: () => server.stop(),
    start: async () => {
      server = await launch()
    },
    kill: () => killed([server.pid, ...childrenOf(server.pid)]),
    remove: async () => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Ends processes that a test started; fulfilled when the last of them is gone. */
async function killed(pids: readonly number[]): Promise<void> {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // A helper of the server that had done its work meanwhile.
    }
  }
  await vi.waitUntil(() => !pids.some(isAlive), { timeout: 10_000 })
}

function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === pid)
    .map(Number)
}

function parentOf(pid: string): number {
  try {
    return Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
  } catch {
    return Number.NaN
  }
}

const silent = () => undefined

const newName = (): string => `t_${randomBytes(8).toString('hex')}`

function withPath(url: string, path: string): string {
  const changed = new URL(url)
  changed.pathname = path
  return changed.href
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

async function ask<T>(url: string, question: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url)
  try {
    return await question(redis)
  } finally {
    redis.disconnect()
  }
}
