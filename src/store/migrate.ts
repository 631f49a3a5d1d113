import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import type { MigrationList, SchemaEngine, SchemaFilter } from '@prisma/schema-engine-wasm'
import pg from 'pg'
import { migrationsFolder } from '../app/paths.js'
import { observe } from './observe.js'

export interface MigrateOptions {
  folder?: string
  /** Called with every statement before it is sent, for tests of crashes. */
  onStatement?: (sql: string) => void
}

/**
 * Applies the migrations in `folder` that the database has not seen, as the role that will own the tables.
 * Returns their names; a second call does nothing. Whoever starts at the same moment waits, and one that was killed in
 * the middle, or whose migration failed, is followed by one that begins that migration again.
 */
export async function migrate(ownerUrl: string, options: MigrateOptions = {}): Promise<readonly string[]> {
  const { folder = migrationsFolder, onStatement } = options
  const migrationsList = readMigrations(folder)
  if (migrationsList.migrationDirectories.length === 0) return []
  const scripts = migrationsList.migrationDirectories.flatMap(({ migrationFile: { content } }) =>
    content.tag === 'ok' ? [content.value] : [],
  )
  return withConnection(ownerUrl, onStatement, async (pool) => {
    if (await hasSeen(pool, migrationsList)) return []
    return withEngine(pool, scripts, async (engine) => {
      await beginAgain(pool)
      const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters })
      return appliedMigrationNames
    })
  })
}

/** Whether nothing is left to apply, as at nearly every start: the engine is large, and not needed then. */
async function hasSeen(pool: pg.Pool, { migrationDirectories }: MigrationList): Promise<boolean> {
  const { rows } = await pool
    .query<{ name: string }>(
      'select migration_name as name from _prisma_migrations where finished_at is not null and rolled_back_at is null',
    )
    // Without that table nothing has been applied; what else is wrong the engine has words for.
    .catch(() => ({ rows: [] }))
  const seen = new Set(rows.map(({ name }) => name))
  return migrationDirectories.every(({ path }) => seen.has(path))
}

/** Any number of our own; Prisma's own lock has another. */
const LOCK = 72_707_370

/**
 * One at a time. A script and its mark are one transaction, so a migration that was begun and has no mark has changed
 * nothing: it is free to be begun again. The lock is held by the connection that runs the scripts, so that it outlives
 * a killed program for as long as PostgreSQL still works on one of its own.
 */
async function beginAgain(pool: pg.Pool): Promise<void> {
  await pool.query('select pg_advisory_lock($1)', [LOCK])
  const { rows } = await pool.query<{ table: string | null }>(
    `select to_regclass('_prisma_migrations')::text as table`,
  )
  if (rows[0]?.table)
    await pool.query(
      'update _prisma_migrations set rolled_back_at = now() where finished_at is null and rolled_back_at is null',
    )
}

const MARK =
  'update _prisma_migrations set finished_at = now() where finished_at is null and rolled_back_at is null'

/**
 * The SQL that leads from one schema text to another; undefined `from` is an empty database.
 * The engine wants to see a PostgreSQL (for its version) and changes nothing in it.
 */
export async function schemaDiff(url: string, from: string | undefined, to: string): Promise<string> {
  const datamodel = (content: string) => ({
    tag: 'schemaDatamodel' as const,
    files: [{ path: 'schema.prisma', content }],
  })
  const diff = async (engine: SchemaEngine) => {
    const { stdout } = await engine.diff({
      from: from === undefined ? { tag: 'empty' } : datamodel(from),
      to: datamodel(to),
      script: true,
      exitCode: null,
      filters,
    })
    return stdout ?? ''
  }
  return withConnection(url, undefined, (pool) => withEngine(pool, [], diff))
}

const filters: SchemaFilter = { externalTables: [], externalEnums: [] }

function readMigrations(baseDir: string): MigrationList {
  const lockfile = join(baseDir, 'migration_lock.toml')
  const names = existsSync(baseDir)
    ? readdirSync(baseDir, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .sort()
    : []
  return {
    baseDir,
    lockfile: {
      path: 'migration_lock.toml',
      content: existsSync(lockfile) ? readFileSync(lockfile, 'utf8') : null,
    },
    shadowDbInitScript: '',
    migrationDirectories: names.map((name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok', value: readFileSync(join(baseDir, name, 'migration.sql'), 'utf8') },
      },
    })),
  }
}

