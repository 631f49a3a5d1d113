import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { AccountRef } from '../../src/core/people/account.js'
import type { Dict } from '../../src/standins/botframework/index.js'
import {
  answers,
  composed,
  installing,
  newestWith,
  startTeamsWorld,
  type,
  wordsOf,
} from '../bots/teams/acting.js'
import { readSaved, type Saved } from './saved.js'
import { COORDINATOR, HOUSING_OFFICER, LEAD, PARTNER, requestAt, type Staged } from './stage.js'
import { SCHEME, type World } from './world.js'

const NOT_CONNECTED = 'This workspace is not connected to the scheme. Please ask the coordinator.'
const NEW_TEAM = '19:new-team@thread.tacv2'
const CHOSEN = '19:new-team-moves@thread.tacv2'
const OTHER_TEAM = '19:other-team@thread.tacv2'
const PATIENT = { timeout: 15_000 }

let world: World
let saved: Saved
beforeAll(async () => {
  world = await startTeamsWorld()
  saved = await readSaved(world)
  await saved.settle()
})
afterAll(async () => {
  await saved?.end()
  await world?.end()
})

const directory = () => world.app.opened.directory
const tenantOf = (personId: string) => world.teams.store.users.get(world.userId(personId))?.tenantId ?? ''
const roomsOf = async (partnerId: string) =>
  (await directory().listRooms(SCHEME))
    .filter((room) => room.partnerId === partnerId)
    .map(({ roomId, purpose, usable }) => ({ roomId, purpose, usable }))
const referenceOf = (personId: string) =>
  directory().findConversation({ platform: 'teams', tenant: tenantOf(personId), id: world.userId(personId) })
const postedIn = (channelId: string) =>
  world.teams.store.messages(channelId).filter(({ from }) => from === undefined).length

describe('a tenant that nobody invited', () => {
  test('may add the app wherever it likes: nothing of it is kept, and its people read that it is not connected', async () => {
    const tenantId = 'tenant-elsewhere'
    world.teams.addTenant({ id: tenantId, name: 'Elsewhere' })
    world.teams.addUser({
      aadObjectId: 'otto',
      tenantId,
      name: 'Otto',
      email: 'leila.underhill@enfield.example.org',
    })
    const team = { id: '19:elsewhere@thread.tacv2', tenantId, name: 'Elsewhere', members: ['otto'] }
    world.teams.addTeam(team)
    const before = await saved.tables()
    const otto = world.teams.as('otto')
    expect((await otto.install()).status).toBe(200)
    expect((await world.teams.installInTeam(team.id, undefined, 'otto')).status).toBe(200)
    await otto.say('waiting')
    expect(wordsOf(otto.messages().at(-1)?.card)).toBe(NOT_CONNECTED)
    await otto.sayInChannel(team.id, 'waiting')
    expect(wordsOf(otto.channelMessages(team.id).at(-1)?.card)).toBe('Please use our private chat.')
    await world.teams.removeFromTeam(team.id, 'otto')
    await otto.uninstall()
    expect(await saved.tables()).toEqual(before)
  })
})

