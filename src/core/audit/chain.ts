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

/** The first entry that is not as it was written, by its number. */
export type ChainFault = { seq: number; fault: 'altered' | 'missing' | 'out of order' | 'added' | 'cut off' }

/** Where a chain ends, as its head says. */
export interface Head {
  seq: number
  head: string
}

/** What every chain is checked by, whatever its entries hold. */
export interface ChainLink {
  seq: number
  previousHash: string
  hash: string
  /** The hash that its content has after this one. */
  hashAfter(previousHash: string): string
}

/**
 * Checks a whole transition chain against the head on its request row. One that was dropped whole has its head only.
 * Returns the first broken link, or null when all is well.
 */
export function verifyChain(entries: readonly AuditEntry[], head: Head, hasher: Hasher): ChainFault | null {
  return verifyLinks(
    entries.map(({ hash, ...linked }) => ({
      ...{ seq: linked.seq, previousHash: linked.previousHash, hash },
      hashAfter: (previousHash) => hasher.sha256(canonicalJson({ ...linked, previousHash })),
    })),
    head,
  )
}

/** Checks that the links are those that were written, all of them and in their order, up to the head. */
export function verifyLinks(links: readonly ChainLink[], head: Head): ChainFault | null {
  let previous: Head = { seq: 0, head: FIRST_HEAD }
  for (const [index, link] of links.entries()) {
    const { seq, hash } = link
    if (seq > previous.seq + 1) return { seq: previous.seq + 1, fault: 'missing' }
    if (seq > head.seq) return { seq, fault: 'added' }
    const following = links.slice(index + 1, index + 1 + LOOK_AHEAD)
    const fault = faultOf(link, previous, following)
    if (fault) return { seq, fault }
    previous = { seq, head: hash }
  }
  if (previous.seq < head.seq) return { seq: previous.seq + 1, fault: 'cut off' }
  return previous.head === head.head ? null : { seq: previous.seq, fault: 'altered' }
}

/** So far is looked for the entry that should stand here: it only names the fault better. */
const LOOK_AHEAD = 100

function faultOf(
  link: ChainLink,
  { head }: Head,
  following: readonly ChainLink[],
): ChainFault['fault'] | undefined {
  const belongsHere = link.hashAfter(head) === link.hash
  if (link.previousHash !== head) {
    if (belongsHere) return 'altered'
    if (following.some(({ previousHash }) => previousHash === head)) return 'out of order'
    return link.hashAfter(link.previousHash) === link.hash ? 'missing' : 'altered'
  }
  if (!belongsHere) return 'altered'
  const [next] = following
  // Two follow the same one: this one was put in between.
  return next?.previousHash === head && next.hashAfter(link.hash) !== next.hash ? 'added' : undefined
}
