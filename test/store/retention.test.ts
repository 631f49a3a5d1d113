import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditVerify } from '../../src/cli/audit-verify.js'
import { chain, FIRST_HEAD } from '../../src/core/audit/chain.js'
import type { Change } from '../../src/core/change.js'
import { sha256Hasher } from '../../src/store/hasher.js'
import { london, NO_CHANGE, newRequest, openedStore, SCHEME } from './opened.js'

let store: Awaited<ReturnType<typeof openedStore>>
let owner: pg.Client
beforeAll(async () => {
  store = await openedStore()
  owner = new pg.Client({ connectionString: store.database.ownerDatabaseUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await store.end()
})

/** The server's own time counts, so what is old enough ended long ago. */
const LONG_AGO = '2012-05-01T10:00:00.000Z'
const LATER = '2013-05-01T10:00:00.000Z'
const NOW = new Date('2024-01-01T00:00:00.000Z')
const RECENTLY = new Date(Date.now() - 30 * 86_400_000).toISOString()

/** A request that was closed then and, unless it is to be whole, erased a year later. */
async function ended(at: string, { erased = true } = {}): Promise<string> {
  const base = newRequest({ state: 'closed', enteredStateAt: at, createdAt: at })
  const close = chain(entryOf(base.id, at, 'close', 'submitted'), { seq: 0, head: FIRST_HEAD }, sha256Hasher)
  const erase = chain(
    entryOf(base.id, LATER, 'erase', 'closed'),
    { seq: close.seq, head: close.hash },
    sha256Hasher,
  )
  const audit = erased ? [close, erase] : [close]
  const last = audit.at(-1) ?? close
  const request = {
    ...base,
    audit: { seq: last.seq, head: last.hash },
    ...(erased && { erasedAt: LATER }),
  }
  await store.scheme.commit({ ...NO_CHANGE, create: [request], audit })
  return base.id
}

const entryOf = (requestId: string, at: string, action: string, from: string) => ({
  ...{ requestId, at, action, from, to: 'closed', actorId: null, onBehalfOf: null, confirmedBy: null },
  codes: {},
})

const verified = async () => {
  const lines: string[] = []
  await auditVerify(store, (line) => lines.push(line))
  return lines
}
const entriesOf = async (id: string) => (await store.audit.transitionsOf(SCHEME, id))?.entries.length

describe('audit past its six years', () => {
  it('is dropped as whole streams of erased requests and days, and what is left is verified by its head', async () => {
    const old = await ended(LONG_AGO)
    const whole = await ended(LONG_AGO, { erased: false })
    const young = await ended(RECENTLY)
    const read = { actorId: 'hugo', action: 'open_details', subject: 's', outcome: 'done' as const }
    await store.scheme.recordAccess([
      { ...read, at: LONG_AGO },
      { ...read, at: RECENTLY },
    ])
    expect(await store.scheme.expireAudit(NOW, 100)).toBe(2)
    expect([await entriesOf(old), await entriesOf(whole), await entriesOf(young)]).toEqual([0, 1, 2])
    const day = await store.audit.accessEntries(SCHEME, LONG_AGO.slice(0, 10))
    expect([day.links.length, day.head.seq]).toEqual([0, 1])
    expect((await store.audit.transitionsOf(SCHEME, old))?.head.seq).toBe(2)
    expect(await verified()).toEqual([
      `${london.title}: 3 transition chains and 2 days of access are whole. Of 2 only the head is left: they have expired.`,
    ])
    expect(await store.scheme.expireAudit(NOW, 100)).toBe(0)
  })

  it('is never dropped younger than that, whatever the program says its time is and writes into its rows', async () => {
    const young = await ended(RECENTLY)
    const app = new pg.Client({ connectionString: store.database.databaseUrl })
    await app.connect()
    await app.query(`update "Request" set "enteredStateAt" = '2001-01-01' where id = $1`, [young])
    expect(await store.scheme.expireAudit(new Date('2999-01-01'), 100)).toBe(0)
    await app.query(`set reciprocal.expiring = 'on'`)
    await expect(app.query(`delete from "Transition"`)).rejects.toThrow(/permission denied/)
    await app.end()
    expect(await entriesOf(young)).toBe(2)
  })

  it('that was taken away past the guards is a break, also with a mark that says it was dropped', async () => {
    const young = await ended(RECENTLY)
    await owner.query(`alter table "Transition" disable trigger user`)
    await owner.query(`delete from "Transition" where "requestId" = $1`, [young])
    await owner.query(`alter table "Transition" enable trigger user`)
    await owner.query(`update "Request" set "auditDroppedAt" = now() where id = $1`, [young])
    await expect(verified()).rejects.toThrow(`request ${young}, entry 1: cut off`)
  })
})

it('what hangs on a request goes with its erasure only', async () => {
  const request = newRequest()
  await store.scheme.commit({ ...NO_CHANGE, create: [request] })
  const change: Change = { ...NO_CHANGE, erase: request.id }
  await expect(store.scheme.commit(change)).rejects.toThrow(/not erased/)
})
