import { canonicalJson } from '../core/audit/canonical-json.js'
import type { Change } from '../core/change.js'
import type { AccessEntry } from '../core/ports.js'
import type { RequestRecord } from '../core/request/records.js'
import { offerRow, receiptRow, requestRow } from './sealed-rows.js'
import type { Sealer } from './sealing.js'

/** One table's share of a commit. Every part selects from `guard`: if that is empty, nothing is written. */
export interface Part {
  name: string
  /** `$rows` stands for the parameter with the rows, `$scheme` for the scheme. */
  sql: string
  rows: (change: Change, at: Writing) => object[]
}

export interface Writing {
  schemeId: string
  sealer: Sealer
}

const withScheme =
  <T extends object>(of: (change: Change) => T[]) =>
  (change: Change, { schemeId }: Writing): object[] =>
    of(change).map((record) => ({ ...record, schemeId }))

/** In this order; a part without rows is left out of the statement. */
export const PARTS: readonly Part[] = [
  insert('created', 'Request', (change, { schemeId, sealer }) =>
    change.create.map((record) => requestRow(sealer, schemeId, record, null)),
  ),
  {
    name: 'officers_gone',
    sql: `delete from "RequestOfficer" o using guard, ${rowsOf('RequestOfficer')}
      where o."schemeId" = x."schemeId" and o."requestId" = x."requestId" and o."personId" = x."personId"`,
    rows: (change, { schemeId }) => {
      if (!change.update) return []
      const { before, after } = change.update
      const gone = before.officerIds.filter((id) => !after.officerIds.includes(id))
      return gone.map((personId) => ({ schemeId, requestId: before.id, personId }))
    },
  },
  {
    name: 'officers',
    sql: `insert into "RequestOfficer" select x.* from guard, ${rowsOf('RequestOfficer')}
      on conflict ("schemeId", "requestId", "personId") do update set position = excluded.position`,
    rows: (change, { schemeId }) => {
      const all = (record: RequestRecord) =>
        record.officerIds.map((personId, position) => ({
          schemeId,
          requestId: record.id,
          personId,
          position,
        }))
      const changed = change.update && officersChanged(change.update) ? [change.update.after] : []
      return [...changed, ...change.create].flatMap(all)
    },
  },
  upsert(
    'approvals',
    'Approval',
    ['decision', 'decidedAt', 'decidedBy', 'ended'],
    withScheme((c) => c.approvals),
  ),
  upsert(
    'offers',
    'Offer',
    ['state', 'sealed', 'replyBy', 'keepUntil', 'viewingAt', 'endedAt'],
    (change, at) => change.offers.map((record) => offerRow(at.sealer, at.schemeId, record)),
  ),
  upsert(
    'notices',
    'Notice',
    ['areas', 'live'],
    withScheme((c) => c.notices),
  ),
  upsert(
    'moves',
    'Move',
    ['reversedAt'],
    withScheme((c) => c.moves),
  ),
  insert(
    'ledger',
    'LedgerEntry',
    withScheme((c) => c.ledger),
  ),
  {
    name: 'cancelled',
    sql: `update "FollowUp" f set state = 'cancelled' from guard
      where ${amongRows('f')} and f.state = 'pending' returning f.id`,
    rows: (change) => change.followUps.cancel.map((id) => ({ id })),
  },
  {
    name: 'fired',
    sql: `update "FollowUp" f set state = 'done' from guard
      where ${amongRows('f')} and f.state = 'pending' returning f.id`,
    rows: (change) => change.followUps.done.map(({ id }) => ({ id })),
  },
  {
    name: 'follow_ups',
    // $after makes it wait for the parts that free a (kind, subject) for its successor.
    sql: `insert into "FollowUp" select x.* from guard $after, ${rowsOf('FollowUp')}
      on conflict ("schemeId", coalesce("requestId", ''), kind, "subjectId") where state = 'pending' do nothing`,
    rows: withScheme((c) => c.followUps.make),
  },
  insert(
    'audit',
    'Transition',
    withScheme((c) => c.audit),
  ),
  insert(
    'outbox',
    'Outbox',
    withScheme((c) => c.outbox),
  ),
  insert('receipt', 'Receipt', (change, { schemeId, sealer }) =>
    change.receipt ? [receiptRow(sealer, schemeId, change.receipt)] : [],
  ),
  {
    name: 'intake',
    sql: `update "Scheme" s set intake = x.intake from guard, ${rowsOf('Scheme')} where s.id = x.id`,
    rows: (change, { schemeId }) => (change.intake ? [{ id: schemeId, intake: change.intake }] : []),
  },
  {
    name: 'away',
    sql: `update "Person" p set "awayFrom" = x."awayFrom", "awayTo" = x."awayTo", "awayDeputyId" = x."awayDeputyId"
      from guard, ${rowsOf('Person')} where p."schemeId" = x."schemeId" and p.id = x.id`,
    rows: (change, { schemeId }) =>
      change.away.map(({ personId, away }) => ({
        schemeId,
        id: personId,
        awayFrom: away?.from ?? null,
        awayTo: away?.to ?? null,
        awayDeputyId: away?.deputyId ?? null,
      })),
  },
  {
    name: 'settled',
    // What is sent again may need another look after this attempt; a row that was found meanwhile stays as it is.
    sql: `update "Placement" p set note = null, "dueAt" = x."dueAt", attempts = 0, state = x.state
      from guard, ${rowsOf('Placement')}
      where p."schemeId" = $scheme and p.id = x.id and case x.state
        when 'planned' then p.state = 'unreachable' else p.state = 'ambiguous' and p."messageId" is null end`,
    rows: ({ settled }) =>
      settled
        ? settled.placements.map((id) => ({ id, state: SETTLED[settled.finding], dueAt: settled.at }))
        : [],
  },
  freed('freed_outbox', 'Outbox', '"doneAt" is null', ({ settled }) => settled?.outbox ?? []),
  freed('freed_follow_ups', 'FollowUp', `state = 'pending'`, ({ settled }) => settled?.followUps ?? []),
  {
    name: 'access',
    sql: 'select append_access($scheme, $rows::jsonb) from guard',
    rows: (change) => accessRows(change.access),
  },
  {
    name: 'remains',
    sql: `select erase_remains($scheme, x->>'request', array(select json_array_elements_text(x->'outbox')), x->>'receipt')
      from guard, json_array_elements($rows::json) x`,
    rows: ({ erase, outbox, receipt }) =>
      erase ? [{ request: erase, outbox: outbox.map(({ id }) => id), receipt: receipt?.key ?? null }] : [],
  },
]

