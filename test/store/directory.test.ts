import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  AT,
  directory,
  LEAD,
  london,
  NO_CHANGE,
  NOW,
  newRequest,
  openedStore,
  placement,
  SCHEME,
} from './opened.js'

let store: Awaited<ReturnType<typeof openedStore>>
beforeAll(async () => {
  store = await openedStore()
})
afterAll(() => store.end())

const first = (email: string, tenant = 'T-REFUGE', userId = `U-${email}`) =>
  store.directory.bindAccount({
    schemeId: SCHEME,
    account: { platform: 'slack', tenant, userId },
    email,
    at: NOW,
  })

it('importing the same directory again changes nothing', async () => {
  const summary = await store.directory.importDirectory(directory)
  expect(summary.people).toEqual({ added: 0, changed: 0, removed: 0 })
})

it('a person no longer named loses every role and is kept for the history; back again, they have them again', async () => {
  const without = directory.people.filter((person) => person.id !== 'hugo')
  expect((await store.directory.importDirectory({ ...directory, people: without })).people.removed).toBe(1)
  expect((await store.scheme.people()).map((person) => person.id)).not.toContain('hugo')
  expect(await store.scheme.findPerson({ personId: 'hugo' })).toBeNull()
  await store.directory.importDirectory(directory)
  expect((await store.scheme.findPerson({ personId: 'hugo' }))?.roles).toEqual([
    { role: 'housing_officer', organisationId: 'bexley' },
  ])
})

it('two people can exchange addresses, and an address can pass to a successor', async () => {
  const swap: Record<string, string> = { lea: 'dep@camden.example', dep: 'lea@camden.example' }
  const people = directory.people.map((person) => ({ ...person, email: swap[person.id] ?? person.email }))
  expect((await store.directory.importDirectory({ ...directory, people })).people.changed).toBe(2)
  const renamed = directory.people.map((person) => (person.id === 'nia' ? { ...person, id: 'nina' } : person))
  expect((await store.directory.importDirectory({ ...directory, people: renamed })).people).toMatchObject({
    added: 1,
    removed: 1,
  })
  await store.directory.importDirectory(directory)
})

it('a directory that takes another scheme’s channel is refused and changes nothing', async () => {
  const other = { ...london, id: 'elsewhere' }
  await store.directory.loadScheme(other)
  const before = await store.directory.listRooms('elsewhere')
  await expect(store.directory.importDirectory({ ...directory, scheme: 'elsewhere' })).rejects.toThrow(
    'A channel of this directory already belongs to another scheme',
  )
  expect(await store.directory.listRooms('elsewhere')).toEqual(before)
  expect(await store.store.forScheme('elsewhere').partners()).toEqual([])
})

it('first contact needs the address of the directory and the workspace of that organisation', async () => {
  expect(await first('nia@refuge.example', 'T-CAMDEN')).toBeNull()
  expect(await first('unknown@refuge.example')).toBeNull()
  expect((await first('NIA@refuge.example', 'T-REFUGE', 'U-NIA'))?.id).toBe('nia')
  expect((await first('cora@team.example', 'T-REFUGE', 'U-NIA'))?.id).toBe('nia')
})

it('a version of the rules is stored once and never changed', async () => {
  expect(await store.directory.loadScheme(london)).toEqual({ version: london.version, added: false })
  await expect(store.directory.loadScheme({ ...london, title: 'Another title' })).rejects.toThrow(
    /raise its version/,
  )
  const next = { ...london, version: london.version + 1, title: 'Another title' }
  expect(await store.directory.loadScheme(next)).toEqual({ version: next.version, added: true })
  expect(await store.scheme.scheme()).toMatchObject({ version: next.version, rules: next })
  const request = newRequest()
  await store.scheme.commit({ ...NO_CHANGE, create: [request] })
  const facts = await store.scheme.readCase({ target: { requestId: request.id }, actor: 'system', key: null })
  expect(facts?.scheme).toEqual(london)
})

it('a workspace is found in one read, with its token once it is installed', async () => {
  const bound = {
    schemeIds: [SCHEME],
    organisationId: 'camden',
    botToken: null,
    botUserId: null,
    onBoth: false,
  }
  const camden = { platform: 'slack', tenant: 'T-CAMDEN' } as const
  store.statements.length = 0
  expect(await store.directory.findWorkspace({ ...camden, enterprise: 'E1' })).toEqual(bound)
  expect(store.statements).toHaveLength(1)
  expect(await store.directory.installWorkspace({ ...camden, botToken: 'xoxb-1', botUserId: 'UB' })).toBe(
    true,
  )
  await store.directory.importDirectory(directory)
  expect(await store.directory.findWorkspace(camden)).toEqual({
    ...bound,
    botToken: 'xoxb-1',
    botUserId: 'UB',
  })
  await store.directory.uninstallWorkspace(camden)
  expect((await store.directory.findWorkspace(camden))?.botToken).toBeNull()
  const stranger = { platform: 'slack', tenant: 'T-STRANGER' } as const
  expect(await store.directory.findWorkspace(stranger)).toBeNull()
  expect(await store.directory.installWorkspace({ ...stranger, botToken: 'x', botUserId: 'U' })).toBe(false)
})

it('a room that became unusable stays so through an import', async () => {
  const room = { platform: 'slack', tenant: 'T-BEXLEY', roomId: 'C-BEXLEY' } as const
  await store.directory.setRoomUsable(room, false)
  await store.directory.importDirectory(directory)
  expect(await store.directory.listRooms(SCHEME, { purpose: 'notices' })).toMatchObject([
    { ...room, usable: false },
  ])
  expect(await store.directory.listRooms(SCHEME, { purpose: 'coordinators' })).toEqual([])
})