/** The engine says what a database refuses, and nothing of one that gives no answer. */
async function refuseSilent(pool: pg.Pool): Promise<void> {
  await pool.query('select 1').catch((error: Error) => {
    if (error.message.includes('timeout')) throw error
  })
}

/** A database that takes connections and says nothing would keep a start for ever. */
const CONNECTED_WITHIN_MS = 5_000

/** The engine leaves its connection open when it is freed, so it is ours to end. There is one, for the lock's sake. */
async function withConnection<T>(
  url: string,
  onStatement: ((sql: string) => void) | undefined,
  use: (pool: pg.Pool) => Promise<T>,
): Promise<T> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: CONNECTED_WITHIN_MS,
  })
  // A connection that breaks fails the statement it was asked for; unheard, it would end the process as well.
  pool.on('error', () => undefined)
  if (onStatement) observe(pool, onStatement)
  try {
    await refuseSilent(pool)
    return await use(pool)
  } finally {
    await pool.end()
  }
}

/** `scripts`: those of migrations, which are sent whole. */
async function withEngine<T>(
  pool: pg.Pool,
  scripts: readonly string[],
  use: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  const { SchemaEngine } = await loadEngine()
  const adapter = bindMigrationAwareSqlAdapterFactory(new WholeScripts(pool, scripts))
  const engine = await SchemaEngine.new({ datamodels: undefined }, () => undefined, adapter)
  try {
    return await use(engine)
  } finally {
    engine.free()
  }
}

/**
 * The adapter cuts a script at every semicolon, inside functions too, and runs the pieces without a transaction.
 * Sent whole, and with the mark that it is done, PostgreSQL runs it as one: a migration happens entirely or not at all.
 */
class WholeScripts extends PrismaPg {
  readonly #scripts: readonly string[]

  constructor(pool: pg.Pool, scripts: readonly string[]) {
    super(pool)
    this.#scripts = scripts
  }

  override async connect(): ReturnType<PrismaPg['connect']> {
    const adapter = await super.connect()
    const marked = (script: string) => (this.#scripts.includes(script) ? `${script}\n;${MARK}` : script)
    adapter.executeScript = async (script) => void (await adapter.underlyingDriver().query(marked(script)))
    return adapter
  }
}

type Bindings = typeof import('@prisma/schema-engine-wasm') & { __wbg_set_wasm(exports: unknown): void }

/** The part of the global that is used here; neither TypeScript's library nor Node's types describe it. */
type WebAssemblyGlobal = {
  compile(bytes: Uint8Array): Promise<object>
  instantiate(
    module: object,
    imports: Record<string, object>,
  ): Promise<{ exports: { __wbindgen_start(): void } }>
}
const { WebAssembly } = globalThis as unknown as { WebAssembly: WebAssemblyGlobal }

const BINDINGS = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
let compiled: Promise<object> | undefined
let engines = 0

/**
 * The package imports its .wasm as a module, which Node 20 does not do: so it is loaded by hand, each time anew. An
 * engine that was cut off in the middle is not fit for use any more, and what it still has under way is its own.
 */
async function loadEngine(): Promise<Bindings> {
  const { href } = pathToFileURL(BINDINGS)
  const bindings = (await import(/* @vite-ignore */ `${href}?engine=${engines++}`)) as Bindings
  compiled ??= readFile(BINDINGS.replace(/\.js$/, '.wasm')).then((bytes) => WebAssembly.compile(bytes))
  const imports = { ...bindings, ...patientless(bindings) }
  const { exports } = await WebAssembly.instantiate(await compiled, { './schema_engine_bg.js': imports })
  bindings.__wbg_set_wasm(exports)
  exports.__wbindgen_start()
  return bindings
}

/** The engine never clears the timer of its lock, which would keep a process that has finished for ten seconds. */
function patientless(bindings: object): Record<string, (callback: () => void, ms: number) => unknown> {
  const names = Object.keys(bindings).filter((name) => name.startsWith('__wbg_setTimeout_'))
  return Object.fromEntries(names.map((name) => [name, (callback, ms) => setTimeout(callback, ms).unref()]))
}
