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

function statementOf(writing: Writing, change: Change) {
  const { update, followUps } = change
  const held = followUps.done
  const written = PARTS.map((part) => ({ part, rows: part.rows(change, writing) }))
  const present = written.filter(({ rows }) => rows.length > 0)
  const values = [
    writing.schemeId,
    ...(held.length > 0 ? [JSON.stringify(held), held.map(({ id }) => id)] : []),
    ...(update ? [JSON.stringify(updatedRow(writing, update)), update.before.version] : []),
    ...present.map(({ rows }) => JSON.stringify(rows)),
  ]
  const shape = written.map(({ rows }) => (rows.length > 0 ? '1' : '0')).join('')
  const name = `commit_${held.length > 0 ? 'held' : 'free'}_${update ? 'update' : 'plain'}_${shape}`
  const parts = present.map(({ part }) => part)
  const sql = texts.get(name) ?? textOf({ held: held.length > 0, update: update !== null, parts })
  texts.set(name, sql)
  return { name, sql, values }
}

const updatedRow = ({ sealer, schemeId }: Writing, { before, after }: NonNullable<Change['update']>) =>
  requestRow(sealer, schemeId, after, before)

const texts = new Map<string, string>()

/** The text depends only on which parts there are, so PostgreSQL meets the same few texts again and again. */
function textOf({ held, update, parts }: { held: boolean; update: boolean; parts: Part[] }): string {
  let last = 1
  const parameter = () => `$${++last}`
  const written: string[] = []
  let stillHeld = 'true'
  if (held) {
    const [rows, ids] = [parameter(), parameter()]
    stillHeld = `(select count(*) from held) = cardinality(${ids}::text[])`
    written.push(`held as (select f.id from "FollowUp" f, json_to_recordset(${rows}::json) as x(id text, token text)
      where f."schemeId" = $1 and f.id = any(${ids}::text[]) and f.id = x.id and f.token = x.token
        and f.state = 'pending' for update of f)`)
  }
  if (update) {
    const [row, version] = [parameter(), parameter()]
    written.push(`guard as (update "Request" r set ${UPDATED}
      from json_populate_record(null::"Request", ${row}::json) a
      where r."schemeId" = $1 and r.id = a.id and r.version = ${version} and ${stillHeld} returning 1)`)
  } else {
    written.push(`guard as (select 1 where $1::text is not null and ${stillHeld})`)
  }
  const names = new Set(parts.map(({ name }) => name))
  for (const part of parts) written.push(`${part.name} as (${sqlOf(part, parameter(), names)})`)
  // A part that only calls a function is left out by PostgreSQL unless somebody asks for its rows.
  const called = CALLED.filter((name) => names.has(name))
  const counted = called.map((name) => `, (select count(*) from ${name}) as ${name}`).join('')
  return `with ${written.join(',\n')}\nselect (select count(*) from guard)::int as guarded${counted}`
}

const CALLED = ['access', 'remains']

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
  'erasedAt',
  'erasureReviewOn',
  'auditSeq',
  'auditHead',
]
/** The form: what of it did not change is not sent, and what was not sealed anew keeps its seal. */
const formColumns = ['needs', 'details', 'approval', 'confidential']

const UPDATED = [
  ...columns.map((column) => `"${column}" = a."${column}"`),
  ...formColumns.map((column) => `"${column}" = coalesce(a."${column}", r."${column}")`),
].join(', ')
