import pg from 'pg'
import { vi } from 'vitest'
import type { World } from './world.js'

/** What the program has saved, table by table, for tests in which nothing may be. */
export interface Saved {
  /** A digest of every table. */
  tables(): Promise<Record<string, string>>
  /** Of every table in which content stands: a refusal may be written down beside it. */
  content(): Promise<Record<string, string>>
  /** Of the tables in which steps leave something, whatever is being delivered meanwhile. */
  steps(): Promise<Record<string, string>>
  /** Waits until everything that is under way has been delivered, so that no table changes by itself. */
  settle(): Promise<void>
  end(): Promise<void>
}

/** Who was refused what, and when an account was last looked at. */
const BESIDE = ['AccessEntry', 'AccessHead', 'Account']
/** Deliveries that are due later than this wait for the daily batch. */
const SOON_MS = 60_000
/** A job on its way from one row to the next stands in no table: looks that have to find the same. */
const STILL_FOR = 5
/** What a wake-up that got lost leaves waiting, the sweep of the next minute takes up. */
const PATIENCE_MS = 75_000
const STEPS = [
  'Request',
  'RequestOfficer',
  'Transition',
  'Approval',
  'Offer',
  'Notice',
  'Move',
  'LedgerEntry',
  'Receipt',
  'Person',
  'Deputy',
  'Scheme',
  'SchemeVersion',
]

export async function readSaved(world: Pick<World, 'app' | 'now' | 'ownerDatabaseUrl'>): Promise<Saved> {
  const owner = new pg.Client({ connectionString: world.ownerDatabaseUrl })
  await owner.connect()
  const names = await owner.query<{ name: string }>(
    `select table_name as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
  )
  const all = names.rows.map(({ name }) => name)
  const digest = (name: string) =>
    `select '${name}' as name, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as digest from "${name}" t`
  const digests = async (some: readonly string[]) => {
    const { rows } = await owner.query<{ name: string; digest: string }>(some.map(digest).join(' union all '))
    return Object.fromEntries(rows.map((row) => [row.name, row.digest]))
  }
  const underWay = async () => {
    const { rows } = await owner.query<{ open: string }>(
      `select (select count(*) from "Outbox" where "doneAt" is null)
        + (select count(*) from "Placement" where state not in ('sent', 'unreachable', 'withdrawn')
            and "dueAt" <= $1)
        + (select count(*) from "Placement" where wanted <> shown and "dueAt" <= $1
            and state not in ('unreachable', 'withdrawn')) as open`,
      [new Date(world.now().getTime() + SOON_MS)],
    )
    return Number(rows[0]?.open)
  }
  return {
    tables: () => digests(all),
    content: () => digests(all.filter((name) => !BESIDE.includes(name))),
    steps: () => digests(STEPS),
    async settle() {
      await world.app.sweep()
      let last: Record<string, string> = {}
      let still = 0
      const stillOpen = async () => {
        const open = await underWay()
        const now = await digests(all)
        const changed = all.filter((name) => now[name] !== last[name])
        still = open === 0 && changed.length === 0 ? still + 1 : 0
        last = now
        if (still < STILL_FOR) throw new Error(`${open} deliveries are under way; changed: ${changed}`)
      }
      await vi.waitFor(stillOpen, { timeout: PATIENCE_MS, interval: 100 })
    },
    end: () => owner.end(),
  }
}
