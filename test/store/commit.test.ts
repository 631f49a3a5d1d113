import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyChain } from '../../src/core/audit/chain.js'
import type { Change } from '../../src/core/change.js'
import type { LedgerEntry } from '../../src/core/request/records.js'
import { sha256Hasher } from '../../src/store/hasher.js'
import { systemIds } from '../../src/store/ids.js'
import {
  AT,
  approval,
  LEAD,
  NO_CHANGE,
  NOW,
  newRequest,
  offer,
  openedStore,
  outboxRow,
  SCHEME,
} from './opened.js'

let store: Awaited<ReturnType<typeof openedStore>>
beforeAll(async () => {
  store = await openedStore()
})
afterAll(() => store.end())

const newCase = async (values = {}) => {
  const request = newRequest(values)
  expect(await store.scheme.commit({ ...NO_CHANGE, create: [request] })).toBe('committed')
  return request
}
const read = (requestId: string) =>
  store.scheme.readCase({ target: { requestId }, actor: { personId: 'cora' }, key: null, circulation: true })

describe('one change, one statement', () => {
  it('50 guarded commits at once: one wins, every other one learns of the conflict and writes nothing', async () => {
    const request = await newCase()
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, n) => store.scheme.commit(approval(request, `race ${request.id} ${n}`))),
    )
    expect(results.filter((result) => result === 'committed')).toHaveLength(1)
    expect(results.filter((result) => result === 'conflict')).toHaveLength(49)
    const facts = await read(request.id)
    expect(facts?.request?.version).toBe(2)
    const chain = await store.audit.transitionsOf(SCHEME, request.id)
    expect(chain?.entries).toHaveLength(1)
    expect(chain && verifyChain(chain.entries, chain.head, sha256Hasher)).toBeNull()
  })

  it('a conflict leaves every table byte for byte as it was', async () => {
    const request = await newCase()
    await store.scheme.commit(approval(request, `first ${request.id}`))
    const before = await dump()
    const stale = approval(request, `second ${request.id}`)
    const everything: Change = {
      ...stale,
      create: [newRequest()],
      approvals: [approvalAsked(request.id)],
      offers: [offer(request.id)],
      notices: [notice(request.id)],
      moves: [move(request.id)],
      followUps: { make: [followUp(request.id)], cancel: ['none'], done: [] },
      access: [{ at: AT, actorId: 'lea', action: 'approve_request', subject: request.id, outcome: 'done' }],
      intake: 'paused',
      away: [{ personId: 'lea', away: { from: '2026-12-01', to: '2026-12-02', deputyId: null } }],
    }
    expect(await store.scheme.commit(everything)).toBe('conflict')
    expect(await dump()).toEqual(before)
  })

  it('the same click committed twice at once is committed once', async () => {
    const create = () => ({
      ...NO_CHANGE,
      create: [newRequest()],
      receipt: { key: 'form 1', outcome: { kind: 'done' }, at: AT },
    })
    const results = await Promise.all(
      [create(), create(), create()].map((change) => store.scheme.commit(change)),
    )
    expect(results.toSorted()).toEqual(['committed', 'duplicate', 'duplicate'])
  })

  it('a form sent again under the id it was opened with makes nothing new', async () => {
    const request = await newCase()
    const again = newRequest({ id: request.id })
    expect(await store.scheme.commit({ ...NO_CHANGE, create: [again] })).toBe('duplicate')
  })

  it('a code that was drawn before is a conflict, so that another is drawn', async () => {
    await newCase({ workingCode: 'W-AAAAAA' })
    const second = newRequest({ workingCode: 'W-AAAAAA' })
    expect(await store.scheme.commit({ ...NO_CHANGE, create: [second] })).toBe('conflict')
  })

  it('everything a change holds comes back as it was, instants included', async () => {
    const request = await newCase({
      workingCode: 'W-BCDEFG',
      safetyRaisedAt: AT,
      officerIds: ['nia', 'cora'],
    })
    const asked = approvalAsked(request.id)
    const made = offer(request.id)
    const given = notice(request.id)
    const moved = move(request.id)
    const waiting = followUp(request.id)
    const change: Change = {
      ...approval(request, `whole ${request.id}`),
      approvals: [asked],
      offers: [made],
      notices: [given],
      moves: [moved],
      ledger: ledgerOf(moved.id),
      followUps: { make: [waiting], cancel: [], done: [] },
      access: [{ at: AT, actorId: 'lea', action: 'approve_request', subject: request.id, outcome: 'done' }],
      intake: 'paused',
      away: [{ personId: 'lea', away: { from: '2026-12-01', to: '2026-12-02', deputyId: null } }],
    }
    const after = change.update?.after
    if (after) after.officerIds = ['cora', 'hugo']
    expect(await store.scheme.commit(change)).toBe('committed')

    const facts = await read(request.id)
    expect(facts?.request).toEqual(after)
    expect(facts?.approvals).toEqual([asked])
    expect(facts?.offers).toEqual([made])
    expect(facts?.notices).toEqual([given])
    expect(facts?.followUps).toEqual([waiting])
    expect(facts?.move).toEqual(moved)
    expect(facts?.intake).toBe('paused')
    expect(facts?.people.find((p) => p.id === 'lea')?.away?.deputyId).toBe('dep')
    expect(facts?.people.map((p) => p.id)).toContain('dep')
    expect((await store.scheme.listRequests({ ids: [request.id] }))[0]).toEqual(after)
    expect(await store.scheme.listOffers({ requestIds: [request.id] })).toEqual([made])
    expect(await store.scheme.ledger()).toEqual(ledgerOf(moved.id))
    expect((await store.audit.accessEntries(SCHEME, AT.slice(0, 10))).links.at(-1)?.entry).toEqual(
      change.access[0],
    )
    await store.scheme.commit({ ...NO_CHANGE, intake: 'open', away: [{ personId: 'lea', away: null }] })
  })

  it('a cancelled follow-up makes room for the next of its kind in the same commit', async () => {
    const request = await newCase()
    const first = followUp(request.id)
    const second = { ...followUp(request.id), dueAt: '2026-12-09T09:00:00.000Z' }
    await store.scheme.commit({ ...NO_CHANGE, followUps: { make: [first], cancel: [], done: [] } })
    await store.scheme.commit({ ...NO_CHANGE, followUps: { make: [second], cancel: [first.id], done: [] } })
    expect(await store.scheme.listFollowUps({ requestIds: [request.id] })).toEqual([second])
  })

  it('a follow-up is done by the commit that holds its claim, and by no other', async () => {
    const request = await newCase()
    const due = followUp(request.id)
    const next = { ...followUp(request.id), dueAt: '2026-12-09T09:00:00.000Z' }
    await store.scheme.commit({ ...NO_CHANGE, followUps: { make: [due], cancel: [], done: [] } })
    const claimed = await Promise.all(
      ['one', 'two'].map((token) => store.scheme.claimFollowUp(due.id, token, NOW, 60_000)),
    )
    expect(claimed.filter((row) => row !== null)).toHaveLength(1)
    const token = claimed[0] ? 'one' : 'two'
    const fired = (held: string): Change => ({
      ...NO_CHANGE,
      followUps: { make: [next], cancel: [], done: [{ id: due.id, token: held }] },
      outbox: [outboxRow(request.id)],
    })
    expect(await store.scheme.commit(fired('somebody else'))).toBe('conflict')
    expect(await store.scheme.commit(fired(token))).toBe('committed')
    expect(await store.scheme.commit(fired(token))).toBe('conflict')
    expect(await store.scheme.listFollowUps({ requestIds: [request.id] })).toEqual([next])
  })

  it('a read and a commit are one statement each', async () => {
    const request = await newCase()
    await read(request.id)
    store.statements.length = 0
    const facts = await store.scheme.readCase({ target: { requestId: request.id }, actor: LEAD, key: 'x' })
    expect(facts?.actor?.id).toBe('lea')
    expect(store.statements).toHaveLength(1)
    const change = { ...approval(request, `count ${request.id}`), offers: [offer(request.id)] }
    await store.scheme.commit({
      ...change,
      access: [{ at: AT, actorId: 'lea', action: 'approve_request', subject: request.id, outcome: 'done' }],
    })
    expect(store.statements).toHaveLength(2)
  })
})

