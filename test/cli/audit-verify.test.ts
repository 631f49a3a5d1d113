import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { StartError } from '../../src/app/start-error.js'
import { auditVerify } from '../../src/cli/audit-verify.js'
import { AT, approval, london, NO_CHANGE, newRequest, openedStore } from '../store/opened.js'

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
  await store.scheme.commit({ ...NO_CHANGE, create: [request] })
  await store.scheme.commit(approval(request, 'k'))
  const read = { at: AT, actorId: 'hugo', action: 'open_details', outcome: 'done' as const }
  await store.scheme.recordAccess(['one', 'two', 'three'].map((subject) => ({ ...read, subject })))
})
afterAll(async () => {
  await owner.end()
  await store.end()
})

test('chains that nobody touched are whole, and counted', async () => {
  expect(await verified()).toEqual([`${london.title}: 1 transition chains and 1 days of access are whole.`])
})

test('an entry that was altered past the guards is named by request and number', async () => {
  await tampered('Transition', `set "actorId" = 'somebody else'`, async () => {
    await expect(verified()).rejects.toThrow(StartError)
    await expect(verified()).rejects.toThrow(`${london.title}: request ${requestId}, entry 1: altered.`)
  })
})

test('an access entry that was altered past the guards is named by day and number', async () => {
  await tampered('AccessEntry', `set "actorId" = 'somebody else' where seq = 2`, () =>
    expect(verified()).rejects.toThrow(`${london.title}: access on ${day}, entry 2: altered.`),
  )
})

test('the first broken link is named when several are', async () => {
  await tampered('AccessEntry', `set "subject" = 'another' where seq in (2, 3)`, () =>
    expect(verified()).rejects.toThrow('entry 2: altered'),
  )
})

test('an entry that was taken out of the middle is named by the number that is missing', async () => {
  await tampered('AccessEntry', { delete: 'where seq = 2' }, () =>
    expect(verified()).rejects.toThrow(`access on ${day}, entry 2: missing.`),
  )
})

test('an end that was cut off is found by the head that is left', async () => {
  await tampered('AccessEntry', { delete: 'where seq = 3' }, () =>
    expect(verified()).rejects.toThrow(`access on ${day}, entry 3: cut off.`),
  )
})

test('an entry written between the reading of head and entries is no break', async () => {
  const [link] = (await store.audit.accessEntries(london.id, day)).links
  if (!link) throw new Error('no access entry')
  let looks = 0
  const audit: typeof store.audit = {
    ...store.audit,
    accessEntries: async (schemeId, date) => {
      const chain = await store.audit.accessEntries(schemeId, date)
      looks += 1
      return looks === 1 ? { ...chain, head: { seq: 1, head: link.hash } } : chain
    },
  }
  const lines: string[] = []
  await auditVerify({ ...store, audit }, (line) => lines.push(line))
  expect([lines.length, looks]).toEqual([1, 2])
})

async function verified(): Promise<string[]> {
  const lines: string[] = []
  await auditVerify(store, (line) => lines.push(line))
  return lines
}

/** As only the owner of the tables could: with the guards switched off. What was there comes back afterwards. */
async function tampered(
  table: 'Transition' | 'AccessEntry',
  change: string | { delete: string },
  look: () => Promise<unknown>,
): Promise<void> {
  const run = (sql: string) => owner.query(sql)
  await run(`create table kept as table "${table}"`)
  await run(`alter table "${table}" disable trigger user`)
  try {
    await run(
      typeof change === 'string' ? `update "${table}" ${change}` : `delete from "${table}" ${change.delete}`,
    )
    await look()
  } finally {
    await run(`delete from "${table}"`)
    await run(`insert into "${table}" table kept`)
    await run('drop table kept')
    await run(`alter table "${table}" enable trigger user`)
  }
}
