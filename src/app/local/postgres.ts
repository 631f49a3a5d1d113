import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { StartError } from '../start-error.js'
import { databaseUser } from './database-user.js'
import { freePort } from './ports.js'
import { type PostgresBinaries, postgresBinaries } from './postgres-binaries.js'
import { endLeftover, run, type Server, saidOf, startServer } from './processes.js'
import { newPassword, readSettings, writeSettings } from './settings.js'

type PostgresUrls = {
  /** Role that owns the tables: migrations only. */
  readonly ownerUrl: string
  /** Role of the program: owns nothing, may do what the migrations grant. */
  readonly appUrl: string
  /** The cluster's superuser, for tests that make databases of their own. */
  readonly adminUrl: string
}

export type LocalPostgres = PostgresUrls & { readonly pid: number; stop(): Promise<void> }

type Settings = { port?: number; admin: string; owner: string; app: string }

const loopback = '127.0.0.1'

/** Starts the program's own PostgreSQL with its data in `folder`; what an earlier run left there is used again. */
export async function startPostgres(options: {
  folder: string
  cacheFolder: string
  log: (line: string) => void
  /** Without it a power cut may lose data: for tests only. */
  durable?: boolean
}): Promise<LocalPostgres> {
  const { folder, durable = true } = options
  const data = join(folder, 'data')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const binaries = await postgresBinaries(options.cacheFolder)
  const runAs = await databaseUser(folder, binaries.postgres)
  const settingsFile = join(folder, 'settings.json')
  const settings = readSettings(settingsFile, freshSettings)
  if (!existsSync(data)) {
    options.log(`Preparing PostgreSQL ${binaries.version} in ${folder}`)
    writeSettings(settingsFile, settings)
    await initialise({ folder, data, binaries, runAs, password: settings.admin, durable })
  }
  await endEarlierServer(data)
  const server = await startOnFreePort({ folder, data, binaries, runAs, settings, durable })
  writeSettings(settingsFile, settings)
  const urls = urlsOf(settings)
  try {
    await createRolesAndDatabase(urls.adminUrl, settings)
  } catch (error) {
    await server.stop()
    throw error
  }
  return { ...urls, pid: server.pid, stop: () => server.stop() }
}

/** Where the PostgreSQL answers that another program started in `folder`. */
export function runningPostgres(folder: string): PostgresUrls {
  return urlsOf(readSettings(join(folder, 'settings.json'), freshSettings))
}

function urlsOf(settings: Settings): PostgresUrls {
  const url = (user: string, password: string, database: string) =>
    `postgresql://${user}:${password}@${loopback}:${settings.port}/${database}`
  return {
    ownerUrl: url('reciprocal_owner', settings.owner, 'reciprocal'),
    appUrl: url('reciprocal_app', settings.app, 'reciprocal'),
    adminUrl: url('postgres', settings.admin, 'postgres'),
  }
}

const freshSettings = (): Settings => ({ admin: newPassword(), owner: newPassword(), app: newPassword() })

type Place = { folder: string; data: string; binaries: PostgresBinaries; runAs: readonly string[] }

/** Made beside and moved into place, so that an interrupted first start leaves nothing half-made. */
async function initialise(place: Place & { password: string; durable: boolean }): Promise<void> {
  const draft = `${place.data}.new`
  const passwordFile = join(place.folder, 'password')
  rmSync(draft, { recursive: true, force: true })
  writeFileSync(passwordFile, `${place.password}\n`, { mode: 0o600 })
  try {
    await run(
      [
        ...[place.binaries.initdb, '--pgdata', draft, '--username=postgres', `--pwfile=${passwordFile}`],
        ...['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C'],
        ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
        ...(place.durable ? [] : ['--no-sync']),
      ],
      { cwd: place.folder, env: plainEnvironment(), runAs: place.runAs },
    )
    renameSync(draft, place.data)
  } catch (error) {
    throw new StartError(`PostgreSQL could not prepare its data in ${place.data}: ${oneLine(saidOf(error))}`)
  } finally {
    rmSync(passwordFile, { force: true })
    rmSync(draft, { recursive: true, force: true })
  }
}

/** After a kill of the whole process, its server may still be closing down, or be a stranger's number by now. */
async function endEarlierServer(data: string): Promise<void> {
  const pidFile = join(data, 'postmaster.pid')
  if (!existsSync(pidFile)) return
  const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10)
  const strangerHasItsNumber = await endLeftover(pid, data, 'INT')
  if (strangerHasItsNumber) rmSync(pidFile, { force: true })
}

async function startOnFreePort(place: Place & { settings: Settings; durable: boolean }): Promise<Server> {
  const { folder, data, settings, binaries } = place
  const logFile = join(folder, 'postgres.log')
  for (let attempt = 1; ; attempt += 1) {
    settings.port = await freePort(attempt === 1 ? settings.port : undefined)
    const command = [binaries.postgres, '-D', data, ...flags(settings.port, place.durable)]
    const server = startServer(command, {
      ...{ signal: 'INT', cwd: folder, env: plainEnvironment(), logFile, runAs: place.runAs },
    })
    const state = await whenUp(server, settings)
    if (state === 'up') return server
    await server.stop()
    if (state === 'refuses us') throw passwordsDoNotFit(folder)
    const said = readFileSync(logFile, 'utf8')
    if (attempt < 3 && said.includes('could not bind')) continue
    throw new StartError(`PostgreSQL did not start (${fatalLine(said)}); its log is ${logFile}.`)
  }
}

function flags(port: number, durable: boolean): string[] {
  const settings = [
    `listen_addresses=${loopback}`,
    `port=${port}`,
    'unix_socket_directories=',
    'timezone=UTC',
    'log_timezone=UTC',
    'max_connections=200',
    ...(durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_wal_size=4GB']),
  ]
  return settings.flatMap((setting) => ['-c', setting])
}

async function whenUp(server: Server, settings: Settings): Promise<'up' | 'down' | 'refuses us'> {
  const deadline = Date.now() + 60_000
  while (server.running && Date.now() < deadline) {
    const client = new pg.Client({ connectionString: urlsOf(settings).adminUrl })
    client.on('error', () => undefined)
    try {
      await client.connect()
      return 'up'
    } catch (error) {
      if ((error as { code?: string }).code === '28P01') return 'refuses us'
      await wait(30)
    } finally {
      await client.end().catch(() => undefined)
    }
  }
  return 'down'
}

function passwordsDoNotFit(folder: string): StartError {
  return new StartError(
    `The passwords in ${join(folder, 'settings.json')} do not fit the database beside it; bring the old file back, or move ${folder} away to begin anew.`,
  )
}

async function createRolesAndDatabase(adminUrl: string, settings: Settings): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    for (const [role, password] of [
      ['reciprocal_owner', settings.owner],
      ['reciprocal_app', settings.app],
    ] as const) {
      const known = await client.query('select 1 from pg_roles where rolname = $1', [role])
      if (known.rowCount === 0) await client.query(`create role ${role} login password '${password}'`)
    }
    const database = await client.query(`select 1 from pg_database where datname = 'reciprocal'`)
    if (database.rowCount === 0) await client.query('create database reciprocal owner reciprocal_owner')
  } finally {
    await client.end()
  }
}

/** Nothing of the operator's own PostgreSQL settings (PGHOST, PGDATA and so on) may lead ours astray. */
function plainEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' }
}

function fatalLine(said: string): string {
  const lines = said.trim().split('\n')
  return oneLine(lines.find((line) => line.includes('FATAL')) ?? lines.at(-1) ?? 'it said nothing')
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().slice(0, 300)
