import type { Work, WorkStore } from '../core/ports.js'
import { MOST_ATTEMPTS } from '../core/work/attempts.js'
import type { Database } from './database.js'
import { instant } from './rows.js'

/** Nobody has it, and it has not failed so often that it waits for a person. */
const FREE = `("leaseUntil" is null or "leaseUntil" <= $1) and coalesce(attempts, 0) < ${MOST_ATTEMPTS}`

/** What is due, across schemes: ids only. Whoever wants to do it claims it first. */
export function openWork(database: Database): WorkStore {
  return {
    outboxWaiting: (now, limit) =>
      database.run<Work>(
        'outbox_waiting',
        `select "schemeId", id from "Outbox" where "doneAt" is null
          and ${FREE} order by id limit $2`,
        [now, limit],
      ),

    // A claim whose worker died is due as well, once its lease has run out.
    placementsDue: (now, limit) =>
      database.run<Work>(
        'placements_due',
        `select "schemeId", id from (
          (select "schemeId", id, "dueAt" as since from "Placement"
            where state in ('planned', 'retryable', 'ambiguous') and "dueAt" <= $1 order by "dueAt" limit $2)
          union all
          (select "schemeId", id, "leaseUntil" from "Placement"
            where state = 'sending' and "leaseUntil" <= $1 order by "leaseUntil" limit $2)) due
        order by since limit $2`,
        [now, limit],
      ),

    async followUpsDue(before, limit) {
      const rows = await database.run<Work & { dueAt: Date }>(
        'follow_ups_due',
        `select "schemeId", id, "dueAt" from "FollowUp" where state = 'pending' and "dueAt" <= $1
          and ${FREE} order by "dueAt" limit $2`,
        [before, limit],
      )
      return rows.map((row) => ({ ...row, dueAt: instant(row.dueAt) }))
    },

    async schemesWithout(kind) {
      const rows = await database.run<{ id: string }>(
        'schemes_without',
        `select s.id from "Scheme" s where not exists (select 1 from "FollowUp" f where f."schemeId" = s.id
          and f."requestId" is null and f.kind = $1 and f.state = 'pending')`,
        [kind],
      )
      return rows.map(({ id }) => id)
    },

    async waiting(now) {
      const [row] = await database.run<{ outbox: number; placements: number; followUps: number }>(
        'waiting',
        `select
          (select count(*) from "Outbox" where "doneAt" is null)::int as outbox,
          (select count(*) from "Placement" where state = 'sending'
            or (state in ('planned', 'retryable', 'ambiguous') and "dueAt" <= $1))::int as placements,
          (select count(*) from "FollowUp" where state = 'pending' and "dueAt" <= $1)::int as "followUps"`,
        [now],
      )
      return row ?? { outbox: 0, placements: 0, followUps: 0 }
    },
  }
}
