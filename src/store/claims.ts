import type { OutboxRow } from '../core/ports.js'
import type { FollowUpRecord } from '../core/request/records.js'
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
): Promise<OutboxRow | null> {
  const [row] = await database.run<Model.Outbox>(
    'claim_outbox',
    `update "Outbox" set token = $3, "leaseUntil" = $5 where "schemeId" = $1 and id = $2 and "doneAt" is null
      and ("leaseUntil" is null or "leaseUntil" <= $4) returning *`,
    values(schemeId, claim),
  )
  return row ? outboxRowOf(row) : null
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
): Promise<void> {
  await database.run(
    'release_outbox',
    `update "Outbox" set token = null, "leaseUntil" = null
      where "schemeId" = $1 and id = $2 and token = $3 and "doneAt" is null`,
    [schemeId, id, token],
  )
}

/** Null when it is not due, not pending, or somebody else has it. It is done by the commit that names the token. */
export async function claimFollowUp(
  database: Database,
  schemeId: string,
  claim: Claim,
): Promise<FollowUpRecord | null> {
  const [row] = await database.run<Model.FollowUp>(
    'claim_follow_up',
    `update "FollowUp" set token = $3, "leaseUntil" = $5 where "schemeId" = $1 and id = $2 and state = 'pending'
      and "dueAt" <= $4 and ("leaseUntil" is null or "leaseUntil" <= $4) returning *`,
    values(schemeId, claim),
  )
  return row ? followUpOf(row) : null
}

const values = (schemeId: string, { id, token, now, leaseMs }: Claim) => [
  schemeId,
  id,
  token,
  now,
  new Date(now.getTime() + leaseMs),
]
