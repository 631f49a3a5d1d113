import type { AnchorStore, ChainHead } from '../core/audit/anchor.js'
import { canonicalJson } from '../core/audit/canonical-json.js'
import { type ChainFault, FIRST_HEAD, type Head, verifyLinks } from '../core/audit/chain.js'
import type { AuditEntry } from '../core/change.js'
import type { AccessEntry, Hasher } from '../core/ports.js'
import type { Database } from './database.js'

import { accessEntryOf, auditEntryOf } from './rows.js'

export interface AccessLink {
  seq: number
  entry: AccessEntry
  previousHash: string
  hash: string
}

/** The chains as they are stored, for whoever verifies them. */
export interface AuditStore extends AnchorStore {
  /** Of every request that is there or has entries. */
  requestIds(schemeId: string): Promise<string[]>
  /** Null when there is no such request. `expired`: its row says that the entries were let go with their time. */
  transitionsOf(
    schemeId: string,
    requestId: string,
  ): Promise<{ entries: AuditEntry[]; head: Head; expired: boolean } | null>
  /** ISO dates that have an access chain. */
  accessDays(schemeId: string): Promise<string[]>
  accessEntries(schemeId: string, day: string): Promise<{ links: AccessLink[]; head: Head; expired: boolean }>
}

export function openAudit(database: Database): AuditStore {
  const { prisma, answered } = database
  return {
    ...openAnchors(database),
    async requestIds(schemeId) {
      const rows = await database.run<{ id: string }>(
        'audited_requests',
        `select id from "Request" where "schemeId" = $1
          union select "requestId" from "Transition" where "schemeId" = $1 order by 1`,
        [schemeId],
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
          head: { seq: row.auditSeq, head: row.auditHead },
          expired: wasDue(row.enteredStateAt, row.auditDroppedAt),
        }
      )
    },

    async accessDays(schemeId) {
      const rows = await database.run<{ day: string }>(
        'audited_days',
        `select day::text from "AccessHead" where "schemeId" = $1
          union select day::text from "AccessEntry" where "schemeId" = $1 order by 1`,
        [schemeId],
      )
      return rows.map((row) => row.day)
    },

    async accessEntries(schemeId, date) {
      const [row, entries] = await answered(() =>
        Promise.all([
          prisma.accessHead.findUnique({ where: { schemeId_day: { schemeId, day: new Date(date) } } }),
          prisma.accessEntry.findMany({
            where: { schemeId, day: new Date(date) },
            orderBy: { seq: 'asc' },
          }),
        ]),
      )
      const links = entries.map((link) => ({
        seq: link.seq,
        entry: accessEntryOf(link),
        previousHash: link.previousHash,
        hash: link.hash,
      }))
      const expired = wasDue(new Date(date), row?.droppedAt ?? null)
      return { links, head: { seq: row?.seq ?? 0, head: row?.hash ?? FIRST_HEAD }, expired }
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
  return verifyLinks(
    links.map(({ entry, ...link }) => ({
      ...link,
      hashAfter: (previousHash) => hasher.sha256(previousHash + canonicalJson(entry)),
    })),
    head,
  )
}

function openAnchors(database: Database): AnchorStore {
  return {
    heads: () => database.run<ChainHead>('chain_heads', HEADS, []),
    async claimAnchor(date, now, until) {
      const rows = await database.run(
        'claim_anchor',
        `insert into "AuditAnchor" as a (day, "leaseUntil") values ($1, $3)
          on conflict (day) do update set "leaseUntil" = $3
            where a."doneAt" is null and (a."leaseUntil" is null or a."leaseUntil" <= $2) returning 1`,
        [date, now, until],
      )
      return rows.length > 0
    },
    async anchorWritten(date, now) {
      await database.run(
        'anchor_written',
        'update "AuditAnchor" set "doneAt" = $2, note = null where day = $1',
        [date, now],
      )
    },
    async anchorFailed(date, note, until) {
      await database.run(
        'anchor_failed',
        'update "AuditAnchor" set note = $2, "leaseUntil" = $3 where day = $1 and "doneAt" is null',
        [date, note, until],
      )
    },
    async lastAnchors() {
      const [row] = await database.run<{
        written: string | null
        failing: string | null
        note: string | null
      }>(
        'last_anchors',
        `select (select max(day)::text from "AuditAnchor" where "doneAt" is not null) as written,
          l.day::text as failing, l.note from (select 1) one left join lateral (
            select * from "AuditAnchor" order by day desc limit 1) l on l."doneAt" is null and l.note is not null`,
        [],
      )
      return { written: row?.written ?? null, failing: row?.failing ?? null, note: row?.note ?? null }
    },
  }
}

const HEADS = `select 'request' as kind, "schemeId", id, "auditSeq" as seq, "auditHead" as hash from "Request"
  union all select 'access', "schemeId", day::text, seq, hash from "AccessHead" order by 1, 2, 3`