it('an account that was closed is open again for the same person, and for nobody else', async () => {
  const account = { platform: 'slack', tenant: 'T-CAMDEN', userId: 'U-BACK' } as const
  const people = (await store.scheme.people()).filter(({ organisationId }) => organisationId === 'camden')
  const [first, second] = people.map(({ email }) => email)
  const known = async () => (await store.scheme.findPerson(account))?.email
  const bind = (email = '') => store.directory.bindAccount({ schemeId: SCHEME, account, email, at: NOW })
  await bind(first)
  await store.directory.closeAccount(account)
  expect(await known()).toBeUndefined()
  await bind(second)
  expect(await known()).toBeUndefined()
  await bind(first)
  expect(await known()).toBe(first)
})

it('a room that the app was added to is its organisation’s only where that was invited and has no other', async () => {
  const place = { platform: 'slack', tenant: 'T-CAMDEN' } as const
  expect(await store.directory.bindRoom({ ...place, tenant: 'T-STRANGER', roomId: 'C-1' })).toEqual([])
  expect(await store.directory.bindRoom({ ...place, roomId: 'C-ADDED' })).toEqual([SCHEME])
  expect(await store.directory.bindRoom({ ...place, roomId: 'C-SECOND' })).toEqual([])
  await store.directory.importDirectory(directory)
  const rooms = await store.directory.listRooms(SCHEME)
  expect(rooms.map(({ roomId }) => roomId)).toContain('C-ADDED')
  expect(rooms.map(({ roomId }) => roomId)).not.toContain('C-SECOND')
})

it('where somebody acted last is remembered, in order of time', async () => {
  await store.directory.touchAccount(LEAD, new Date('2026-11-25T09:00:00Z'))
  await store.directory.touchAccount(LEAD, NOW)
  const request = newRequest()
  await store.scheme.commit({ ...NO_CHANGE, create: [request] })
  const facts = await store.scheme.readCase({ target: { requestId: request.id }, actor: LEAD, key: null })
  expect(facts?.accounts.find((account) => account.userId === LEAD.userId)?.lastActedAt).toBe(
    '2026-11-25T09:00:00.000Z',
  )
})

it('two schemes in one database cannot see, name or change each other’s cases', async () => {
  const other = store.store.forScheme('elsewhere')
  const request = newRequest({ workingCode: 'W-ZZZZZZ' })
  await store.scheme.commit({ ...NO_CHANGE, create: [request] })
  const [want] = [placement(request.id)]
  await store.scheme.upsertPlacements([want], NOW)
  for (const target of [{ requestId: request.id }, { code: 'W-ZZZZZZ' }, { placementId: want.id }])
    expect(await other.readCase({ target, actor: 'system', key: null })).toBeNull()
  expect(await other.listRequests({ ids: [request.id] })).toEqual([])
  expect(await other.claimPlacements([want.id], 't', NOW, 1000)).toEqual([])
  const stolen = { ...NO_CHANGE, update: { before: request, after: { ...request, version: 2 } } }
  expect(await other.commit(stolen)).toBe('conflict')
  const row = { id: 'o1', kind: 'request_changed', requestId: request.id, urgent: false } as const
  const outbox = [{ ...row, topic: null, to: null, offerId: null }]
  await expect(other.commit({ ...NO_CHANGE, outbox })).rejects.toThrow(/foreign key/)
  await other.recordAccess([
    { at: AT, actorId: null, action: 'x', subject: 'none', outcome: 'nothing_found' },
  ])
  expect(await store.audit.accessDays(SCHEME)).toEqual([])
})

it('what could take a notice from a partner has every request that is out looked at again, and nothing else has', async () => {
  const request = newRequest({ workingCode: 'W-YYYYYY' })
  const notice = { id: 'n', requestId: request.id, partnerId: 'bexley', reference: 'P-9XWQ4M' }
  const notices = [{ ...notice, areas: [], round: 1, live: true }]
  await store.scheme.commit({ ...NO_CHANGE, create: [request], notices })
  const waiting = async () => (await store.store.work.outboxWaiting(new Date('2100-01-01'), 100)).length
  const [hugo] = directory.people.filter(({ id }) => id === 'hugo')
  if (!hugo) throw new Error('No officer')
  const without = directory.organisations.map((each) =>
    each.id === 'bexley' ? { ...each, active: false } : each,
  )
  const newcomer = { ...hugo, id: 'newcomer', email: 'newcomer@bexley.example' }
  const renamed = directory.people.map((each) => ({ ...each, name: `${each.name} Smith` }))
  const made: [string, number][] = []
  for (const [what, changed] of Object.entries({
    'has left': { organisations: without },
    'is back': {},
    'the same': {},
    'only names': { people: renamed },
    'a newcomer': { people: [...directory.people, newcomer] },
    'gone again': {},
    'another team': { people: directory.people.map((each) => ({ ...each, team: 'lettings' })) },
  })) {
    const before = await waiting()
    await store.directory.importDirectory({ ...directory, ...changed })
    made.push([what, (await waiting()) - before])
  }
  await store.directory.importDirectory(directory)
  expect(made).toEqual([
    ['has left', 1],
    ['is back', 1],
    ['the same', 0],
    ['only names', 0],
    ['a newcomer', 1],
    ['gone again', 0],
    ['another team', 1],
  ])
})
