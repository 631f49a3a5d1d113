import { afterAll, beforeAll, expect, it } from 'vitest'
import type { PlacementRecord } from '../../src/core/placement/placement.js'
import type { PlacementResult } from '../../src/core/ports.js'
import { systemIds } from '../../src/store/ids.js'
import { AT, LATER, NO_CHANGE, NOW, newRequest, openedStore, outboxRow, placement, SCHEME } from './opened.js'

let store: Awaited<ReturnType<typeof openedStore>>
beforeAll(async () => {
  store = await openedStore()
})
afterAll(() => store.end())

const LEASE = 60_000
const SOON = new Date(NOW.getTime() + 1_000)
const newCase = async () => {
  const request = newRequest()
  await store.scheme.commit({ ...NO_CHANGE, create: [request] })
  return request.id
}
const planned = async (values: Partial<PlacementRecord> = {}) => {
  const want = placement(await newCase(), values)
  await store.scheme.upsertPlacements([want], NOW)
  return want
}
const claim = (id: string, token: string, now = NOW) => store.scheme.claimPlacements([id], token, now, LEASE)
const stored = async ({ id, requestId }: PlacementRecord) => {
  const all = await store.scheme.listPlacements({ requestId: requestId ?? '' })
  const found = all.find((each) => each.id === id)
  if (!found) throw new Error('not stored')
  return found
}
const result = (id: string, values: Partial<PlacementResult>): PlacementResult => ({
  id,
  token: 'mine',
  state: 'sent',
  shown: { revision: 1, face: 'open' },
  message: null,
  dueAt: null,
  note: null,
  ...values,
})
const posted = (want: PlacementRecord) => ({
  conversation: want.conversation,
  roomId: 'D1',
  messageId: '1.1',
})
const sent = async (values: Partial<PlacementRecord> = {}) => {
  const want = await planned(values)
  await claim(want.id, 'mine')
  await store.scheme.completePlacement(result(want.id, { message: posted(want) }))
  return want
}

it('a planned placement comes back as it was planned, and is due only at its time', async () => {
  const request = await newCase()
  const now = placement(request)
  const batch = placement(request, { key: `notice/${request}`, dueAt: LATER.toISOString() })
  expect(await store.scheme.upsertPlacements([now, batch], NOW)).toEqual([now.id])
  expect((await store.scheme.listPlacements({ requestId: request })).toSorted(byKey)).toEqual(
    [now, batch].toSorted(byKey),
  )
  expect(await claim(batch.id, 'early')).toEqual([])
  expect(await store.scheme.claimPlacements([now.id, batch.id], 't', LATER, LEASE)).toHaveLength(2)
})

it('two workers that claim the same placements at once never get the same one', async () => {
  const request = await newCase()
  const wants = Array.from({ length: 20 }, (_, n) => placement(request, { key: `${request}/${n}` }))
  const ids = (await store.scheme.upsertPlacements(wants, NOW)) ?? []
  const got = await Promise.all(
    ['a', 'b', 'c', 'd'].map((token) => store.scheme.claimPlacements(ids, token, NOW, LEASE)),
  )
  expect(
    got
      .flat()
      .map((each) => each.id)
      .toSorted(),
  ).toEqual(ids.toSorted())
})

it('many plans and many confirmations of the same placements at once neither fail nor leave one behind', async () => {
  const request = await newCase()
  const wants = Array.from({ length: 60 }, (_, n) => placement(request, { key: `${request}/${n}` }))
  const ids = (await store.scheme.upsertPlacements(wants, NOW)) ?? []
  const [others, third] = [await store.another(), await store.another()]
  const backwards = wants.toReversed()
  for (let round = 1; round <= 12; round++) {
    const claimed = await store.scheme.claimPlacements(ids, 'mine', NOW, LEASE)
    expect(claimed).toHaveLength(wants.length)
    const confirmed = claimed.map(({ id, wanted, face }, n) =>
      (n % 2 ? store.scheme : others).completePlacement(result(id, { shown: { revision: wanted, face } })),
    )
    const plans = [wants, backwards, wants, backwards].map((some, n) =>
      (n % 2 ? others : third).upsertPlacements(
        some.map((want) => ({ ...want, id: systemIds.random(), face: `round ${round}` })),
        NOW,
      ),
    )
    await Promise.all([...confirmed, ...plans])
    const all = await store.scheme.listPlacements({ requestId: request })
    expect(all.filter(({ state, wanted, shown }) => state !== 'planned' || wanted <= shown)).toEqual([])
  }
})

it('planning the same again changes nothing, and a new face asks for a new revision', async () => {
  const want = await sent()
  const before = await stored(want)
  expect(await store.scheme.upsertPlacements([want], NOW)).toEqual([])
  expect(await stored(want)).toEqual(before)
  expect(await store.scheme.upsertPlacements([{ ...want, face: 'decided' }], NOW)).toEqual([want.id])
  expect(await stored(want)).toMatchObject({
    wanted: 2,
    shown: 1,
    face: 'decided',
    shownFace: 'open',
    state: 'planned',
    message: posted(want),
  })
})

