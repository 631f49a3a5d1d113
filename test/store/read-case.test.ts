import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AccountRef } from '../../src/core/people/account.js'
import {
  directory,
  LEAD,
  london,
  NO_CHANGE,
  NOW,
  newRequest,
  offer,
  openedStore,
  placement,
  SCHEME,
} from './opened.js'

let store: Awaited<ReturnType<typeof openedStore>>
const request = newRequest({ workingCode: 'W-7K3Q9F', reference: 'ARC-7K3Q-26' })
const made = offer(request.id)
const card = placement(request.id)
const notice = (id: string, reference: string, live: boolean) => ({
  id,
  requestId: request.id,
  partnerId: 'bexley',
  reference,
  areas: [],
  round: 1,
  live,
})
const HUGO: AccountRef = { platform: 'slack', tenant: 'T-BEXLEY', userId: 'U-HUGO' }

beforeAll(async () => {
  store = await openedStore()
  await store.scheme.commit({
    ...NO_CHANGE,
    create: [request],
    offers: [made],
    notices: [notice('n-live', 'P-9XWQ4M', true), notice('n-old', 'P-8XWQ4M', false)],
    receipt: { key: 'a key', outcome: { kind: 'done' }, at: NOW.toISOString() },
  })
  await store.scheme.upsertPlacements([card], NOW)
  await store.directory.bindAccount({
    schemeId: SCHEME,
    account: HUGO,
    email: 'hugo@bexley.example',
    at: NOW,
  })
})
afterAll(() => store.end())

const read = (query: Partial<Parameters<typeof store.scheme.readCase>[0]>) =>
  store.scheme.readCase({ target: null, actor: LEAD, key: null, ...query })

describe('what an action is about', () => {
  it.each([
    ['its id', { requestId: request.id }],
    ['an offer', { offerId: made.id }],
    ['the pressed placement', { placementId: card.id }],
    ['the working code, however it was typed', { code: ' w7k3q9f' }],
    ['the reference', { code: 'arc-7k3q-26' }],
  ])('is found by %s', async (_, target) => {
    expect((await read({ target }))?.request).toEqual(request)
  })

  it('a partner reference means something to that partner alone', async () => {
    const target = { code: 'P-9XWQ4M' }
    expect((await read({ target, actor: HUGO }))?.request?.id).toBe(request.id)
    expect((await read({ target, actor: LEAD }))?.request).toBeNull()
  })

  it('an unknown case for an unknown person is nothing at all', async () => {
    const nobody = { ...LEAD, userId: 'U-NOBODY' }
    expect(await read({ target: { requestId: 'no such' }, actor: nobody })).toBeNull()
    expect(await read({ target: { requestId: 'no such' }, actor: 'system' })).toBeNull()
    expect(await read({ actor: nobody })).toBeNull()
    expect((await read({ target: { requestId: 'no such' } }))?.actor?.id).toBe('lea')
    expect((await read({ actor: 'system' }))?.scheme.id).toBe(SCHEME)
  })
})

describe('what is read with it', () => {
  it('the people concerned, their organisations and their accounts', async () => {
    const facts = await read({ target: { requestId: request.id }, withPerson: 'hugo' })
    expect(facts?.people.map((person) => person.id)).toEqual(['cora', 'dep', 'hugo', 'lea', 'nia'])
    expect(facts?.people[3]).toMatchObject({
      name: 'Name of lea',
      roles: [{ role: 'named_lead', organisationId: 'camden' }],
    })
    expect(facts?.partners.map((partner) => partner.id)).toEqual(['bexley', 'camden', 'refuge', 'team'])
    expect(facts?.accounts.map((account) => account.userId)).toEqual(['U-HUGO', 'U-LEA'])
    expect(facts?.scheme).toEqual(london)
  })

  it('own notices, ended ones too, unless the whole circulation is asked for or one is named', async () => {
    const target = { requestId: request.id }
    const ids = async (query: object) => (await read({ target, ...query }))?.notices.map((each) => each.id)
    expect(await ids({ actor: LEAD })).toEqual([])
    expect(await ids({ actor: HUGO })).toEqual(['n-live', 'n-old'])
    expect(await ids({ circulation: true })).toEqual(['n-live', 'n-old'])
    expect(await ids({ noticeIds: ['n-old'], actor: 'system' })).toEqual(['n-old'])
  })

  it('who works for each partner with the circulation only, also whoever has left', async () => {
    const target = { requestId: request.id }
    const staffOf = async (circulation: boolean) =>
      (await read({ target, circulation }))?.partners.find(({ id }) => id === 'camden')?.staff
    expect(await staffOf(false)).toBeUndefined()
    const all = [
      { id: 'dep', team: null },
      { id: 'lea', team: null },
    ]
    expect(await staffOf(true)).toEqual(all)
    await store.directory.importDirectory({
      ...directory,
      people: directory.people.filter(({ id }) => id !== 'dep'),
    })
    expect(await staffOf(true)).toEqual(all)
    await store.directory.importDirectory(directory)
  })

  it('rooms and placements with the circulation only', async () => {
    const target = { requestId: request.id }
    expect(await read({ target })).toMatchObject({ rooms: [], placements: [] })
    expect(await read({ target, circulation: true })).toMatchObject({
      rooms: [{ roomId: 'C-BEXLEY', partnerId: 'bexley', usable: true }],
      placements: [card],
    })
  })

  it('a repeat is told the first outcome, but a stranger is told nothing', async () => {
    const target = { requestId: request.id }
    expect((await read({ target, key: 'a key' }))?.receipt).toEqual({
      outcome: { kind: 'done' },
      at: NOW.toISOString(),
    })
    const stranger = { ...LEAD, userId: 'U-NOBODY' }
    expect(await read({ target, key: 'a key', actor: stranger })).toMatchObject({
      receipt: null,
      actor: null,
    })
  })
})

describe('an account counts only from the workspace bound to its organisation (D2)', () => {
  it('the same user id in another tenant is nobody', async () => {
    expect(await store.scheme.findPerson({ ...LEAD, tenant: 'T-BEXLEY' })).toBeNull()
  })

  it('somebody who changed employer is nobody until they act from the new one', async () => {
    const moved = directory.people.map((person) =>
      person.id === 'hugo' ? { ...person, organisation: 'camden' } : person,
    )
    expect((await store.scheme.findPerson(HUGO))?.id).toBe('hugo')
    await store.directory.importDirectory({ ...directory, people: moved })
    expect(await store.scheme.findPerson(HUGO)).toBeNull()
    const facts = await read({ target: { requestId: request.id } })
    expect(facts?.accounts.map((account) => account.userId)).toEqual(['U-LEA'])
    await store.directory.importDirectory(directory)
  })

  it('a closed account is nobody', async () => {
    await store.directory.closeAccount(HUGO)
    expect(await store.scheme.findPerson(HUGO)).toBeNull()
    expect((await store.scheme.findPerson({ personId: 'hugo' }))?.id).toBe('hugo')
  })
})
