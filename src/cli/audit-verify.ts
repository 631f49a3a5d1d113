import { readFileSync } from 'node:fs'
import { StartError } from '../app/start-error.js'
import {
  type AnchoredChain,
  againstAnchors,
  byChain,
  type ChainHead,
  readAnchors,
} from '../core/audit/anchor.js'
import { type ChainFault, type Head, verifyChain } from '../core/audit/chain.js'
import { sha256Hasher } from '../store/hasher.js'
import { type AuditStore, type OpenedStore, verifyAccess } from '../store/index.js'

/**
 * Checks both chains of every scheme, and with an anchor file that they have only grown since its lines were written.
 * Throws at the first entry that is not as it was, naming it.
 */
export async function auditVerify(
  { directory, audit }: Pick<OpenedStore, 'directory' | 'audit'>,
  say: (line: string) => void,
  anchorFile?: string,
): Promise<void> {
  const anchored = anchorFile === undefined ? null : readAnchorFile(anchorFile)
  for (const { id: schemeId, title } of await directory.schemes()) {
    let expired = 0
    const check = async (kind: ChainHead['kind'], id: string, read: () => Promise<Chain>) => {
      const anchors = anchored?.take({ kind, schemeId, id }) ?? null
      const fault = await atSecondLook(async () => {
        const chain = await read()
        if (hasExpired(chain)) expired += 1
        return faultOf(chain, anchors)
      })
      if (fault) throw new StartError(`${title}: ${nameOf({ kind, id })}${fault}.`)
    }
    const requestIds = await audit.requestIds(schemeId)
    for (const id of requestIds) await check('request', id, () => transitions(audit, schemeId, id))
    const days = await audit.accessDays(schemeId)
    for (const id of days) await check('access', id, () => accesses(audit, schemeId, id))
    const onlyHeads = expired > 0 ? ` Of ${expired} only the head is left: they have expired.` : ''
    say(
      `${title}: ${requestIds.length} transition chains and ${days.length} days of access are whole.${onlyHeads}`,
    )
  }
  if (!anchored) return
  const [gone] = anchored.left()
  if (gone)
    throw new StartError(
      `${gone.schemeId}: ${nameOf(gone)}: gone since the anchor of ${gone.until} was taken.`,
    )
  say(`${anchorFile}: every history has only grown since; ${anchored.lines} lines were compared.`)
}

interface Chain {
  links: readonly { seq: number; hash: string; at: string }[]
  head: Head
  expired: boolean
  /** Of the chain in itself; null when it is whole. */
  fault: ChainFault | null
}

const NO_ROW: Chain = {
  links: [],
  head: { seq: 0, head: '' },
  expired: false,
  fault: { seq: 1, fault: 'added' },
}

async function transitions(audit: AuditStore, schemeId: string, id: string): Promise<Chain> {
  const chain = await audit.transitionsOf(schemeId, id)
  if (!chain) return NO_ROW
  const { entries, head } = chain
  return { ...chain, links: entries, fault: verifyChain(entries, head, sha256Hasher) }
}

async function accesses(audit: AuditStore, schemeId: string, day: string): Promise<Chain> {
  const chain = await audit.accessEntries(schemeId, day)
  const links = chain.links.map(({ seq, hash, entry }) => ({ seq, hash, at: entry.at }))
  return { ...chain, links, fault: verifyAccess(chain, sha256Hasher) }
}

const hasExpired = ({ expired, links }: Chain) => expired && links.length === 0

function faultOf(chain: Chain, anchors: AnchoredChain | null): string | null {
  const { fault } = chain
  if (fault && !hasExpired(chain)) return `, entry ${fault.seq}: ${fault.fault}`
  const since = anchors && againstAnchors(anchors, chain)
  return since ? `, entry ${since.seq}: ${since.fault} since the anchor of ${since.anchor} was taken` : null
}

/** An entry written while a chain is read looks like a break; a real one is still there at a second look. */
async function atSecondLook<T>(look: () => Promise<T | null>): Promise<T | null> {
  return (await look()) && look()
}

const nameOf = ({ kind, id }: Pick<ChainHead, 'kind' | 'id'>) =>
  kind === 'request' ? `request ${id}` : `access on ${id}`

function readAnchorFile(path: string) {
  const { anchors, fault } = readAnchors(readText(path), sha256Hasher)
  if (fault !== null)
    throw new StartError(
      `${path}: line ${fault} does not follow the one before it: one was changed or taken out.`,
    )
  if (anchors.length === 0) throw new StartError(`${path} holds no anchor.`)
  return { lines: anchors.length, ...byChain(anchors) }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new StartError(`${path} cannot be read.`, { cause: error })
  }
}