it('a repeat of a plan whose doorbell was lost names what is still due', async () => {
  const want = await planned()
  expect(await store.scheme.upsertPlacements([want], NOW)).toEqual([want.id])
})

it('what becomes urgent is brought forward, and what is urgent is not put off by a repeat', async () => {
  const want = await planned({ dueAt: LATER.toISOString() })
  expect(await store.scheme.upsertPlacements([{ ...want, dueAt: AT }], NOW)).toEqual([want.id])
  await store.scheme.upsertPlacements([want], NOW)
  expect(await stored(want)).toMatchObject({ dueAt: AT, wanted: 1 })
})

it('a newer revision wanted while one is being sent is sent after it, at its own time', async () => {
  const want = await planned()
  await claim(want.id, 'mine')
  await store.scheme.upsertPlacements([{ ...want, face: 'decided', dueAt: LATER.toISOString() }], NOW)
  expect(await store.scheme.completePlacement(result(want.id, { message: posted(want) }))).toBe(true)
  expect(await stored(want)).toMatchObject({
    state: 'planned',
    shown: 1,
    wanted: 2,
    dueAt: LATER.toISOString(),
  })
})

it('a recall that meets a create in flight ends with the message withdrawn', async () => {
  const want = await planned()
  await claim(want.id, 'mine')
  await store.scheme.upsertPlacements([{ ...want, withdraw: true }], NOW)
  expect(await store.scheme.completePlacement(result(want.id, { message: posted(want) }))).toBe(true)
  const [again] = await claim(want.id, 'mine')
  expect(again).toMatchObject({ withdraw: true, message: posted(want) })
  expect(await store.scheme.completePlacement(result(want.id, { state: 'withdrawn', shown: null }))).toBe(
    false,
  )
  expect(await stored(want)).toMatchObject({ state: 'withdrawn', message: null })
  expect(await store.scheme.upsertPlacements([{ ...want, withdraw: true }], NOW)).toEqual([])
  expect(await store.scheme.upsertPlacements([want], NOW)).toEqual([want.id])
  expect(await stored(want)).toMatchObject({ state: 'planned', shown: 0, shownFace: null, message: null })
})

it('only the holder of the claim completes it', async () => {
  const want = await planned()
  await claim(want.id, 'mine')
  expect(await store.scheme.completePlacement(result(want.id, { token: 'not mine' }))).toBe(false)
  expect(await stored(want)).toMatchObject({ state: 'sending', shown: 0 })
})

it('a create whose worker died comes back as uncertain with the time of its attempt, an edit as safe to repeat', async () => {
  const expired = new Date(NOW.getTime() + LEASE)
  const create = await planned()
  await claim(create.id, 'dies')
  expect(await claim(create.id, 'other', SOON)).toEqual([])
  expect(await claim(create.id, 'next', expired)).toMatchObject([{ state: 'ambiguous', attemptedAt: AT }])
  const looked = { token: 'next', state: 'ambiguous', shown: null, dueAt: LATER.toISOString() } as const
  await store.scheme.completePlacement(result(create.id, looked))
  expect(await stored(create)).toMatchObject({ state: 'ambiguous', attemptedAt: AT, attempts: 2 })

  const edit = await sent()
  await store.scheme.upsertPlacements([{ ...edit, face: 'decided' }], NOW)
  await claim(edit.id, 'dies')
  expect(await claim(edit.id, 'next', expired)).toMatchObject([{ state: 'retryable', message: posted(edit) }])
})

it('a platform that asks to wait is waited for, even when something urgent is wanted', async () => {
  const want = await planned()
  await claim(want.id, 'mine')
  const wait = { state: 'retryable', shown: null, dueAt: LATER.toISOString() } as const
  expect(await store.scheme.completePlacement(result(want.id, wait))).toBe(false)
  expect(await store.scheme.upsertPlacements([{ ...want, withdraw: true }], NOW)).toEqual([])
  expect(await claim(want.id, 'early')).toEqual([])
  expect(await claim(want.id, 'mine', LATER)).toMatchObject([{ state: 'retryable', withdraw: true }])
})

it('an uncertain one that was found is edited at once into what has been wanted since', async () => {
  const want = await planned()
  await claim(want.id, 'mine')
  const uncertain = { state: 'ambiguous', shown: null, dueAt: SOON.toISOString() } as const
  await store.scheme.completePlacement(result(want.id, uncertain))
  await store.scheme.upsertPlacements([{ ...want, face: 'not_available' }], NOW)
  await claim(want.id, 'mine', SOON)
  const foundIt = { shown: { revision: 0, face: '' }, message: posted(want) }
  expect(await store.scheme.completePlacement(result(want.id, foundIt))).toBe(true)
  expect(await claim(want.id, 'mine', SOON)).toMatchObject([
    { face: 'not_available', state: 'planned', message: posted(want) },
  ])
})

