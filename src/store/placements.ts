import type { PlacementRecord } from '../core/placement/placement.js'
import type { FoundPlacement, PlacementResult } from '../core/ports.js'
import type { Database } from './database.js'
import type * as Model from './generated/client.js'
import { placementOf, placementRow, type Row } from './rows.js'

/**
 * Plans placements. Planning a key again asks for a new revision only if face or withdrawal differ from what
 * stands; what only became more urgent is brought forward. A message that exists stays where it is.
 * Returns the ids of these that are due now; null, having changed nothing, when the request has another version by
 * now: a plan from an older one must never take the place of a newer one's.
 */
export async function upsertPlacements(
  database: Database,
  schemeId: string,
  wants: PlacementRecord[],
  now: Date,
  from: { id: string; version: number } | null = null,
): Promise<string[] | null> {
  const lastOfEach = new Map(wants.map((want) => [want.key, placementRow(schemeId, want)]))
  if (lastOfEach.size === 0) return []
  const rows = await database.run<{ id: string | null }>('upsert_placements', UPSERT, [
    schemeId,
    JSON.stringify([...lastOfEach.values()]),
    now,
    from?.id ?? null,
    from?.version ?? null,
  ])
  if (rows.length === 0) return null
  return rows.flatMap(({ id }) => id ?? [])
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
  const rows = await database.insist<Row<Model.Placement>>('claim_placements', CLAIM, [
    schemeId,
    ids,
    claim.now,
    claim.token,
    new Date(claim.now.getTime() + claim.leaseMs),
  ])
  return rows.map((row) => placementOf({ ...row, state: stateBefore(row, claim) }))
}

/** For each, in the same order: true when a newer revision is wanted than the one that was shown. */
export async function completePlacements(
  database: Database,
  schemeId: string,
  results: PlacementResult[],
): Promise<boolean[]> {
  const rows = results.map(({ id, token, state, shown, message, dueAt, note }) => ({
    ...{ id, token, state, dueAt, note },
    shown: shown?.revision ?? null,
    shownFace: shown?.face ?? null,
    roomId: message?.roomId ?? null,
    messageId: message?.messageId ?? null,
  }))
  const completed = await database.insist<{ id: string; again: boolean }>('complete_placements', COMPLETE, [
    schemeId,
    JSON.stringify(rows),
    results.map(({ id }) => id),
  ])
  const again = new Set(completed.filter((row) => row.again).map((row) => row.id))
  return results.map(({ id }) => again.has(id))
}

/** False when it is known where it stands. */
export async function foundPlacement(
  database: Database,
  schemeId: string,
  { id, conversation, roomId, messageId, revision }: FoundPlacement,
): Promise<boolean> {
  const { platform, tenant } = conversation
  const place = [platform, tenant, conversation.id]
  const rows = await database.run('found_placement', FOUND, [
    ...[schemeId, id, roomId, messageId, revision],
    ...place,
  ])
  return rows.length > 0
}

function stateBefore(
  { state, messageId, token, attemptedAt }: Row<Model.Placement>,
  claim: { token: string; now: Date },
): string {
  if (state !== 'sending') return state
  // Claimed by this very claim, whose answer was lost: nothing has been posted since.
  const justClaimed = token === claim.token && attemptedAt !== null && +new Date(attemptedAt) === +claim.now
  return messageId === null && !justClaimed ? 'ambiguous' : 'retryable'
}

/** No time has come for it: a claimed one until somebody wants a newer revision, an uncertain one until a person acts. */
const NEVER = `'9999-12-31T00:00:00Z'::timestamptz`

const CHANGED = '(t.face <> excluded.face or t.withdraw <> excluded.withdraw)'

/** Nothing stands on a screen and nothing is on its way: it may still go elsewhere. */
const UNPOSTED = `(t.state = 'withdrawn' or (t."messageId" is null and t.state in ('planned', 'unreachable')))`

const PLACE = ['platform', 'tenant', '"conversationKind"', '"conversationId"']
const MOVED = `(${UNPOSTED} and (${PLACE.map((column) => `t.${column} <> excluded.${column}`).join(' or ')}))`

/** What waits for its time may be brought forward; one being sent as it is wanted, or looked for, waits for none. */
const SOONER = `(t.state in ('planned', 'sending') and t."dueAt" <> ${NEVER} and excluded."dueAt" < t."dueAt")`

/**
 * A failed or uncertain one keeps its state and its time: whatever is wanted since goes with the next try.
 * Rows are locked in the order of their keys, here and in COMPLETE: so neither ever waits for the other in a circle.
 */
