import type { PlacementRecord } from '../core/placement/placement.js'
import type { PlacementResult } from '../core/ports.js'
import type { Database } from './database.js'
import type * as Model from './generated/client.js'
import { placementOf, placementRow, type Row } from './rows.js'

/**
 * Plans placements; planning the same key again asks for a new revision of the one there is.
 * A message that exists stays where it is. Returns what is due now.
 */
export async function upsertPlacements(
  database: Database,
  schemeId: string,
  wants: PlacementRecord[],
  now: Date,
): Promise<string[]> {
  const lastOfEach = new Map(wants.map((want) => [want.key, placementRow(schemeId, want)]))
  if (lastOfEach.size === 0) return []
  const rows = await database.run<{ id: string | null }>('upsert_placements', UPSERT, [
    JSON.stringify([...lastOfEach.values()]),
    now,
  ])
  return rows.flatMap((row) => row.id ?? [])
}

/**
 * Claims what is due among the ids, for one sender at a time. The records are as they were before the claim:
 * where an earlier sender died, the state says whether a message may be out (`ambiguous`) or can be edited
 * (`retryable`), and `attemptedAt` is the time of that attempt.
 */
export async function claimPlacements(
  database: Database,
  schemeId: string,
  ids: string[],
  claim: { token: string; now: Date; leaseMs: number },
): Promise<PlacementRecord[]> {
  if (ids.length === 0) return []
  const rows = await database.run<Row<Model.Placement>>('claim_placements', CLAIM, [
    schemeId,
    ids,
    claim.now,
    claim.token,
    new Date(claim.now.getTime() + claim.leaseMs),
  ])
  return rows.map((row) => placementOf({ ...row, state: stateBefore(row) }))
}

/** True when a newer revision is wanted than the one that was shown: it is planned again. */
export async function completePlacement(
  database: Database,
  schemeId: string,
  result: PlacementResult,
): Promise<boolean> {
  const { id, token, state, shown, message, dueAt, note } = result
  const [row] = await database.run<{ again: boolean }>('complete_placement', COMPLETE, [
    schemeId,
    id,
    token,
    state,
    shown,
    message?.roomId ?? null,
    message?.messageId ?? null,
    dueAt,
    note,
  ])
  return row?.again ?? false
}

function stateBefore({ state, messageId }: Row<Model.Placement>): string {
  if (state !== 'sending') return state
  return messageId === null ? 'ambiguous' : 'retryable'
}

/** No time has come for it: a claimed one until somebody wants a newer revision, an uncertain one until a person acts. */
const NEVER = `'9999-12-31T00:00:00Z'::timestamptz`

/** A failed or uncertain one keeps its state and its time: whatever is wanted since goes with the next try. */
const UPSERT = `insert into "Placement" as t
select x.* from json_populate_recordset(null::"Placement", $1::json) x
on conflict ("schemeId", key) do update set
  wanted = case when t.state = 'withdrawn' and excluded.withdraw then t.wanted else t.wanted + 1 end,
  withdraw = excluded.withdraw,
  episode = excluded.episode,
  note = case when t.state in ('sent', 'unreachable', 'withdrawn') and not excluded.withdraw then null else t.note end,
  state = case
    when t.state = 'withdrawn' and excluded.withdraw then t.state
    when t.state in ('sent', 'unreachable', 'withdrawn') then 'planned'
    else t.state end,
  "dueAt" = case
    when t.state in ('planned', 'sending') then least(t."dueAt", excluded."dueAt")
    when t.state in ('retryable', 'ambiguous') then t."dueAt"
    else excluded."dueAt" end,
  platform = case when ${UNPOSTED()} then excluded.platform else t.platform end,
  tenant = case when ${UNPOSTED()} then excluded.tenant else t.tenant end,
  "conversationKind" = case when ${UNPOSTED()} then excluded."conversationKind" else t."conversationKind" end,
  "conversationId" = case when ${UNPOSTED()} then excluded."conversationId" else t."conversationId" end,
  shown = case when t.state = 'withdrawn' and not excluded.withdraw then 0 else t.shown end
returning case when state in ('planned', 'retryable') and "dueAt" <= $2 then id end as id`

/** Nothing stands on a screen, and nothing may be on its way. */
function UNPOSTED(): string {
  return `(t.state = 'withdrawn' or (t."messageId" is null and t.state in ('planned', 'unreachable')))`
}

/** An uncertain attempt keeps its time: the message is looked for from there on. */
const CLAIM = `with found as (
  select * from "Placement" where "schemeId" = $1 and id = any($2::text[]) and (
    (state in ('planned', 'retryable', 'ambiguous') and "dueAt" <= $3)
    or (state = 'sending' and "leaseUntil" <= $3))
  for update skip locked),
claimed as (
  update "Placement" p set state = 'sending', token = $4, "leaseUntil" = $5, attempts = p.attempts + 1,
    "dueAt" = ${NEVER},
    "attemptedAt" = case
      when p.state in ('planned', 'retryable') or p."messageId" is not null then $3 else p."attemptedAt" end
  from found where p."schemeId" = found."schemeId" and p.id = found.id returning p.id)
select found.* from found join claimed using (id)`

const COMPLETE = `update "Placement" set
  shown = coalesce($5::int, shown),
  "roomId" = case when $4 <> 'withdrawn' then coalesce($6::text, "roomId") end,
  "messageId" = case when $4 <> 'withdrawn' then coalesce($7::text, "messageId") end,
  note = $9,
  token = null,
  "leaseUntil" = null,
  state = case
    when $4 = 'sent' and wanted > coalesce($5::int, shown) then 'planned'
    when $4 = 'withdrawn' and not withdraw then 'planned'
    else $4 end,
  "dueAt" = case
    when $4 = 'ambiguous' then coalesce($8::timestamptz, ${NEVER})
    when $4 = 'retryable' then coalesce($8::timestamptz, "attemptedAt")
    else "dueAt" end
where "schemeId" = $1 and id = $2 and token = $3 and state = 'sending'
returning state = 'planned' as again`
