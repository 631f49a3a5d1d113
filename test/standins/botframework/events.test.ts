import { expect, it } from 'vitest'
import type { Dict } from '../../../src/standins/botframework/index.js'
import { codeOf, connectorOf, MOVES, NORTH, plainApp, SHARED, startWorld, TEAM } from './support.js'

const kinds = (heard: Dict[]) =>
  heard.map((a) => [a.type, a.action ?? (a.channelData as Dict).eventType ?? 'chat'])

it('installing for oneself tells the app, and makes the private chat usable until it is uninstalled', async () => {
  const teams = await startWorld()
  const [heard, ben] = [await plainApp(teams), teams.as('ben')]
  expect(() => ben.dm()).toThrow('not installed')
  expect((await ben.install()).status).toBe(200)
  expect(kinds(heard)).toEqual([
    ['conversationUpdate', 'chat'],
    ['installationUpdate', 'add'],
  ])
  expect(heard[1]).toMatchObject({
    from: { aadObjectId: 'ben' },
    conversation: { id: ben.dm().id, conversationType: 'personal', tenantId: NORTH },
    channelData: { tenant: { id: NORTH } },
  })
  await expect(ben.install()).rejects.toThrow('already')
  await ben.say('hello')
  await ben.uninstall()
  expect(heard.at(-1)).toMatchObject({ type: 'installationUpdate', action: 'remove' })
  await expect(ben.say('hello')).rejects.toThrow('not installed')
})

it('installing in a team tells who did it and where, and opens its standard channels', async () => {
  const teams = await startWorld()
  const heard = await plainApp(teams)
  await teams.installInTeam(TEAM, MOVES, 'ada')
  expect(kinds(heard)).toEqual([
    ['conversationUpdate', 'teamMemberAdded'],
    ['installationUpdate', 'add'],
  ])
  expect(heard[0]).toMatchObject({ membersAdded: [{ id: teams.botId }], conversation: { id: TEAM } })
  expect(heard[1]).toMatchObject({
    from: { aadObjectId: 'ada' },
    conversation: { id: MOVES, conversationType: 'channel' },
    channelData: { team: { id: TEAM, name: 'Moves' }, settings: { selectedChannel: { id: MOVES } } },
  })
  const call = await connectorOf(teams)
  const post = (id: string) =>
    call('POST', `conversations/${encodeURIComponent(id)}/activities`, { type: 'message', text: 'x' })
  expect((await post(TEAM)).status).toBe(201)
  expect(codeOf(await post(SHARED))).toBe('403 BotNotInConversationRoster')
  await teams.installInTeam(TEAM, SHARED, 'ben')
  expect((await post(SHARED)).status).toBe(201)
  await teams.removeFromTeam(TEAM, 'ada')
  expect(heard.at(-1)).toMatchObject({ type: 'installationUpdate', action: 'remove' })
  expect(codeOf(await post(TEAM))).toBe('403 BotNotInConversationRoster')
  await expect(teams.installInTeam(TEAM, undefined, 'cleo')).rejects.toThrow('is not in Moves')
})

it('what happens to a team reaches the app while it is in there', async () => {
  const teams = await startWorld()
  const heard = await plainApp(teams)
  expect((await teams.renameTeam(TEAM, 'Movers')).sent).toBe(false)
  await teams.installInTeam(TEAM, undefined, 'ada')
  heard.length = 0
  teams.addUser({ aadObjectId: 'dan', tenantId: NORTH, name: 'Dan' })
  await teams.addMember(TEAM, 'dan')
  await teams.removeMember(TEAM, 'dan')
  await teams.renameTeam(TEAM, 'Home movers')
  await teams.renameChannel(MOVES, 'all moves')
  await teams.deleteChannel(MOVES)
  await teams.deleteTeam(TEAM)
  expect(kinds(heard).map(([, event]) => event)).toEqual([
    'teamMemberAdded',
    'teamMemberRemoved',
    'teamRenamed',
    'channelRenamed',
    'channelDeleted',
    'teamDeleted',
  ])
  expect(heard[0]).toMatchObject({ membersAdded: [{ aadObjectId: 'dan' }] })
  expect(heard[2]).toMatchObject({ channelData: { team: { name: 'Home movers' } } })
  expect(heard[4]).toMatchObject({ channelData: { channel: { id: MOVES, name: 'all moves' } } })
})

it('a deleted channel is gone for the app and for its people', async () => {
  const teams = await startWorld()
  await plainApp(teams)
  await teams.installInTeam(TEAM, undefined, 'ada')
  await teams.deleteChannel(MOVES)
  const call = await connectorOf(teams)
  const sent = await call('POST', `conversations/${MOVES}/activities`, { type: 'message', text: 'x' })
  expect(codeOf(sent)).toBe('404 ConversationNotFound')
  await expect(teams.as('ada').sayInChannel(MOVES, 'x')).rejects.toThrow('not in channel')
})
