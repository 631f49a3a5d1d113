import type { Change, CommitResult } from '../core/change.js'
import { PARTS, type Part, type Writing } from './commit-parts.js'
import { type Database, sqlState } from './database.js'
import { requestRow } from './sealed-rows.js'

/**
 * Commits every change of one use case in one statement: whole or not at all. The request is updated only
 * while it has the version that was read, and everything else only if that update happened.
 */
export async function commit(database: Database, writing: Writing, change: Change): Promise<CommitResult> {
  const { name, sql, values } = statementOf(writing, change)
  for (let again = true; ; again = false) {
    try {
      const [row] = await database.run<{ guarded: number }>(name, sql, values)
      return row?.guarded === 1 ? 'committed' : 'conflict'
    } catch (error) {
      const state = sqlState(error)
      if (state === UNIQUE) return isRepeat(error) ? 'duplicate' : 'conflict'
      if (state === undefined || !LOST_RACE.includes(state)) throw error
      if (!again) return 'conflict'
    }
  }
}

const UNIQUE = '23505'
/** Serialisation failure and deadlock: PostgreSQL undid this one so that another could go on. */
const LOST_RACE = ['40001', '40P01']

/** A click's key, or a row that takes its id from the form, was committed before. A code drawn twice is no repeat. */
function isRepeat(error: unknown): boolean {
  return ['Receipt_pkey', 'Request_pkey'].includes((error as { constraint?: string }).constraint ?? '')
}

/** The text depends only on which parts there are, so PostgreSQL meets the same few texts again and again. */
function statementOf(writing: Writing, change: Change) {
  const values: unknown[] = [writing.schemeId]
  const parameter = (value: unknown) => `$${values.push(value)}`
  const written: string[] = []
  const { update, followUps } = change

  if (followUps.done.length > 0) {
    const rows = parameter(JSON.stringify(followUps.done))
    const ids = parameter(followUps.done.map(({ id }) => id))
    written.push(`held as (select f.id from "FollowUp" f, json_to_recordset(${rows}::json) as x(id text, token text)
      where f."schemeId" = $1 and f.id = any(${ids}::text[]) and f.id = x.id and f.token = x.token
        and f.state = 'pending' for update of f)`)
  }
  const stillHeld =
    followUps.done.length > 0 ? `(select count(*) from held) = ${followUps.done.length}` : 'true'
  if (update) {
    const row = parameter(
      JSON.stringify(requestRow(writing.sealer, writing.schemeId, update.after, update.before)),
    )
    const version = parameter(update.before.version)
    written.push(`guard as (update "Request" r set ${UPDATED}
      from json_populate_record(null::"Request", ${row}::json) a
      where r."schemeId" = $1 and r.id = a.id and r.version = ${version} and ${stillHeld} returning 1)`)
  } else {
    written.push(`guard as (select 1 where $1::text is not null and ${stillHeld})`)
  }

  const all = PARTS.map((part) => ({ part, rows: part.rows(change, writing) }))
  const present = all.filter(({ rows }) => rows.length > 0)
  const names = new Set(present.map(({ part }) => part.name))
  for (const { part, rows } of present) {
    written.push(`${part.name} as (${sqlOf(part, parameter(JSON.stringify(rows)), names)})`)
  }
  const accessed = names.has('access') ? ', (select count(*) from access) as accessed' : ''
  const sql = `with ${written.join(',\n')}\nselect (select count(*) from guard)::int as guarded${accessed}`
  const shape = all.map(({ rows }) => (rows.length > 0 ? '1' : '0')).join('')
  const name = `commit_${update ? 'update' : 'plain'}_${followUps.done.length}_${shape}`
  return { name, sql, values }
}

function sqlOf(part: Part, rows: string, names: Set<string>): string {
  const freeing = ['cancelled', 'fired'].filter((name) => names.has(name))
  const after = freeing.map((name) => `, (select count(*) from ${name}) after_${name}`).join('')
  return part.sql.replace('$after', after).replace('$scheme', '$1').replaceAll('$rows', rows)
}

const columns = [
  'schemeVersion',
  'state',
  'version',
  'workingCode',
  'reference',
  'landlordId',
  'ownerId',
  'enteredStateAt',
  'enteredStateSeq',
  'lastActivityAt',
  'circulatedAt',
  'round',
  'heldFrom',
  'reviewOn',
  'panelOn',
  'closedReason',
  'followsId',
  'safetyRaisedAt',
  'proposed',
  'needs',
  'auditSeq',
  'auditHead',
]
/** What was not sealed anew keeps its seal. */
const sealedColumns = ['details', 'approval', 'confidential']

const UPDATED = [
  ...columns.map((column) => `"${column}" = a."${column}"`),
  ...sealedColumns.map((column) => `"${column}" = coalesce(a."${column}", r."${column}")`),
].join(', ')
