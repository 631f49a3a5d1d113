import { DateTime } from 'luxon'
import type { LedgerEntry } from '../request/records.js'
import type { Scheme } from '../scheme/scheme-file.js'

/** The last balance that partners may see: as at a quarter's end, with the entries up to then. */
export interface Publication {
  /** First moment after the quarter. */
  until: Date
  entries: LedgerEntry[]
}

/**
 * D13: partners see the ledger as at quarter end, and a quarter is published only when enough new moves have accrued
 * since the last one that was. A live balance would tell, beside a notice that vanished, where somebody went.
 */
export function lastPublication(
  entries: readonly LedgerEntry[],
  scheme: Scheme,
  now: Date,
): Publication | null {
  let published: Publication | null = null
  for (const until of quarterEnds(entries, scheme, now)) {
    const soFar = entries.filter((entry) => new Date(entry.postedAt) < until)
    const before = published?.entries ?? []
    if (standingMoves(soFar) - standingMoves(before) >= scheme.rules.ledger.publishAfterMoves) {
      published = { until, entries: soFar }
    }
  }
  return published
}

/** Moves with entries that were not reversed. */
function standingMoves(entries: readonly LedgerEntry[]): number {
  const ids = (kind: LedgerEntry['kind']) =>
    new Set(entries.filter((entry) => entry.kind === kind).map((entry) => entry.moveId))
  return ids('move').size - ids('reversal').size
}

/** From the quarter of the first entry to the last one that is over, oldest first. */
function quarterEnds(entries: readonly LedgerEntry[], { timezone }: Scheme, now: Date): Date[] {
  const first = entries.map((entry) => entry.postedAt).sort()[0]
  if (first === undefined) return []
  const ends: Date[] = []
  let end = DateTime.fromISO(first, { zone: timezone }).startOf('quarter').plus({ quarters: 1 })
  while (end.toMillis() <= now.getTime()) {
    ends.push(end.toJSDate())
    end = end.plus({ quarters: 1 })
  }
  return ends
}
