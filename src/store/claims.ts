import type { Claimed, OutboxRow, Release } from '../core/ports.js'
import type { FollowUpRecord } from '../core/request/records.js'
import { MOST_ATTEMPTS } from '../core/work/attempts.js'
import type { Database } from './database.js'
import type * as Model from './generated/client.js'
import { followUpOf, outboxRowOf } from './rows.js'

export interface Claim {
  id: string
  token: string
  now: Date
  leaseMs: number
}

/** Null when somebody else has it or it is done. */
export async function claimOutbox(
  database: Database,
  schemeId: string,
  claim: Claim,
): Promise<Claimed<OutboxRow> | null> {
  const [row] = await database.run<Model.Outbox>(
    'claim_outbox',
    `update "Outbox" set ${CLAIMED} where "schemeId" = $1 and id = $2 and "doneAt" is null and ${FREE} returning *`,
    values(schemeId, claim),
  )
  return row ? { ...outboxRowOf(row), attempts: row.attempts ?? 1 } : null
}

export async function completeOutbox(
  database: Database,
  schemeId: string,
  id: string,
  token: string,
): Promise<void> {
  await database.run(
    'complete_outbox',
    `update "Outbox" set "doneAt" = now(), "leaseUntil" = null
      where "schemeId" = $1 and id = $2 and token = $3 and "doneAt" is null`,
    [schemeId, id, token],
  )
}

export async function releaseOutbox(
  database: Database,
  schemeId: string,
  id: string,
  token: string,
  release: Release,
): Promise<void> {
  await database.run(
    'release_outbox',
    `update "Outbox" set ${RELEASED} where "schemeId" = $1 and id = $2 and token = $3 and "doneAt" is null`,
    released(schemeId, id, token, release),
  )
}

/** Null when it is not due, not pending, or somebody else has it. It is done by the commit that names the token. */
export async function claimFollowUp(
  database: Database,
  schemeId: string,
  claim: Claim,
): Promise<Claimed<FollowUpRecord> | null> {
  const [row] = await database.run<Model.FollowUp>(
    'claim_follow_up',
    `update "FollowUp" set ${CLAIMED} where "schemeId" = $1 and id = $2 and state = 'pending' and "dueAt" <= $4
      and ${FREE} returning *`,
    values(schemeId, claim),
  )
  return row ? { ...followUpOf(row), attempts: row.attempts ?? 1 } : null
}

export async function releaseFollowUp(
  database: Database,
  schemeId: string,
  id: string,
  token: string,
  release: Release,
): Promise<void> {
  await database.run(
    'release_follow_up',
    `update "FollowUp" set ${RELEASED} where "schemeId" = $1 and id = $2 and token = $3 and state = 'pending'`,
    released(schemeId, id, token, release),
  )
}

/** Whoever dies with a claim leaves a try that counts: a row that kills its workers stops doing so. */
const CLAIMED = 'token = $3, "leaseUntil" = $5, attempts = coalesce(attempts, 0) + 1'
const FREE = `("leaseUntil" is null or "leaseUntil" <= $4) and coalesce(attempts, 0) < ${MOST_ATTEMPTS}`
const RELEASED = 'token = null, "leaseUntil" = $5, attempts = $4, note = $6'

const released = (schemeId: string, id: string, token: string, { attempts, until, note }: Release) => [
  schemeId,
  id,
  token,
  attempts,
  until,
  note,
]

const values = (schemeId: string, { id, token, now, leaseMs }: Claim) => [
  schemeId,
  id,
  token,
  now,
  new Date(now.getTime() + leaseMs),
]
