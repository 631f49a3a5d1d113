import { codeOf } from '../error-code.js'
import type { Clock, Hasher } from '../ports.js'
import { type AnchorFile, type AnchorStore, anchorLine, parseAnchor } from './anchor.js'

export interface AnchorPorts {
  audit: AnchorStore
  file: AnchorFile
  clock: Clock
  hasher: Hasher
}

/** A process that died while it wrote is followed by another after this. */
const LEASE_MS = 5 * 60_000
const TRY_AGAIN_MS = 60 * 60_000

/**
 * Once a day, by one process of all: writes the heads of all chains outside the database. Whoever rewrites a history
 * there, head and all, cannot rewrite this as well. Throws what kept the file from being written; the next try is an
 * hour later.
 */
export async function writeDailyAnchor({ audit, file, clock, hasher }: AnchorPorts): Promise<void> {
  const now = clock.now()
  const day = now.toISOString().slice(0, 10)
  if (!(await audit.claimAnchor(day, now, new Date(now.getTime() + LEASE_MS)))) return
  const heads = await audit.heads()
  try {
    // Somebody who died after writing has not said so.
    await file.add((last) => (isOf(day, last) ? null : anchorLine(heads, now, last, hasher)))
  } catch (error) {
    await audit.anchorFailed(day, codeOf(error), new Date(now.getTime() + TRY_AGAIN_MS))
    throw error
  }
  await audit.anchorWritten(day, now)
}

const isOf = (day: string, line: string | null) => line !== null && parseAnchor(line)?.at.slice(0, 10) === day
