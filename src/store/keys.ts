import type { Database } from './database.js'
import type { DataKey, KeyProvider } from './key-provider.js'
import { type RotateOptions, type Rotation, rotateKeys } from './rotate-keys.js'
import { SEALED_TABLES, type SealedTable, type TextRow } from './sealed-tables.js'
import { openSealer, SealBroken, type Sealer } from './sealing.js'

/** A key that is needed and not there, or one that only has the name of the one that is needed. */
export interface KeyProblem {
  keyId: string
  fault: 'missing' | 'another'
}

/** What the keys of DATA_KEYS have to do with what is stored. */
export interface KeyStore {
  /** What is wrong with DATA_KEYS for this database; null when its keys are those it needs. Writes nothing. */
  problem(): Promise<KeyProblem | null>
  /** Keeps a proof of each key, so that a process which has other bytes under the same name is found out at its start. */
  remember(): Promise<void>
  /** How many sealed texts need each key, by its id. */
  uses(): Promise<ReadonlyMap<string, number>>
  rotate(options?: RotateOptions): Promise<Rotation>
  readonly current: string
}

export function openKeys(database: Database, sealer: Sealer, keys: KeyProvider): KeyStore {
  return {
    current: keys.current.id,
    async problem() {
      const there = await tables(database)
      const proofs = there.has('DataKey') ? await proofsOf(database) : new Map<string, string>()
      const another = keys.all.find((key) => !proves(key, proofs.get(key.id)))
      if (another) return { keyId: another.id, fault: 'another' }
      for (const { table, column } of sealedColumns(START_TABLES)) {
        if (!there.has(table.table)) continue
        for (const keyId of (await usedIn(database, table, column)).keys()) {
          if (!keys.all.some(({ id }) => id === keyId)) return { keyId, fault: 'missing' }
          if (!proofs.has(keyId) && !(await opensSome(database, sealer, { table, column }, keyId)))
            return { keyId, fault: 'another' }
        }
      }
      return null
    },
    async remember() {
      await database.run(
        'remember_keys',
        `insert into "DataKey" select * from json_populate_recordset(null::"DataKey", $1::json)
          on conflict do nothing`,
        [
          JSON.stringify(
            keys.all.map((key) => ({ id: key.id, sealed: own(key).seal(proofPlace(key), PROOF) })),
          ),
        ],
      )
    },
    async uses() {
      const all = new Map<string, number>()
      for (const { table, column } of sealedColumns(SEALED_TABLES))
        for (const [id, count] of await usedIn(database, table, column))
          all.set(id, (all.get(id) ?? 0) + count)
      return all
    },
    rotate: (options) => rotateKeys({ database, sealer, keys }, options),
  }
}

/** A receipt without its key is still a receipt, and there is one for every click: no start waits for their count. */
const START_TABLES = SEALED_TABLES.filter(({ table }) => table !== 'Receipt')

const PROOF = 'This key is the one.'

const proofPlace = ({ id }: DataKey) => ({ model: 'DataKey', field: 'sealed', row: id })

const own = (key: DataKey): Sealer => openSealer({ current: key, all: [key] })

const proves = (key: DataKey, proof: string | undefined) =>
  proof === undefined || isOpened(() => own(key).open(proofPlace(key), proof))

async function proofsOf(database: Database): Promise<ReadonlyMap<string, string>> {
  const rows = await database.run<{ id: string; sealed: string }>('proofs', 'select * from "DataKey"', [])
  return new Map(rows.map(({ id, sealed }) => [id, sealed]))
}

/** Before the first migration there are none. */
async function tables(database: Database): Promise<ReadonlySet<string>> {
  const rows = await database.run<{ name: string }>(
    'tables',
    `select tablename as name from pg_tables where schemaname = current_schema()`,
    [],
  )
  return new Set(rows.map(({ name }) => name))
}

const sealedColumns = (of: readonly SealedTable[]) =>
  of.flatMap((table) => table.columns.map((column) => ({ table, column })))

async function usedIn(
  database: Database,
  { table }: SealedTable,
  column: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await database.run<{ id: string; count: number }>(
    `keys_of_${table}_${column}`,
    `select split_part("${column}", '.', 2) as id, count(*)::int as count from "${table}"
      where starts_with("${column}", 'v1.') group by 1 order by 1`,
    [],
  )
  return new Map(rows.map(({ id, count }) => [id, count]))
}

/** One text that was damaged says nothing about its key: of some, one has to open. */
const SOME = 5

async function opensSome(
  database: Database,
  sealer: Sealer,
  { table, column }: { table: SealedTable; column: string },
  keyId: string,
): Promise<boolean> {
  const rows = await database.run<TextRow>(
    `some_of_${table.table}_${column}`,
    `select ${[...table.key, column].map((name) => `"${name}"`).join(', ')} from "${table.table}"
      where starts_with("${column}", $1) limit ${SOME}`,
    [`v1.${keyId}.`],
  )
  return rows.some((row) => isOpened(() => sealer.open(table.place(row, column), row[column] ?? '')))
}

function isOpened(open: () => string): boolean {
  try {
    open()
    return true
  } catch (error) {
    if (error instanceof SealBroken) return false
    throw error
  }
}