const SETTLED = { send_again: 'retryable', confirm_gone: 'withdrawn', try_again: 'planned' }

/** What had failed too often begins anew. */
function freed(name: string, table: string, open: string, ids: (change: Change) => string[]): Part {
  return {
    name,
    sql: `update "${table}" t set attempts = null, note = null, "leaseUntil" = null from guard
      where ${amongRows('t')} and t.${open}`,
    rows: (change) => ids(change).map((id) => ({ id })),
  }
}

/** Each with the text that its chain hashes. */
export const accessRows = (entries: readonly AccessEntry[]): object[] =>
  entries.map((entry) => ({ ...entry, text: canonicalJson(entry) }))

function insert(name: string, table: string, rows: Part['rows']): Part {
  return { name, sql: `insert into "${table}" select x.* from guard, ${rowsOf(table)}`, rows }
}

/** A row of the same id changes only if it belongs to the same request. */
function upsert(name: string, table: string, changing: string[], rows: Part['rows']): Part {
  const set = changing.map((column) => `"${column}" = excluded."${column}"`).join(', ')
  const sql = `insert into "${table}" as t select x.* from guard, ${rowsOf(table)}
      on conflict ("schemeId", id) do update set ${set} where t."requestId" = excluded."requestId"`
  return { name, sql, rows }
}

function rowsOf(table: string): string {
  return `json_populate_recordset(null::"${table}", $rows::json) x`
}

/** As an array, so that the primary key finds them: PostgreSQL takes a set out of JSON for 100 rows and would scan. */
function amongRows(alias: string): string {
  return `${alias}."schemeId" = $scheme and ${alias}.id = any(array(select x->>'id' from json_array_elements($rows::json) x))`
}

function officersChanged({ before, after }: NonNullable<Change['update']>): boolean {
  return before.officerIds.join('\n') !== after.officerIds.join('\n')
}
