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

/** What the lines of an anchor file say of one chain, oldest first. */
export interface AnchoredChain {
  /** Each head with the first and the last line that held it. */
  heads: (ChainHead & { since: string; until: string })[]
  /** Time of the last line that knew of no such chain; null when all knew it. */
  unknownUntil: string | null
}

/** An entry has its time from before it is committed, and no two clocks are the same. */
const CLOCKS_DIFFER_MS = 5 * 60_000

/**
 * Compares a chain that is whole in itself with what the anchors say of it: an entry that was anchored has to be the
 * same one still, and none may have come since that says it is older. Of a chain that has expired only the head is
 * left, and it may only have gone on. Null when the chain has only grown.
 */
export function againstAnchors(
  { heads, unknownUntil }: AnchoredChain,
  chain: { links: readonly { seq: number; hash: string; at: string }[]; head: Head; expired: boolean },
): { seq: number; fault: 'rewritten' | 'added'; anchor: string } | null {
  const { links, head } = chain
  if (chain.expired && links.length === 0) {
    const last = heads.at(-1)
    const goesOn = !last || head.seq > last.seq || (head.seq === last.seq && head.head === last.hash)
    return goesOn ? null : { seq: last.seq, fault: 'rewritten', anchor: last.since }
  }
  const rewritten = heads.find(({ seq, hash }) => seq > 0 && links[seq - 1]?.hash !== hash)
  if (rewritten) return { seq: rewritten.seq, fault: 'rewritten', anchor: rewritten.since }
  const known = [...(unknownUntil === null ? [] : [{ seq: 0, until: unknownUntil }]), ...heads]
  for (const { seq, until } of known) {
    const latest = Date.parse(until) - CLOCKS_DIFFER_MS
    const added = links.slice(seq).find(({ at }) => Date.parse(at) < latest)
    if (added) return { seq: added.seq, fault: 'added', anchor: until }
  }
  return null
}

/** Sorts what the lines say by chain; `left` are the chains that nobody has taken. */
export function byChain(anchors: readonly Anchor[]) {
  type Name = Pick<ChainHead, 'kind' | 'schemeId' | 'id'>
  const keyOf = ({ kind, schemeId, id }: Name) => [kind, schemeId, id].join(' ')
  const chains = new Map<string, AnchoredChain>()
  let before: string | null = null
  for (const { at, heads } of anchors) {
    for (const head of heads) {
      const known = chains.get(keyOf(head)) ?? { heads: [], unknownUntil: before }
      const last = known.heads.at(-1)
      // A chain that rested has the same head day after day.
      if (last?.hash === head.hash) last.until = at
      else known.heads.push({ ...head, since: at, until: at })
      chains.set(keyOf(head), known)
    }
    before = at
  }
  return {
    take(name: Name): AnchoredChain {
      const chain = chains.get(keyOf(name)) ?? { heads: [], unknownUntil: before }
      chains.delete(keyOf(name))
      return chain
    },
    left: () => [...chains.values()].flatMap(({ heads }) => heads.at(-1) ?? []),
  }
}
