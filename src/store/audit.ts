import { canonicalJson } from '../core/audit/canonical-json.js'
import { type ChainFault, FIRST_HEAD } from '../core/audit/chain.js'
import type { AuditEntry } from '../core/change.js'
import type { AccessEntry, Hasher } from '../core/ports.js'
import type { Database } from './database.js'
import { accessEntryOf, auditEntryOf, day } from './rows.js'

/** Where a chain ends, as its head says. */
export interface Head {
  seq: number
  head: string
  /** Its entries were dropped whole after six years: the head is all that is left. */
  dropped?: boolean
}

export interface AccessLink {
  seq: number
  entry: AccessEntry
  previousHash: string
  hash: string
}

/** The chains as they are stored, for whoever verifies them. */
export interface AuditStore {
  requestIds(schemeId: string): Promise<string[]>
  /** Null when there is no such request. */
  transitionsOf(schemeId: string, requestId: string): Promise<{ entries: AuditEntry[]; head: Head } | null>
  /** ISO dates that have an access chain. */
  accessDays(schemeId: string): Promise<string[]>
  accessEntries(schemeId: string, day: string): Promise<{ links: AccessLink[]; head: Head }>
  /** Entries about one subject, oldest first. */
  accessAbout(schemeId: string, subject: string): Promise<AccessEntry[]>
}

export function openAudit({ prisma, answered }: Database): AuditStore {
  return {
    async requestIds(schemeId) {
      const rows = await answered(() =>
        prisma.request.findMany({ where: { schemeId }, select: { id: true }, orderBy: { id: 'asc' } }),
      )
      return rows.map((row) => row.id)
    },

    async transitionsOf(schemeId, requestId) {
      const row = await answered(() =>
        prisma.request.findUnique({
          where: { schemeId_id: { schemeId, id: requestId } },
          select: {
            ...{ auditSeq: true, auditHead: true, auditDroppedAt: true, enteredStateAt: true },
            transitions: { orderBy: { seq: 'asc' } },
          },
        }),
      )
      return (
        row && {
          entries: row.transitions.map(auditEntryOf),
          head: {
            seq: row.auditSeq,
            head: row.auditHead,
            dropped: wasDue(row.enteredStateAt, row.auditDroppedAt),
          },
        }
      )
    },

    async accessDays(schemeId) {
      const rows = await answered(() =>
        prisma.accessHead.findMany({ where: { schemeId }, select: { day: true }, orderBy: { day: 'asc' } }),
      )
      return rows.map((row) => day(row.day))
    },

    async accessEntries(schemeId, date) {
      const row = await answered(() =>
        prisma.accessHead.findUnique({
          where: { schemeId_day: { schemeId, day: new Date(date) } },
          include: { entries: { orderBy: { seq: 'asc' } } },
        }),
      )
      const links = (row?.entries ?? []).map((link) => ({
        seq: link.seq,
        entry: accessEntryOf(link),
        previousHash: link.previousHash,
        hash: link.hash,
      }))
      const dropped = wasDue(new Date(date), row?.droppedAt ?? null)
      return { links, head: { seq: row?.seq ?? 0, head: row?.hash ?? FIRST_HEAD, dropped } }
    },

    async accessAbout(schemeId, subject) {
      const rows = await answered(() =>
        prisma.accessEntry.findMany({
          where: { schemeId, OR: [{ subject }, { subject: { startsWith: `${subject}: ` } }] },
          orderBy: [{ day: 'asc' }, { seq: 'asc' }],
        }),
      )
      return rows.map(accessEntryOf)
    },
  }
}

/** Audit is kept so long; `expire_audit` drops nothing younger. */
const AUDIT_YEARS = 6

function wasDue(ended: Date, droppedAt: Date | null): boolean {
  const due = new Date(ended)
  due.setUTCFullYear(due.getUTCFullYear() + AUDIT_YEARS)
  return droppedAt !== null && droppedAt >= due
}

/** Checks a day's access chain against its head; the first broken link, or null when all is well. */
export function verifyAccess(
  { links, head }: { links: readonly AccessLink[]; head: Head },
  hasher: Hasher,
): ChainFault | null {
  if (head.dropped && links.length === 0) return null
  let previous = { seq: 0, head: FIRST_HEAD }
  for (const link of links) {
    if (link.seq !== previous.seq + 1) return { seq: previous.seq + 1, fault: 'missing' }
    if (link.previousHash !== previous.head) return { seq: link.seq, fault: 'not linked' }
    if (hasher.sha256(previous.head + canonicalJson(link.entry)) !== link.hash)
      return { seq: link.seq, fault: 'altered' }
    previous = { seq: link.seq, head: link.hash }
  }
  return previous.seq === head.seq && previous.head === head.head
    ? null
    : { seq: previous.seq + 1, fault: 'cut off' }
}
