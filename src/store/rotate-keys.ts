import type { Database } from './database.js'
import type { KeyProvider } from './key-provider.js'
import { SEALED_TABLES, type SealedTable, type TextRow } from './sealed-tables.js'
import { SealBroken, type Sealer } from './sealing.js'

/** What a rotation has done. */
export interface Rotation {
  /** Rows that were sealed anew, by table. */
  sealed: Record<string, number>
  /** Places that cannot be opened with the keys there are; never their content. */
  broken: string[]
  /** Rows that somebody was changing each time we came by. */
  busy: number
}

interface Tools {
  database: Database
  sealer: Sealer
  keys: KeyProvider
}

export interface RotateOptions {
  /** Rows that are read, and then locked, at once. */
  batch?: number
  /** Called after each batch. */
  onBatch?: () => void
}

/** So many rows are locked at once, for the moment of one statement. */
const BATCH = 100
/** A row that is being changed is free again within moments; nobody is busy with one as often as this. */
const MOST_PASSES = 10

/**
 * Seals under the first key of DATA_KEYS whatever is sealed under another. Each batch is a statement of its own, so one
 * that was stopped is completed by the next run. Nobody who works meanwhile loses anything: a row that was changed since
 * it was read, or is being changed, is left to the next pass.
 */
export async function rotateKeys(tools: Tools, options: RotateOptions = {}): Promise<Rotation> {
  const rotation: Rotation = { sealed: {}, broken: [], busy: 0 }
  for (const table of SEALED_TABLES) {
    for (let pass = 0; pass < MOST_PASSES; pass++) {
      const { sealed, broken, left } = await passOver(tools, table, options)
      rotation.sealed[table.table] = (rotation.sealed[table.table] ?? 0) + sealed
      if (left > 0 && pass < MOST_PASSES - 1) continue
      rotation.broken.push(...broken)
      rotation.busy += left
      break
    }
  }
  return rotation
}

async function passOver(tools: Tools, table: SealedTable, { batch = BATCH, onBatch }: RotateOptions) {
  const done = { sealed: 0, broken: [] as string[], left: 0 }
  let after = table.key.map(() => '')
  for (;;) {
    const rows = await tools.database.insist<TextRow>(`stale_${table.table}`, staleSql(table), [
      `v1.${tools.keys.current.id}.`,
      batch,
      ...after,
    ])
    const last = rows.at(-1)
    if (!last) return done
    after = table.key.map((column) => last[column] ?? '')
    const anew = rows.flatMap((row) => resealed(tools.sealer, table, row, done.broken))
    const sealed = anew.length === 0 ? 0 : await write(tools.database, table, anew)
    done.sealed += sealed
    done.left += anew.length - sealed
    onBatch?.()
  }
}

/** The row as it was read (`o…`) and as it is to be (`n…`); nothing where one of its texts cannot be opened. */
function resealed(sealer: Sealer, table: SealedTable, row: TextRow, broken: string[]): object[] {
  const anew: Record<string, string | null> = {}
  try {
    for (const column of table.columns) {
      const place = table.place(row, column)
      const sealed = row[column] || null
      const text = sealed === null ? (row.clear ?? null) : sealer.open(place, sealed)
      anew[`o_${column}`] = row[column] ?? null
      anew[`n_${column}`] = text === null ? (row[column] ?? null) : sealer.seal(place, text)
    }
    if (table.derived) {
      anew[`o_${table.derived.column}`] = row[table.derived.column] ?? null
      anew[`n_${table.derived.column}`] = table.derived.of(sealer, row)
    }
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error
    broken.push(error.message)
    return []
  }
  return [{ ...Object.fromEntries(table.key.map((column) => [column, row[column]])), ...anew }]
}

async function write(database: Database, table: SealedTable, rows: object[]): Promise<number> {
  const [written] = await database.insist<{ count: number }>(`reseal_${table.table}`, resealSql(table), [
    JSON.stringify(rows),
  ])
  return written?.count ?? 0
}

const list = (columns: readonly string[], of: (column: string) => string, by = ', ') =>
  columns.map(of).join(by)

/** What was emptied for good has no seal. */
function staleSql({ table, key, columns, derived, clear }: SealedTable): string {
  const stale = list(columns, (c) => `("${c}" <> '' and not starts_with("${c}", $1))`, ' or ')
  const read = [...key, ...columns, ...(derived ? [derived.column] : [])]
  return `select ${list(read, (c) => `"${c}"`)}${clear ? `, "${clear.text}"::text as clear` : ''} from "${table}"
    where (${stale}${clear ? ` or "${clear.into}" is null` : ''})
      and (${list(key, (c) => `"${c}"`)}) > (${list(key, (_c) => '$').replace(/\$/g, numbered(3))})
    order by ${list(key, (c) => `"${c}"`)} limit $2`
}

function numbered(first: number): () => string {
  let next = first
  return () => `$${next++}`
}

/** Locks only what is free and unchanged, and waits for nobody while it holds a lock. */
function resealSql({ table, key, columns, derived, clear }: SealedTable): string {
  const changed = [...columns, ...(derived ? [derived.column] : [])]
  const types = [
    ...key.map((c) => `"${c}" text`),
    ...changed.flatMap((c) => [`"o_${c}" text`, `"n_${c}" text`]),
  ].join(', ')
  const same = (a: string, b: string) => list(key, (c) => `${a}."${c}" = ${b}."${c}"`, ' and ')
  const unchanged = list(changed, (c) => `t."${c}" is not distinct from x."o_${c}"`, ' and ')
  const set = [
    ...changed.map((c) => `"${c}" = x."n_${c}"`),
    ...(clear ? [`"${clear.text}" = ${clear.leaves.replace(clear.text, `t."${clear.text}"`)}`] : []),
  ].join(', ')
  return `with x as materialized (select * from json_to_recordset($1::json) as x(${types})),
    free as (select ${list(key, (c) => `t."${c}"`)} from "${table}" t join x on ${same('t', 'x')}
      where ${unchanged} for no key update of t skip locked),
    written as (update "${table}" t set ${set} from x, free
      where ${same('t', 'x')} and ${same('free', 'x')} and ${unchanged} returning 1)
    select count(*)::int as count from written`
}
