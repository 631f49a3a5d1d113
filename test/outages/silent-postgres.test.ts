import pg from 'pg'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { prepareDatabase } from '../../src/app/prepare-database.js'
import { StoreUnavailable } from '../../src/core/store-unavailable.js'
import { openStore } from '../../src/store/index.js'
import { keysFromText } from '../../src/store/key-provider.js'
import { LEAD, NO_CHANGE, NOW, newRequest, openedStore, placement, SCHEME } from '../store/opened.js'
import { type Forwarder, startForwarder } from './forwarder.js'

const CONNECTIONS = 6
const LEASE_MS = 60_000
const NOBODYS = { target: null, actor: LEAD, key: null } as const

/** Straight to the database, whatever happens on the way to it. */
let direct: Awaited<ReturnType<typeof openedStore>>
let way: Forwarder

beforeAll(async () => {
  direct = await openedStore()
  way = await startForwarder(direct.database.databaseUrl)
})
afterAll(async () => {
  await way?.close()
  await direct?.end()
})

/** The same store, with at most so many connections over that way, all of which are open and free. */
async function overTheWay(poolSize: number) {
  const opened = openStore({ databaseUrl: way.url, keys: keysFromText(direct.dataKeys), poolSize })
  onTestFinished(() => {
    way.thaw()
    return opened.close()
  })
  const scheme = opened.store.forScheme(SCHEME)
  await Promise.all(Array.from({ length: poolSize }, () => scheme.readCase(NOBODYS)))
  return scheme
}

describe('a PostgreSQL that takes connections and says nothing', () => {
  test('is found out once: no connection from before is asked again', async () => {
    const scheme = await overTheWay(CONNECTIONS)
    const ask = () => scheme.readCase(NOBODYS)
    way.freeze()
    await expect(ask()).rejects.toThrow(StoreUnavailable)
    way.thaw()
    for (let each = 0; each < CONNECTIONS; each++) expect((await ask())?.actor?.id).toBe('lea')
  })

  test('lets no program start, and says why', async () => {
    way.freeze()
    onTestFinished(() => way.thaw())
    const config = {
      ...{ production: false, ownerDatabaseUrl: undefined, redisUrl: undefined },
      databaseUrl: way.url,
    }
    const services = { databaseUrl: way.url, ownerDatabaseUrl: way.url }
    const starting = prepareDatabase(
      { ...config, dataKeys: undefined },
      services,
      keysFromText(direct.dataKeys),
    )
    await expect(starting).rejects.toThrow('cannot prepare the database in DATABASE_URL: it does not answer.')
  })

  test('and keeps the answers: what a claim has not posted yet counts as not posted', async () => {
    const { scheme, want } = await planned()
    way.freeze('answers')
    const claiming = scheme.claimPlacements([want.id], 'mine', NOW, LEASE_MS)
    await vi.waitUntil(async () => (await stateOf(want.id)) === 'sending', { timeout: 10_000 })
    way.thaw()
    const claimed = await claiming
    expect(claimed.map(({ id, state }) => [id, state])).toEqual([[want.id, 'retryable']])
  })

  test('and keeps the answers: the outcome of a post is told again until it is known to be written down', async () => {
    const { scheme, want } = await planned()
    await scheme.claimPlacements([want.id], 'mine', NOW, LEASE_MS)
    way.freeze()
    const message = { conversation: want.conversation, roomId: 'D1', messageId: '1.1' }
    const completing = scheme.completePlacement({
      ...{ id: want.id, token: 'mine', state: 'sent', shown: { revision: 1, face: 'open' } },
      ...{ message, dueAt: null, note: null },
    })
    const unheard = scheme.readCase(NOBODYS)
    await expect(unheard).rejects.toThrow(StoreUnavailable)
    expect(await stateOf(want.id)).toBe('sending')
    way.thaw()
    expect(await completing).toBe(false)
    expect(await stateOf(want.id)).toBe('sent')
  })
})

test('whoever had to wait for a connection waits no longer for the answer than anybody else', async () => {
  const scheme = await overTheWay(1)
  const ask = () => scheme.readCase(NOBODYS)
  const owner = new pg.Client({ connectionString: direct.database.ownerDatabaseUrl })
  await owner.connect()
  onTestFinished(() => owner.end())
  await owner.query('begin')
  await owner.query('lock table "Scheme", "Request", "Person" in access exclusive mode')
  const first = expect(ask()).rejects.toThrow(StoreUnavailable)
  await vi.waitUntil(async () => {
    const { rows } = await owner.query(
      `select 1 from pg_locks join pg_database d on d.oid = database where datname = current_database()
        and not granted and clock_timestamp() - waitstart > interval '400 ms'`,
    )
    return rows.length > 0
  }, 10_000)
  const start = performance.now()
  await expect(ask()).rejects.toThrow(StoreUnavailable)
  expect(performance.now() - start).toBeLessThan(2_700)
  await first
  await owner.query('rollback')
})

/** A placement that is due, and a store over the way to claim it in. */
async function planned() {
  const request = newRequest()
  const want = placement(request.id)
  await direct.scheme.commit({ ...NO_CHANGE, create: [request] })
  await direct.scheme.upsertPlacements([want], NOW)
  return { scheme: await overTheWay(2), want }
}

async function stateOf(id: string): Promise<string | undefined> {
  const all = await direct.scheme.listPlacements({})
  return all.find((each) => each.id === id)?.state
}
