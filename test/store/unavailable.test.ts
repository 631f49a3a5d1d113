import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { StoreUnavailable } from '../../src/core/store-unavailable.js'
import { openStore } from '../../src/store/index.js'
import { keysFromText, newDataKey } from '../../src/store/key-provider.js'
import { ownPostgres } from '../support/services.js'
import { approval, LEAD, london, NO_CHANGE, newRequest, openedStore, SCHEME } from './opened.js'

let store: Awaited<ReturnType<typeof openedStore>>
beforeAll(async () => {
  store = await openedStore({ poolSize: 2 })
})
afterAll(() => store.end())

it('a row that stays locked ends the wait within 2 s, with nothing saved, and the next try goes through', async () => {
  const request = newRequest()
  await store.scheme.commit({ ...NO_CHANGE, create: [request] })
  const blocker = new pg.Client({ connectionString: store.database.databaseUrl })
  await blocker.connect()
  await blocker.query('begin')
  await blocker.query('select 1 from "Request" where id = $1 for update', [request.id])
  const start = performance.now()
  await expect(store.scheme.commit(approval(request, 'k1'))).rejects.toThrow(StoreUnavailable)
  expect(performance.now() - start).toBeLessThan(2_300)
  await blocker.query('rollback')
  await blocker.end()
  expect(await store.scheme.commit(approval(request, 'k1'))).toBe('committed')
})

it('a server that is gone is an answer that never came, and its return is noticed', async () => {
  const server = await ownPostgres()
  const opened = openStore({ databaseUrl: server.databaseUrl, keys: keysFromText(newDataKey()) })
  try {
    await opened.directory.loadScheme(london)
    expect(await opened.healthy()).toBe(true)
    await server.stop()
    const scheme = opened.store.forScheme(SCHEME)
    expect(await opened.healthy()).toBe(false)
    await expect(scheme.readCase({ target: null, actor: LEAD, key: null })).rejects.toThrow(StoreUnavailable)
    await expect(scheme.people()).rejects.toThrow(StoreUnavailable)
    await expect(scheme.commit({ ...NO_CHANGE, create: [newRequest()] })).rejects.toThrow(StoreUnavailable)
    await server.start()
    await expect.poll(() => opened.healthy()).toBe(true)
    expect((await scheme.scheme()).id).toBe(SCHEME)
  } finally {
    await opened.close()
    await server.remove()
  }
})
