import fc from 'fast-check'
import pg from 'pg'
import { expect } from 'vitest'
import type { World } from '../end-to-end/world.js'
import { longRun } from '../support/long-run.js'
import { type Recipe, recipe } from './mutations.js'

/** The same in every run; FUZZ_SEED sends others, and the long run others again. */
const SEED = Number(process.env.FUZZ_SEED ?? (longRun ? 7_000_001 : 1))
const TOGETHER = 10
/** How many requests lie between two looks at the tables. */
const LOOK_AFTER = 250
/** And how many between two words about how far it is. */
const SAID_AFTER = 5_000

/** A speaker who is somebody here and may do nothing of what is sent. */
export interface Speaker {
  personId: string
  platform: 'slack' | 'teams'
  tenant: string
}

/**
 * Sends this many requests and looks at every table again and again: no answer is a 5xx, none is missing, and nothing
 * is written but what a look of this speaker leaves.
 */
export async function bombard(
  world: World,
  speaker: Speaker,
  count: number,
  send: (one: Recipe) => Promise<number>,
): Promise<void> {
  const owner = new pg.Client({ connectionString: world.ownerDatabaseUrl })
  await owner.connect()
  const unhandled: unknown[] = []
  const hear = (reason: unknown) => unhandled.push(reason)
  process.on('unhandledRejection', hear)
  try {
    const before = await tables(owner, speaker)
    for (let sent = 0; sent < count; sent += LOOK_AFTER) {
      const seed = SEED + sent
      const recipes = fc.sample(recipe, { numRuns: Math.min(LOOK_AFTER, count - sent), seed })
      const wrong: string[] = []
      for (let from = 0; from < recipes.length; from += TOGETHER) {
        const some = recipes.slice(from, from + TOGETHER)
        const statuses = await Promise.all(some.map(send))
        some.forEach((one, index) => {
          const status = statuses[index] ?? 0
          if (status < 200 || status >= 500) wrong.push(`${status} ${JSON.stringify(one).slice(0, 600)}`)
        })
      }
      if (longRun && (wrong.length > 0 || sent % SAID_AFTER === 0))
        console.info([`${speaker.platform}, seed ${seed}: ${sent} requests`, ...wrong].join('\n'))
      expect(wrong, `seed ${seed}`).toEqual([])
      expect(unhandled, `seed ${seed}`).toEqual([])
      expect(await tables(owner, speaker), `seed ${seed}`).toEqual(before)
    }
  } finally {
    process.off('unhandledRejection', hear)
    await owner.end()
  }
}

/**
 * A digest of every table, without the only things that may come or change: entries of the access chain by the speaker
 * or by nobody known, with the chain's heads; when the speaker acted last; receipts for words that were heard; how the
 * speaker's own tenant is reached.
 */
async function tables(
  owner: pg.Client,
  { personId, platform, tenant }: Speaker,
): Promise<Record<string, string>> {
  const names = await owner.query<{ name: string }>(
    `select table_name as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'AccessHead' order by 1`,
  )
  const only: Record<string, { row?: string; where: string }> = {
    AccessEntry: { where: `t."actorId" is not null and t."actorId" <> '${personId}'` },
    Account: {
      row: `case when t."personId" = '${personId}' then to_jsonb(t) - 'lastActedAt' else to_jsonb(t) end`,
      where: 'true',
    },
    Receipt: { where: `t.key not like 'slack-event:%' and t.key not like 'teams-message:%'` },
    ConversationReference: { where: `not (t.platform = '${platform}' and t.tenant = '${tenant}')` },
  }
  const digests = names.rows.map(({ name }) => {
    const { row = 'to_jsonb(t)', where } = only[name] ?? { where: 'true' }
    return `select '${name}' as name, md5(coalesce(string_agg((${row})::text, '|' order by (${row})::text), '')) as digest
      from "${name}" t where ${where}`
  })
  const { rows } = await owner.query<{ name: string; digest: string }>(digests.join(' union all '))
  return Object.fromEntries(rows.map((row) => [row.name, row.digest]))
}

/** Ids, codes and names that stand in the place of others; none of a step that the speaker might take. */
export function words(ids: readonly string[]): string[] {
  return [
    ...ids,
    '00000000-0000-4000-8000-000000000000',
    ...['approve', 'decline', 'release', 'recall', 'make_offer', 'raise_safety_concern', 'open_details'],
    ...[
      'send_for_approval',
      'go_to_step',
      'show_help',
      'read_request',
      'message',
      'block_actions',
      'event_callback',
    ],
    ...['1', '-1', '99999999999999999999', 'NaN', 'null', '%00', '..', '*'],
  ]
}