it('an uncertain one that nobody can look for waits for a person', async () => {
  const want = await planned()
  await claim(want.id, 'mine')
  await store.scheme.completePlacement(result(want.id, { state: 'ambiguous', shown: null }))
  expect(await claim(want.id, 'later', new Date('2040-01-01'))).toEqual([])
})

it('an unposted message follows its reader, a posted one stays where it is', async () => {
  const elsewhere = { platform: 'teams', tenant: 'T-OTHER', kind: 'person', id: 'other' } as const
  const unposted = await planned()
  await store.scheme.upsertPlacements([{ ...unposted, conversation: elsewhere }], NOW)
  expect((await stored(unposted)).conversation).toEqual(elsewhere)
  const there = await sent()
  await store.scheme.upsertPlacements([{ ...there, face: 'decided', conversation: elsewhere }], NOW)
  expect((await stored(there)).conversation).toEqual(there.conversation)
})

it('a delivery is three statements: claim, read, complete', async () => {
  const want = await planned()
  await store.scheme.readCase({ target: { requestId: want.requestId ?? '' }, actor: 'system', key: null })
  store.statements.length = 0
  await claim(want.id, 'mine')
  await store.scheme.readCase({
    target: { placementId: want.id },
    actor: 'system',
    key: null,
    circulation: true,
  })
  await store.scheme.completePlacement(result(want.id, { message: posted(want) }))
  expect(store.statements).toHaveLength(3)
})

it('the sweep finds what waits and what a dead worker left, by id only', async () => {
  const want = await planned({ dueAt: '2026-01-01T00:00:00.000Z' })
  const dead = await planned()
  await claim(dead.id, 'dies')
  const due = await store.store.work.placementsDue(new Date(NOW.getTime() + LEASE), 500)
  expect(due).toContainEqual({ schemeId: SCHEME, id: want.id })
  expect(due).toContainEqual({ schemeId: SCHEME, id: dead.id })
  expect((await store.store.work.placementsDue(NOW, 500)).map((work) => work.id)).not.toContain(dead.id)
})

it('an outbox row is worked on by one at a time and never again once it is done', async () => {
  const row = outboxRow(await newCase())
  await store.scheme.commit({ ...NO_CHANGE, outbox: [row] })
  const waiting = () => store.store.work.outboxWaiting(NOW, 500)
  expect(await waiting()).toContainEqual({ schemeId: SCHEME, id: row.id })
  const got = await Promise.all(
    ['a', 'b'].map((token) => store.scheme.claimOutbox(row.id, token, NOW, LEASE)),
  )
  expect(got.filter((each) => each !== null)).toEqual([{ ...row, attempts: 1 }])
  expect(await waiting()).not.toContainEqual({ schemeId: SCHEME, id: row.id })
  const expired = new Date(NOW.getTime() + LEASE)
  expect(await store.scheme.claimOutbox(row.id, 'c', expired, LEASE)).toEqual({ ...row, attempts: 2 })
  await store.scheme.completeOutbox(row.id, 'a')
  await store.scheme.completeOutbox(row.id, 'c')
  expect(await store.scheme.claimOutbox(row.id, 'd', new Date('2040-01-01'), LEASE)).toBeNull()
})

const byKey = (one: PlacementRecord, other: PlacementRecord) => (one.key < other.key ? -1 : 1)

it('a plan from an older version of the request changes nothing and says so', async () => {
  const want = await sent()
  const before = await stored(want)
  const request = { id: want.requestId ?? '', version: 1 }
  const { version } = (await store.scheme.listRequests({ ids: [request.id] }))[0] ?? { version: -1 }
  const decided = { ...want, face: 'decided' }
  expect(await store.scheme.upsertPlacements([decided], NOW, { ...request, version: version - 1 })).toBeNull()
  expect(await stored(want)).toEqual(before)
  expect(await store.scheme.upsertPlacements([decided], NOW, { ...request, version })).toEqual([want.id])
})

it('a message that is looked for while the same is planned again is edited as soon as it was found', async () => {
  const want = await planned()
  await claim(want.id, 'mine')
  await store.scheme.completePlacement(
    result(want.id, { state: 'ambiguous', shown: null, dueAt: SOON.toISOString() }),
  )
  await claim(want.id, 'mine', SOON)
  await store.scheme.upsertPlacements([{ ...want, dueAt: LATER.toISOString() }], NOW)
  const found = { message: posted(want), shown: { revision: 0, face: '' } }
  expect(await store.scheme.completePlacement(result(want.id, found))).toBe(true)
  expect(await claim(want.id, 'again', SOON)).toHaveLength(1)
})
