import type { Work, WorkStore } from '../core/ports.js'
import type { Database } from './database.js'
import { instant } from './rows.js'

/** What is due, across schemes: ids only. Whoever wants to do it claims it first. */
export function openWork(database: Database): WorkStore {
  return {
    outboxWaiting: (now, limit) =>
      database.run<Work>(
        'outbox_waiting',
        `select "schemeId", id from "Outbox" where "doneAt" is null
          and ("leaseUntil" is null or "leaseUntil" <= $1) order by id limit $2`,
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
          order by "dueAt" limit $2`,
        [before, limit],
      )
      return rows.map((row) => ({ ...row, dueAt: instant(row.dueAt) }))
    },
  }
}
