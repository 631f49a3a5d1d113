import { expect, it } from 'vitest'
import type { Dict } from '../../../src/standins/botframework/index.js'
import {
  codeOf,
  connectorOf,
  LEADS,
  MOVES,
  NORTH,
  plainApp,
  SHARED,
  SOUTH,
  startWorld,
  TEAM,
} from './support.js'

async function withTeam() {
  const teams = await startWorld()
  await plainApp(teams)
  await teams.installInTeam(TEAM, undefined, 'ada')
  return { teams, call: await connectorOf(teams) }
}

it('a member is found by either id, with mail address, names, tenant and role', async () => {
  const { teams, call } = await withTeam()
  const ada = teams.store.users.get('ada')
  const expected = {
    id: ada?.id,
    aadObjectId: 'ada',
    email: 'ada@north.example',
    userPrincipalName: 'ada@north.example',
    givenName: 'Ada',
    tenantId: NORTH,
    userRole: 'user',
  }
  for (const id of ['ada', ada?.id ?? '']) {
    expect((await call('GET', `conversations/${TEAM}/members/${encodeURIComponent(id)}`)).body).toMatchObject(
      expected,
    )
  }
  const guest = await call('GET', `conversations/${MOVES}/members/gil`)
  expect(guest.body).toMatchObject({ userRole: 'guest', email: 'gil@else.example' })
  expect(guest.body?.userPrincipalName).toContain('#EXT#')
  expect(codeOf(await call('GET', `conversations/${TEAM}/members/cleo`))).toBe(
    '404 MemberNotFoundInConversation',
  )
})

it('an account that is switched off is in no roster', async () => {
  const { teams, call } = await withTeam()
  teams.faults.disableUser('ben')
  expect(codeOf(await call('GET', `conversations/${TEAM}/members/ben`))).toBe(
    '404 MemberNotFoundInConversation',
  )
  const { body } = await call('GET', `conversations/${TEAM}/members`)
  expect((body as unknown as Dict[]).map((m) => m.aadObjectId)).toEqual(['ada', 'gil'])
})

it('rosters come in pages, of 50 at least', async () => {
  const { teams, call } = await withTeam()
  for (let i = 0; i < 60; i += 1) {
    teams.addUser({ aadObjectId: `u${i}`, tenantId: NORTH, name: `U ${i}` })
    await teams.addMember(TEAM, `u${i}`)
  }
  const first = await call('GET', `conversations/${TEAM}/pagedmembers?pageSize=10`)
  expect(first.body?.members).toHaveLength(50)
  const token = String(first.body?.continuationToken)
  const second = await call(
    'GET',
    `conversations/${TEAM}/pagedmembers?pageSize=10&continuationToken=${token}`,
  )
  expect(second.body?.members).toHaveLength(13)
  expect(second.body).not.toHaveProperty('continuationToken')
  expect(codeOf(await call('GET', `conversations/${TEAM}/pagedmembers?continuationToken=x`))).toBe(
    '400 BadArgument',
  )
})

it('a team tells its name and its channels with their types, to an app that is in it', async () => {
  const { teams, call } = await withTeam()
  expect((await call('GET', `teams/${TEAM}`)).body).toMatchObject({ id: TEAM, name: 'Moves', memberCount: 3 })
  expect((await call('GET', `teams/${TEAM}/conversations`)).body?.conversations).toEqual([
    { id: TEAM, name: null, type: 'standard' },
    { id: MOVES, name: 'moves', type: 'standard' },
    { id: LEADS, name: 'leads', type: 'private' },
    { id: SHARED, name: 'shared', type: 'shared' },
  ])
  const south = await connectorOf(teams, SOUTH)
  expect(codeOf(await south('GET', `teams/${TEAM}`))).toBe('404 ConversationNotFound')
  teams.faults.dropApp({ teamId: TEAM })
  expect(codeOf(await call('GET', `teams/${TEAM}`))).toBe('403 BotNotInConversationRoster')
})

it('a shared channel has people of other tenants, who say so', async () => {
  const { teams, call } = await withTeam()
  await teams.installInTeam(TEAM, SHARED, 'ben')
  const { body } = await call('GET', `conversations/${SHARED}/members/cleo`)
  expect(body).toMatchObject({ aadObjectId: 'cleo', tenantId: SOUTH })
})
