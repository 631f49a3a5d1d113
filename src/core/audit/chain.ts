import type { AuditEntry } from '../change.js'
import type { Hasher } from '../ports.js'
import { canonicalJson } from './canonical-json.js'

/** The head of a chain that has no entry yet. */
export const FIRST_HEAD = '0'.repeat(64)

export type UnchainedEntry = Omit<AuditEntry, 'seq' | 'previousHash' | 'hash'>

/** Links an entry to the chain whose head it follows. */
export function chain(
  entry: UnchainedEntry,
  head: { seq: number; head: string },
  hasher: Hasher,
): AuditEntry {
  const linked = { ...entry, seq: head.seq + 1, previousHash: head.head }
  return { ...linked, hash: hasher.sha256(canonicalJson(linked)) }
}

export type ChainFault = { seq: number; fault: 'missing' | 'altered' | 'not linked' | 'cut off' }

/**
 * Checks a whole transition chain against the head on its request row. One that was dropped whole has its head only.
 * Returns the first broken link, or null when all is well.
 */
export function verifyChain(
  entries: readonly AuditEntry[],
  head: { seq: number; head: string; dropped?: boolean },
  hasher: Hasher,
): ChainFault | null {
  if (head.dropped && entries.length === 0) return null
  let previous = { seq: 0, head: FIRST_HEAD }
  for (const entry of entries) {
    const { hash, ...linked } = entry
    if (entry.seq !== previous.seq + 1) return { seq: previous.seq + 1, fault: 'missing' }
    if (entry.previousHash !== previous.head) return { seq: entry.seq, fault: 'not linked' }
    if (hasher.sha256(canonicalJson(linked)) !== hash) return { seq: entry.seq, fault: 'altered' }
    previous = { seq: entry.seq, head: hash }
  }
  return previous.seq === head.seq && previous.head === head.head
    ? null
    : { seq: previous.seq + 1, fault: 'cut off' }
}
