import pg from 'pg'
import { outcomeOf as receiptOf } from '../../src/store/sealed-rows.js'
import { openSealer } from '../../src/store/sealing.js'
import { SCHEME, type World } from './world.js'

/** What a journey has left in core and in the audit, by kind. */
export type Outcome = Readonly<Record<string, unknown>>

/**
 * Everything a journey has saved, without what differs each time: ids, codes, times, and hashes over them. People have
 * pages of their own on one platform only, and only messages are kept as heard: neither is part of the case.
 */
export async function outcomeOf(world: World): Promise<Outcome> {
  const { opened } = world.app
  const store = opened.store.forScheme(SCHEME)
  const requests = await store.listRequests({})
  const requestIds = requests.map(({ id }) => id)
  const chains = await Promise.all(requestIds.map((id) => opened.audit.transitionsOf(SCHEME, id)))
  const days = await opened.audit.accessDays(SCHEME)
  const access = await Promise.all(days.map((day) => opened.audit.accessEntries(SCHEME, day)))
  const owner = new pg.Client({ connectionString: world.ownerDatabaseUrl })
  await owner.connect()
  try {
    const rows = async (sql: string) => sorted((await owner.query<object>(sql)).rows)
    const receipts = async () => {
      const { rows: kept } = await owner.query<Parameters<typeof receiptOf>[1]>(
        `select * from "Receipt" where key not like '%:heard'`,
      )
      return kept.map((row) => ({ outcome: receiptOf(openSealer(world.keys), row) }))
    }
    return {
      requests: sorted(requests),
      offers: sorted(await store.listOffers({ requestIds })),
      approvals: sorted(await store.listApprovals({ requestIds })),
      moves: sorted(await store.moves()),
      ledger: sorted(await store.ledger()),
      transitions: chains.flatMap((chain) => chain?.entries ?? []).map((entry) => wiped(entry)),
      access: sorted(access.flatMap(({ links }) => links.map(({ entry }) => entry))),
      notices: await rows(`select "partnerId", areas, round, live from "Notice"`),
      placements: await rows(
        `select screen, topic, "personId", "partnerId", "conversationKind", face, "shownFace", wanted = shown as shown,
           state, withdraw, note from "Placement" where screen <> 'home'`,
      ),
      receipts: sorted(await receipts()),
      followUps: await rows(`select kind, state from "FollowUp"`),
      outbox: await rows(`select kind, urgent, topic, "to", "doneAt" is not null as done from "Outbox"`),
    }
  } finally {
    await owner.end()
  }
}

/** The same things in another order are the same. */
function sorted(rows: readonly object[]): unknown[] {
  return rows
    .map((row) => JSON.stringify(wiped(row)))
    .sort()
    .map((row): unknown => JSON.parse(row))
}

const WIPED: readonly (readonly [RegExp, string])[] = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'an id'],
  [/\b[0-9a-f]{64}\b/g, 'a hash'],
  [/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'a time'],
  [/\b\d\d:\d\d\b/g, 'a time of day'],
  [/\bW-[0-9A-Z]{6}\b/g, 'a working code'],
  [/\bP-[0-9A-Z]{6}\b/g, 'a partner reference'],
  [/\b[A-Z]{2,4}-[0-9A-Z]{4}-\d\d\b/g, 'a reference'],
]

function wiped(value: unknown): unknown {
  const text = WIPED.reduce((known, [what, name]) => known.replaceAll(what, name), JSON.stringify(value))
  return JSON.parse(text)
}
