import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sha256Hasher } from '../../src/store/hasher.js'
import { verifyAccess } from '../../src/store/index.js'
import { AT, approval, directory, NO_CHANGE, newRequest, offer, openedStore, SCHEME } from './opened.js'

let store: Awaited<ReturnType<typeof openedStore>>
let owner: pg.Client
let requestId: string
const day = AT.slice(0, 10)

beforeAll(async () => {
  store = await openedStore()
  owner = new pg.Client({ connectionString: store.database.ownerDatabaseUrl })
  await owner.connect()
  const request = newRequest()
  requestId = request.id
  await store.scheme.commit({ ...NO_CHANGE, create: [request], offers: [offer(request.id)] })
  await store.scheme.commit(approval(request, 'k'))
})
afterAll(async () => {
  await owner.end()
  await store.end()
})

const entry = (subject: string, at = AT) => ({
  at,
  actorId: 'hugo',
  action: 'open_details',
  subject,
  outcome: 'done' as const,
})

it('nobody who reads the rows alone learns a sealed value', async () => {
  await store.directory.installWorkspace({
    platform: 'slack',
    tenant: 'T-CAMDEN',
    botToken: 'xoxb-secret-token',
    botUserId: 'UBOT',
  })
  const tables = await owner.query(`select tablename as name from pg_tables where schemaname = 'public'`)
  let all = ''
  for (const { name } of tables.rows) {
    const rows = await owner.query(`select t::text as row from "${name}" t`)
    all += rows.rows.map((row) => row.row).join('\n')
  }
  expect(all).toContain(requestId)
  const contacts = directory.people.flatMap(({ name, email }) => [name, email])
  for (const secret of [...contacts, '+44207', 'secret', 'UPRN', 'xoxb']) expect(all).not.toContain(secret)
})

describe('append-only', () => {
  it.each(['Transition', 'LedgerEntry', 'AccessEntry', 'SchemeVersion'])(
    'not even the owner changes, deletes or empties %s',
    async (table) => {
      if (table === 'AccessEntry') await store.scheme.recordAccess([entry('append-only')])
      if (table === 'LedgerEntry')
        await store.scheme.commit({ ...NO_CHANGE, ledger: correction('append-only', 1) })
      await expect(owner.query(`update "${table}" set "schemeId" = 'other'`)).rejects.toThrow(/append-only/)
      await expect(owner.query(`delete from "${table}"`)).rejects.toThrow(/append-only/)
      await expect(owner.query(`truncate "${table}" cascade`)).rejects.toThrow(/append-only/)
    },
  )

  it('the program may not even try', async () => {
    const app = new pg.Client({ connectionString: store.database.databaseUrl })
    await app.connect()
    await expect(app.query('delete from "Transition"')).rejects.toThrow(/permission denied/)
    await expect(app.query('update "AccessHead" set seq = 0')).rejects.toThrow(/permission denied/)
    await expect(app.query('alter table "Transition" disable trigger all')).rejects.toThrow(/must be owner/)
    await app.end()
  })

  it('ledger entries of one move that do not add up to nothing are refused', async () => {
    const [half] = correction('half', 1)
    if (half)
      await expect(store.scheme.commit({ ...NO_CHANGE, ledger: [half] })).rejects.toThrow(/add up to 0/)
    expect((await store.scheme.ledger()).map((each) => each.id)).not.toContain('half-1')
  })
})

describe('access chain', () => {
  it('50 appends at once make one unbroken line', async () => {
    const before = (await store.audit.accessEntries(SCHEME, day)).links.length
    await Promise.all(
      Array.from({ length: 50 }, (_, n) => store.scheme.recordAccess([entry(`s${n}`), entry(`t${n}`)])),
    )
    const chain = await store.audit.accessEntries(SCHEME, day)
    expect(chain.links.map((link) => link.seq)).toEqual(Array.from({ length: before + 100 }, (_, n) => n + 1))
    expect(verifyAccess(chain, sha256Hasher)).toBeNull()
  })

  it('each day has its own, by the time of the entry', async () => {
    await store.scheme.recordAccess([
      entry('late', '2026-11-24T23:59:59.999Z'),
      entry('early', '2026-11-25T00:00:00.000Z'),
    ])
    expect(await store.audit.accessDays(SCHEME)).toEqual(expect.arrayContaining(['2026-11-24', '2026-11-25']))
    const next = await store.audit.accessEntries(SCHEME, '2026-11-25')
    expect(next.links.map((link) => link.entry.subject)).toEqual(['early'])
  })

  it('a changed, a missing and a cut off entry are each found', async () => {
    const chain = await store.audit.accessEntries(SCHEME, day)
    const [first, second, ...rest] = chain.links
    if (!first || !second) throw new Error('too few entries')
    const changed = { ...first, entry: { ...first.entry, actorId: 'somebody else' } }
    expect(verifyAccess({ ...chain, links: [changed, second, ...rest] }, sha256Hasher)).toEqual({
      seq: 1,
      fault: 'altered',
    })
    expect(verifyAccess({ ...chain, links: [first, ...rest] }, sha256Hasher)?.fault).toBe('missing')
    expect(verifyAccess({ ...chain, links: chain.links.slice(0, -1) }, sha256Hasher)?.fault).toBe('cut off')
  })
})

const correction = (id: string, amount: 1 | -1) =>
  [amount, -amount].map((each, index) => ({
    id: `${id}-${index + 1}`,
    landlordId: index === 0 ? 'camden' : 'bexley',
    amount: each as 1 | -1,
    moveId: null,
    kind: 'correction' as const,
    reason: 'merger',
    postedAt: AT,
  }))
