import { z } from 'zod'
import type { Hasher } from '../ports.js'
import { canonicalJson } from './canonical-json.js'
import { FIRST_HEAD, type Head } from './chain.js'

/** Where one chain ended at some moment. Ids, numbers and hashes only: this leaves the database. */
export interface ChainHead {
  kind: 'request' | 'access'
  schemeId: string
  /** Of the request, or the ISO date of the access chain. */
  id: string
  seq: number
  hash: string
}

/** The heads of all chains as one line of the anchor file had them. */
export interface Anchor {
  line: number
  at: string
  heads: ChainHead[]
}

/** What anchoring asks of the database. */
export interface AnchorStore {
  /** Of every chain of every scheme, as of one moment. */
  heads(): Promise<ChainHead[]>
  /** True for one process: that day is its to write, until then. */
  claimAnchor(day: string, now: Date, until: Date): Promise<boolean>
  anchorWritten(day: string, now: Date): Promise<void>
  /** With the code of what failed; nobody tries again before then. */
  anchorFailed(day: string, note: string, until: Date): Promise<void>
  /** The last day that was written, and the newest one if it could not be, with the code of what failed. */
  lastAnchors(): Promise<{ written: string | null; failing: string | null; note: string | null }>
}

/** A file outside the database that only grows. */
export interface AnchorFile {
  /** Adds the line that is made of the last whole one; nothing when it is null. Throws when it cannot be written. */
  add(lineAfter: (last: string | null) => string | null): Promise<void>
}

const lineSchema = z.object({
  at: z.string(),
  previous: z.string(),
  heads: z.array(z.tuple([z.enum(['request', 'access']), z.string(), z.string(), z.number(), z.string()])),
})

/** One canonical line without its end; it holds the hash of the line before. */
export function anchorLine(
  heads: readonly ChainHead[],
  at: Date,
  last: string | null,
  hasher: Hasher,
): string {
  return canonicalJson({
    at: at.toISOString(),
    previous: last === null ? FIRST_HEAD : hasher.sha256(last),
    heads: heads.map(({ kind, schemeId, id, seq, hash }) => [kind, schemeId, id, seq, hash]),
  })
}

/** Null for a line that was only half written. */
export function parseAnchor(line: string): z.infer<typeof lineSchema> | null {
  try {
    return lineSchema.safeParse(JSON.parse(line)).data ?? null
  } catch {
    return null
  }
}

/**
 * Reads a whole anchor file. `fault`: number of the first line, from 1, that does not follow the one before. A line
 * that was only half written, because its writer died, is passed over, as its successor does.
 */
export function readAnchors(text: string, hasher: Hasher): { anchors: Anchor[]; fault: number | null } {
  const anchors: Anchor[] = []
  let last: string | null = null
  for (const [index, line] of text.split('\n').entries()) {
    const read = parseAnchor(line)
    if (!read) continue
    if (read.previous !== (last === null ? FIRST_HEAD : hasher.sha256(last)))
      return { anchors, fault: index + 1 }
    last = line
    const heads = read.heads.map(([kind, schemeId, id, seq, hash]) => ({ kind, schemeId, id, seq, hash }))
    anchors.push({ line: index + 1, at: read.at, heads })
  }
  return { anchors, fault: null }
}

/**
 * Compares a chain that is whole in itself with what an anchor says of it: the entry of that number has to be the same
 * one still. Of a chain that has expired only the head is left, and it may only have gone on.
 */
export function standsAsAnchored(
  anchored: Pick<ChainHead, 'seq' | 'hash'>,
  { links, head, expired }: { links: readonly { seq: number; hash: string }[]; head: Head; expired: boolean },
): boolean {
  if (anchored.seq === 0) return true
  if (expired && links.length === 0)
    return head.seq > anchored.seq || (head.seq === anchored.seq && head.head === anchored.hash)
  return links[anchored.seq - 1]?.hash === anchored.hash
}