const approvalAsked = (requestId: string) => ({
  id: systemIds.ordered(),
  requestId,
  personId: 'lea',
  askedAt: AT,
  round: 1,
  decision: 'approved' as const,
  decidedAt: AT,
  decidedBy: 'lea',
  ended: false,
})
const notice = (requestId: string) => ({
  id: systemIds.random(),
  requestId,
  partnerId: 'bexley',
  reference: `P-${requestId.slice(-6)}`,
  areas: ['E09000004'],
  round: 1,
  live: true,
})
const move = (requestId: string) => ({
  id: systemIds.ordered(),
  requestId,
  fromLandlordId: 'camden',
  toLandlordId: 'bexley',
  pathway: 'reciprocal_offer' as const,
  startedOn: '2026-12-20',
  adults: 1,
  children: 2,
  reversedAt: null,
})
const ledgerOf = (moveId: string): LedgerEntry[] => [
  { id: `${moveId}-1`, landlordId: 'camden', amount: -1, moveId, kind: 'move', reason: null, postedAt: AT },
  { id: `${moveId}-2`, landlordId: 'bexley', amount: 1, moveId, kind: 'move', reason: null, postedAt: AT },
]
const followUp = (requestId: string) => ({
  id: systemIds.ordered(),
  requestId,
  kind: 'approval_chaser',
  subjectId: '',
  dueAt: AT,
  state: 'pending' as const,
})

/** Every row of every table, as text. */
async function dump(): Promise<Record<string, string[]>> {
  const client = new pg.Client({ connectionString: store.database.ownerDatabaseUrl })
  await client.connect()
  try {
    const tables = await client.query(
      `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
    )
    const content: Record<string, string[]> = {}
    for (const { name } of tables.rows) {
      const rows = await client.query(`select t::text as row, xmin::text from "${name}" t order by 1`)
      content[name] = rows.rows.map((row) => `${row.xmin} ${row.row}`)
    }
    return content
  } finally {
    await client.end()
  }
}
