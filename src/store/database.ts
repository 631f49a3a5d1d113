import { setTimeout as wait } from 'node:timers/promises'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { StoreUnavailable } from '../core/store-unavailable.js'
import { PrismaClient } from './generated/client.js'
import { observe } from './observe.js'

export interface DatabaseOptions {
  databaseUrl: string
  /** Most connections at once. */
  poolSize?: number
  /** Called with every statement that is sent, BEGIN and COMMIT included; for counting them. */
  onStatement?: ((sql: string) => void) | undefined
}

/** One pool of connections for Prisma and for the statements written by hand. */
export interface Database {
  readonly prisma: PrismaClient
  /** Runs one statement; PostgreSQL keeps its plan under `name`, so one name always has the same text. */
  run<Row extends object>(name: string, sql: string, values: unknown[]): Promise<Row[]>
  /**
   * The same again and again, for some minutes, while no answer comes or the server is too busy to give one: for what
   * only this process knows, such as what became of a post. The statement has to bear being repeated.
   */
  insist<Row extends object>(name: string, sql: string, values: unknown[]): Promise<Row[]>
  /** Throws StoreUnavailable in the place of an error that says nothing but that no answer came. */
  answered<T>(ask: () => Promise<T>): Promise<T>
  healthy(): Promise<boolean>
  /** From now on nobody insists: the program is about to end. */
  hurry(): void
  close(): Promise<void>
}

/** A person who clicked waits at most 2.5 s: the database gives up before that. */
const ANSWER_MS = 1_800
/** If not even the giving up arrives, the connection is dropped. */
const SILENCE_MS = 2_000
/** Most outages end within this; after it nobody waits for the answer any more. */
const INSISTS_FOR_MS = 5 * 60_000
const INSISTS_EACH_MS = 500

export function openDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.databaseUrl,
    max: options.poolSize ?? 10,
    statement_timeout: ANSWER_MS,
    lock_timeout: ANSWER_MS,
    query_timeout: SILENCE_MS,
    connectionTimeoutMillis: ANSWER_MS,
    keepAlive: true,
  })
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined)
  // The pool hears idle connections only; one that breaks in the middle of a statement would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined))
  if (options.onStatement) observe(pool, options.onStatement)
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) })

  const dropIdle = idleConnections(pool)

  const once = async <Row extends object>(name: string, sql: string, values: unknown[]): Promise<Row[]> => {
    const start = performance.now()
    const client = await pool.connect()
    let broken = false
    try {
      // Whoever waited for a connection waits so much less for the answer.
      const timed = { name, text: sql, values, query_timeout: SILENCE_MS - (performance.now() - start) }
      return (await client.query<Row>(timed)).rows
    } catch (error) {
      broken = isOutdated(error) || !isAnswer(error)
      throw error
    } finally {
      client.release(broken)
    }
  }
  const run: typeof once = (name, sql, values) =>
    once<never>(name, sql, values).catch((error: unknown) => {
      if (isOutdated(error)) return once(name, sql, values)
      throw error
    })
  const answered: Database['answered'] = async (ask) => {
    try {
      return await ask()
    } catch (error) {
      if (!saysNothing(error)) throw error
      // What broke or fell silent once will have done so on the other connections: nobody is to find out one by one.
      if (!isAnswer(error)) dropIdle()
      throw new StoreUnavailable(error)
    }
  }
  let hurried = false
  const insist: Database['insist'] = async (name, sql, values) => {
    const until = performance.now() + INSISTS_FOR_MS
    for (;;) {
      try {
        return await answered(() => run(name, sql, values))
      } catch (error) {
        const passing = error instanceof StoreUnavailable || /^40/.test(sqlState(error) ?? '')
        if (!passing || hurried || performance.now() > until) throw error
        await wait(INSISTS_EACH_MS)
      }
    }
  }
  return {
    prisma,
    run: (name, sql, values) => answered(() => run(name, sql, values)),
    insist,
    answered,
    healthy: () =>
      answered(() => run('healthy', 'select 1', [])).then(
        () => true,
        () => false,
      ),
    hurry: () => {
      hurried = true
    },
    close: async () => {
      await prisma.$disconnect()
      await pool.end()
    },
  }
}

/** Gives a function that ends the connections which nobody uses at the moment: the pool drops one that has an error. */
function idleConnections(pool: pg.Pool): () => void {
  const idle = new Set<pg.PoolClient>()
  pool.on('release', (error, client) => void (error ? idle.delete(client) : idle.add(client)))
  pool.on('acquire', (client) => idle.delete(client))
  pool.on('remove', (client) => idle.delete(client))
  return () => {
    for (const client of [...idle]) {
      client.emit('error', new Error('another connection broke'))
      client.connection.stream.destroy()
    }
    idle.clear()
  }
}

/** SQLSTATE of an error PostgreSQL sent, wherever Prisma put it. */
export function sqlState(error: unknown): string | undefined {
  const { code, cause, meta } = (error ?? {}) as { code?: unknown; cause?: unknown; meta?: unknown }
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !/^P[0-9]{4}$/.test(code)) return code
  const { originalCode, driverAdapterError } = { ...(cause as object), ...(meta as object) } as {
    originalCode?: unknown
    driverAdapterError?: unknown
  }
  if (typeof originalCode === 'string') return originalCode
  return driverAdapterError === undefined ? undefined : sqlState(driverAdapterError)
}

/** A newer program has changed a table meanwhile, and the plan kept by this connection is refused before it is run. */
const isOutdated = (error: unknown) => sqlState(error) === '0A000'

/** Timeouts, broken connections, a server that starts, stops or has no room: nobody knows what became of the statement. */
const NO_ANSWER = /^(08|53|57|58|XX|55P03|25006)/

function isAnswer(error: unknown): boolean {
  const state = sqlState(error)
  return state !== undefined && !/^(08|57P|58|XX)/.test(state)
}

function saysNothing(error: unknown): boolean {
  const state = sqlState(error)
  if (state !== undefined) return NO_ANSWER.test(state)
  const { name = '', code = '', message = '' } = error as { name?: string; code?: string; message?: string }
  if (name.startsWith('Prisma')) return /^P(1[0-9]{3}|2024|2028|2034)$/.test(code)
  return (
    /^E[A-Z]+$/.test(code) ||
    /timeout|terminated|connection|closed|AggregateError/i.test(`${name} ${message}`)
  )
}