const UPSERT = `with locked as materialized (
  select 1 from "Request" where "schemeId" = $1 and id = $4 and version = $5 for share),
current as materialized (select 1 where $4::text is null or exists (select 1 from locked)),
wanted as (select x.* from current, json_populate_recordset(null::"Placement", $2::json) x),
written as (
  insert into "Placement" as t select * from wanted order by key
  on conflict ("schemeId", key) do update set
    face = excluded.face,
    withdraw = excluded.withdraw,
    wanted = case when ${CHANGED} then t.wanted + 1 else t.wanted end,
    shown = case when t.state = 'withdrawn' then 0 else t.shown end,
    "shownFace" = case when t.state = 'withdrawn' then null else t."shownFace" end,
    ${PLACE.map((column) => `${column} = case when ${UNPOSTED} then excluded.${column} else t.${column} end`).join(',\n    ')},
    state = case
      when t.state = 'withdrawn' and excluded.withdraw then t.state
      when t.state in ('sent', 'unreachable', 'withdrawn') then 'planned'
      else t.state end,
    "dueAt" = case
      when t.state in ('retryable', 'ambiguous') then t."dueAt"
      when not ${CHANGED} or (t.withdraw and excluded.withdraw) then least(t."dueAt", excluded."dueAt")
      else excluded."dueAt" end
  where ${CHANGED} or ${MOVED} or ${SOONER}
  returning id, key, state, "dueAt")
select null as id from current
union
select id from written where state in ('planned', 'retryable') and "dueAt" <= $3
union
select p.id from "Placement" p
where p."schemeId" = $1 and p.key = any(array(select key from wanted))
  and p.state in ('planned', 'retryable') and p."dueAt" <= $3 and p.key not in (select key from written)`

/** An uncertain attempt keeps its time: the message is looked for from there on. */
const CLAIM = `with found as (
  select * from "Placement" where "schemeId" = $1 and id = any($2::text[]) and (
    (state in ('planned', 'retryable', 'ambiguous') and "dueAt" <= $3)
    or (state = 'sending' and ("leaseUntil" <= $3 or token = $4)))
  for update skip locked),
claimed as (
  update "Placement" p set state = 'sending', token = $4, "leaseUntil" = $5, attempts = p.attempts + 1,
    "dueAt" = ${NEVER},
    "attemptedAt" = case
      when p.state in ('planned', 'retryable') or p."messageId" is not null then $3 else p."attemptedAt" end
  from found where p."schemeId" = found."schemeId" and p.id = found.id returning p.id)
select found.* from found join claimed using (id)`

const COMPLETE = `with locked as materialized (
  select id from "Placement" where "schemeId" = $1 and id = any($3::text[]) order by key for update)
update "Placement" p set
  shown = coalesce(r.shown, p.shown),
  "shownFace" = coalesce(r."shownFace", p."shownFace"),
  "roomId" = case when r.state <> 'withdrawn' then coalesce(r."roomId", p."roomId") end,
  "messageId" = case when r.state <> 'withdrawn' then coalesce(r."messageId", p."messageId") end,
  note = r.note,
  attempts = case when r.state in ('sent', 'withdrawn') then 0 else p.attempts end,
  token = null,
  "leaseUntil" = null,
  state = case
    when r.state = 'sent' and p.wanted > coalesce(r.shown, p.shown) then 'planned'
    -- Taken away, and wanted again since.
    when r.state = 'withdrawn' and not p.withdraw and p.wanted > coalesce(r.shown, p.shown) then 'planned'
    else r.state end,
  "dueAt" = case r.state
    when 'ambiguous' then coalesce(r."dueAt", ${NEVER})
    when 'retryable' then coalesce(r."dueAt", p."attemptedAt")
    -- Found again after an uncertain post: what has been wanted since is due.
    when 'sent' then case
      when p."dueAt" = ${NEVER} and p.wanted > coalesce(r.shown, p.shown) then p."attemptedAt" else p."dueAt" end
    else p."dueAt" end
from locked, json_populate_recordset(null::"Placement", $2::json) r
where p."schemeId" = $1 and p.id = any($3::text[]) and p.id = locked.id and p.id = r.id
  and p.token = r.token and p.state = 'sending'
returning p.id, p.state = 'planned' as again`

/** What was wanted meanwhile is sent when its time has come, or with the next sweep. */
const FOUND = `update "Placement" p set "roomId" = $3, "messageId" = $4, note = null, shown = $5,
  "shownFace" = case when p.wanted = $5 then p.face end,
  state = case when p.wanted > $5 or p.withdraw then 'planned' else 'sent' end,
  "dueAt" = case when (p.wanted > $5 or p.withdraw) and p."dueAt" = ${NEVER} then p."attemptedAt" else p."dueAt" end
where p."schemeId" = $1 and p.id = $2 and p.state = 'ambiguous' and p."messageId" is null
  and p.platform = $6 and p.tenant = $7 and p."conversationId" = $8 returning p.id`
