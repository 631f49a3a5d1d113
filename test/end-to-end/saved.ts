import pg from 'pg'
import { vi } from 'vitest'
import type { World } from './world.js'

/** What the program has saved, table by table, for tests in which nothing may be. */
export interface Saved {
  /** A digest of each table. With `only`: of these. */
  tables(only?: readonly string[]): Promise<Record<string, string>>
  /** Waits until everything that is under way has been delivered, so that no table changes by itself. */
  settle(): Promise<void>
  end(): Promise<void>
}

/** Who was refused what is written down, and when an account was last looked at: neither is content. */
export const BESIDE = ['AccessEntry', 'AccessHead', 'Account']

export async function readSaved(world: World): Promise<Saved> {
  const owner = new pg.Client({ connectionString: world.ownerDatabaseUrl })
  await owner.connect()
  const names = await owner.query<{ name: string }>(
    `select table_name as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
  )
  const all = names.rows.map(({ name }) => name)
  const digest = (name: string) =>
    `select '${name}' as name, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as digest from "${name}" t`
  const underWay = async () => {
    const { rows } = await owner.query<{ open: string }>(
      `select (select count(*) from "Outbox" where "doneAt" is null)
        + (select count(*) from "Placement" where state not in ('sent', 'unreachable', 'withdrawn')
            and "dueAt" <= $1) as open`,
      [world.now()],
    )
    return Number(rows[0]?.open)
  }
  return {
    async tables(only = all) {
      const { rows } = await owner.query<{ name: string; digest: string }>(
        only.map(digest).join(' union all '),
      )
      return Object.fromEntries(rows.map((row) => [row.name, row.digest]))
    },
    async settle() {
      await world.app.sweep()
      const stillOpen = async () => {
        const open = await underWay()
        if (open > 0) throw new Error(`${open} deliveries are under way`)
      }
      await vi.waitFor(stillOpen, { timeout: 30_000, interval: 100 })
    },
    end: () => owner.end(),
  }
}

/** Tables in which a step leaves something, whatever is being delivered meanwhile. */
export const CONTENT = [
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