describe('an invited tenant adds the app to a team', () => {
  const unlisted = () => ({
    ...world.directory,
    channels: world.directory.channels.filter(({ organisation }) => organisation !== PARTNER),
  })

  beforeAll(async () => {
    const tenantId = tenantOf(HOUSING_OFFICER)
    const members = [world.userId(HOUSING_OFFICER)]
    world.teams.addTeam({
      id: NEW_TEAM,
      tenantId,
      name: 'Moves',
      members,
      channels: [{ id: CHOSEN, name: 'moves' }],
    })
    world.teams.addTeam({ id: OTHER_TEAM, tenantId, name: 'Others', members })
  })

  test('where the directory lists its room, that stays the one', async () => {
    const before = await roomsOf(PARTNER)
    expect(before).toHaveLength(1)
    await world.teams.installInTeam(OTHER_TEAM, undefined, world.userId(HOUSING_OFFICER))
    expect(await roomsOf(PARTNER)).toEqual(before)
    await world.teams.removeFromTeam(OTHER_TEAM, world.userId(HOUSING_OFFICER))
    expect(await roomsOf(PARTNER)).toEqual(before)
  })

  test('where it lists none, the chosen channel becomes its room, and the next notice stands there', async () => {
    await directory().importDirectory(unlisted())
    expect(await roomsOf(PARTNER)).toEqual([])
    await world.teams.installInTeam(NEW_TEAM, CHOSEN, world.userId(HOUSING_OFFICER))
    expect(await roomsOf(PARTNER)).toEqual([{ roomId: CHOSEN, purpose: 'notices', usable: true }])
    const staged = await requestAt(world, 'circulated', { ring: true })
    await inState(staged, 'sent')
    expect(postedIn(CHOSEN)).toBe(1)
  })

  test('a directory that is read again keeps it', async () => {
    await directory().importDirectory(unlisted())
    expect(await roomsOf(PARTNER)).toEqual([{ roomId: CHOSEN, purpose: 'notices', usable: true }])
  })

  test('a second team of the same organisation is not asked for', async () => {
    await world.teams.installInTeam(OTHER_TEAM, undefined, world.userId(HOUSING_OFFICER))
    expect((await roomsOf(PARTNER)).map(({ roomId }) => roomId)).toEqual([CHOSEN])
    await world.teams.removeFromTeam(OTHER_TEAM, world.userId(HOUSING_OFFICER))
  })

  test('removed from the team it is not used any more, and coordinators read who was not reached', async () => {
    await world.teams.removeFromTeam(NEW_TEAM, world.userId(HOUSING_OFFICER))
    expect(await roomsOf(PARTNER)).toEqual([{ roomId: CHOSEN, purpose: 'notices', usable: false }])
    const staged = await requestAt(world, 'circulated', { ring: true })
    await notReached(staged)
  })

  test('after that another team can take its place, and the first one comes back when it is added again', async () => {
    await world.teams.installInTeam(OTHER_TEAM, undefined, world.userId(HOUSING_OFFICER))
    expect(await roomsOf(PARTNER)).toContainEqual({ roomId: OTHER_TEAM, purpose: 'notices', usable: true })
    await world.teams.removeFromTeam(OTHER_TEAM, world.userId(HOUSING_OFFICER))
    await world.teams.installInTeam(NEW_TEAM, CHOSEN, world.userId(HOUSING_OFFICER))
    const usable = (await roomsOf(PARTNER)).filter((room) => room.usable)
    expect(usable.map(({ roomId }) => roomId)).toEqual([CHOSEN])
  })

  test('a channel that is deleted is not used any more', async () => {
    await world.teams.deleteChannel(CHOSEN)
    expect((await roomsOf(PARTNER)).filter((room) => room.usable)).toEqual([])
    await directory().importDirectory(world.directory)
  })

  test('removed without a word: the next circulation tells coordinators who was not reached', async () => {
    const room = world.room(PARTNER)
    const teamId = world.teams.store.channels.get(room)?.teamId ?? ''
    await saved.settle()
    world.teams.faults.dropApp({ teamId })
    const staged = await requestAt(world, 'circulated', { ring: true })
    await inState(staged, 'unreachable')
    await notReached(staged)
  })
})

