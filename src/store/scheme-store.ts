import type { SchemeStore } from '../core/ports.js'
import { claimFollowUp, claimOutbox, completeOutbox, releaseFollowUp, releaseOutbox } from './claims.js'
import { commit } from './commit.js'
import { accessRows } from './commit-parts.js'
import type { Database } from './database.js'
import { gather } from './gather.js'
import { openLists } from './lists.js'
import { openOneTimeCodes } from './one-time-codes.js'
import { claimPlacements, completePlacements, foundPlacement, upsertPlacements } from './placements.js'
import { findPerson, type RulesOf, readCase } from './read-case.js'
import type { Sealer } from './sealing.js'

/** The only entrance to a scheme's case data: every statement it sends is bound to this scheme. */
export function openSchemeStore(
  tools: { database: Database; sealer: Sealer; rulesOf: RulesOf },
  schemeId: string,
): SchemeStore {
  const { database, sealer } = tools
  return {
    schemeId,
    ...openLists(tools, schemeId),
    ...openOneTimeCodes(database, sealer, schemeId),
    readCase: (query) => readCase(tools, schemeId, query),
    findPerson: (actor) => findPerson(tools, schemeId, actor),
    commit: (change) => commit(database, { schemeId, sealer }, change),
    async recordAccess(entries) {
      await database.run('record_access', 'select append_access($1, $2::jsonb)', [
        schemeId,
        JSON.stringify(accessRows(entries)),
      ])
    },
    async expireAudit(before, atMost) {
      const [row] = await database.run<{ dropped: number }>(
        'expire_audit',
        'select expire_audit($1, $2, $3) as dropped',
        [schemeId, before, atMost],
      )
      return row?.dropped ?? 0
    },
    claimOutbox: (id, token, now, leaseMs) => claimOutbox(database, schemeId, { id, token, now, leaseMs }),
    completeOutbox: (id, token) => completeOutbox(database, schemeId, id, token),
    releaseOutbox: (id, token, release) => releaseOutbox(database, schemeId, id, token, release),
    claimFollowUp: (id, token, now, leaseMs) =>
      claimFollowUp(database, schemeId, { id, token, now, leaseMs }),
    releaseFollowUp: (id, token, release) => releaseFollowUp(database, schemeId, id, token, release),
    upsertPlacements: (wants, now, from) => upsertPlacements(database, schemeId, wants, now, from),
    claimPlacements: (ids, token, now, leaseMs) =>
      claimPlacements(database, schemeId, ids, { token, now, leaseMs }),
    foundPlacement: (found) => foundPlacement(database, schemeId, found),
    completePlacement: gather((results) => completePlacements(database, schemeId, results)),
  }
}
