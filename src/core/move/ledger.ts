import { withSuccessors } from '../people/successors.js'
import type { Ids } from '../ports.js'
import type { Instant, LedgerEntry, MoveRecord, PartnerRecord } from '../request/records.js'
import type { Scheme } from '../scheme/scheme-file.js'

export interface Posting {
  ids: Ids
  at: Instant
}

/**
 * D13: the landlord that was left owes one (-1), the landlord that housed is owed one (+1). None within one landlord,
 * and none for the region's other pathway unless the scheme file says so (D6).
 */
export function entriesForMove(
  move: MoveRecord,
  partners: readonly PartnerRecord[],
  scheme: Scheme,
  { ids, at }: Posting,
): LedgerEntry[] {
  if (move.toLandlordId === null) return []
  if (move.pathway === 'housing_moves' && !scheme.rules.ledger.housingMovesEntry) return []
  const from = successorOf(move.fromLandlordId, partners)
  const to = successorOf(move.toLandlordId, partners)
  if (from === to) return []
  const entry = (landlordId: string, amount: 1 | -1): LedgerEntry => ({
    id: ids.ordered(),
    landlordId,
    amount,
    moveId: move.id,
    kind: 'move',
    reason: null,
    postedAt: at,
  })
  return [entry(from, -1), entry(to, 1)]
}

/** Entries are never taken back: each gets its opposite, with a reason. */
export function reversalOf(
  entries: readonly LedgerEntry[],
  reason: string,
  { ids, at }: Posting,
): LedgerEntry[] {
  return entries.map((entry) => ({
    ...entry,
    id: ids.ordered(),
    amount: entry.amount === 1 ? -1 : 1,
    kind: 'reversal',
    reason,
    postedAt: at,
  }))
}

/** Properties owed to each landlord (+) or by it (-), summed over its predecessors. All of them sum to 0. */
export function balances(
  entries: readonly LedgerEntry[],
  partners: readonly PartnerRecord[],
): Map<string, number> {
  const result = new Map<string, number>()
  for (const { landlordId, amount } of entries) {
    const id = successorOf(landlordId, partners)
    result.set(id, (result.get(id) ?? 0) + amount)
  }
  return result
}

/** Mergers and stock transfers: who answers for a landlord today. */
export function successorOf(landlordId: string, partners: readonly PartnerRecord[]): string {
  return [...withSuccessors([landlordId], partners)].at(-1) ?? landlordId
}