describe('somebody of an invited tenant', () => {
  test('adds the app: their own Home greets them, and the conversation is remembered', async () => {
    const known = world.directory.people.find(({ id }) => id === LEAD)
    const account: AccountRef = { platform: 'teams', tenant: tenantOf(LEAD), userId: 'aad-second' }
    world.teams.addUser({
      aadObjectId: account.userId,
      tenantId: account.tenant,
      name: 'Leila Underhill',
      ...(known && { email: known.email }),
    })
    const newcomer = world.teams.as(account.userId)
    expect((await newcomer.install()).status).toBe(200)
    const [home, ...more] = newcomer.messages()
    expect(more).toEqual([])
    expect(wordsOf(home?.card)).toContain('Leila Underhill')
    expect((await world.app.opened.store.forScheme(SCHEME).findPerson(account))?.id).toBe(LEAD)
    const reference = await directory().findConversation({
      platform: 'teams',
      tenant: account.tenant,
      id: account.userId,
    })
    expect(reference).toMatchObject({
      conversationId: newcomer.dm().id,
      serviceUrl: world.teams.serviceUrl(account.tenant),
    })
  })

  test('whom the directory does not know reads whom to ask', async () => {
    world.teams.addUser({
      aadObjectId: 'aad-nobody',
      tenantId: tenantOf(LEAD),
      name: 'No Body',
      email: 'no@body.example',
    })
    const nobody = world.teams.as('aad-nobody')
    await nobody.install()
    expect(wordsOf(nobody.messages().at(-1)?.card)).toContain('Nothing found for you.')
  })

  test('a guest who adds it reads that it is not for them, and nothing is remembered', async () => {
    const guest = { aadObjectId: 'aad-guest', tenantId: tenantOf(LEAD), name: 'Gil Guest', guest: true }
    world.teams.addUser({ ...guest, email: 'joanna.lomax@enfield.example.org' })
    const before = await saved.content()
    await world.teams.as('aad-guest').install()
    expect(wordsOf(world.teams.as('aad-guest').messages().at(-1)?.card)).toMatch(/^Only full members/)
    const after = await saved.content()
    expect({ ...after, Workspace: '' }).toEqual({ ...before, Workspace: '' })
  })

  test('is written to where Teams said last: the address and the conversation follow', async () => {
    const here = world.teams.serviceUrl(tenantOf(COORDINATOR))
    const moved = here.replace('127.0.0.1', 'localhost')
    await world.teams.send({ ...composed(world, COORDINATOR, 'help'), serviceUrl: moved })
    expect(await referenceOf(COORDINATOR)).toMatchObject({ serviceUrl: moved })
    await type(world, COORDINATOR, 'help')
    expect(await referenceOf(COORDINATOR)).toMatchObject({ serviceUrl: here })
  })

  test('removes the app: the account is closed, and no card comes any more', async () => {
    const account: AccountRef = {
      platform: 'teams',
      tenant: tenantOf(LEAD),
      userId: world.userId(LEAD),
    }
    const store = world.app.opened.store.forScheme(SCHEME)
    expect((await store.findPerson(account))?.id).toBe(LEAD)
    await world.inTeams(LEAD).uninstall()
    expect(await store.findPerson(account)).toBeNull()
    const before = answers(world, LEAD).length
    const staged = await requestAt(world, 'awaiting_approval', { ring: true })
    const card = await vi.waitFor(() => newestWith(world, 'joanna-lomax', 'approve'), PATIENT)
    expect(wordsOf(card.card)).toContain(await staged.code())
    await saved.settle()
    expect(answers(world, LEAD)).toHaveLength(before)
  })

  test('an update of the app that is neither adding nor removing changes nothing', async () => {
    await saved.settle()
    const before = await saved.tables()
    for (const action of ['update', '', undefined]) {
      const activity: Dict = { ...installing(world, 'joanna-lomax', 'add'), action }
      expect((await world.teams.send(activity)).status).toBe(200)
    }
    expect(await saved.tables()).toEqual(before)
  })
})

async function inState(staged: Staged, state: string): Promise<void> {
  await vi.waitFor(async () => {
    const placements = await world.app.opened.store.forScheme(SCHEME).listPlacements({ requestId: staged.id })
    expect(placements.find((p) => p.screen === 'notice' && p.partnerId === PARTNER)?.state).toBe(state)
  }, PATIENT)
}

async function notReached(staged: Staged): Promise<void> {
  const { reference } = await staged.record()
  await vi.waitFor(async () => {
    const { card } = await type(world, COORDINATOR, `status ${reference}`)
    expect(wordsOf(card)).toMatch(/13 of 14[\s\S]*Not reached[\s\S]*London Borough of Bexley/)
  }, PATIENT)
}
