import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createChat } from '../../../src/bots/delivery/create-chat.js'
import { TeamsAdapter } from '../../../src/bots/teams/adapter.js'
import { createTeamsSender } from '../../../src/bots/teams/sender.js'
import type { Conversation } from '../../../src/core/people/account.js'
import { ChatError } from '../../../src/core/placement/chat-error.js'
import type { MessageScreen, NoticeScreen } from '../../../src/core/placement/screens.js'
import type { Chat } from '../../../src/core/ports.js'
import {
  type BotFrameworkStandin,
  type Fault,
  LIMITS,
  type Operation,
  startBotFrameworkStandin,
} from '../../../src/standins/botframework/index.js'
import { systemIds } from '../../../src/store/ids.js'
import { type OpenedStore, openStore } from '../../../src/store/index.js'
import { keysFromText, newDataKey } from '../../../src/store/key-provider.js'
import { london as readLondon } from '../../core/scheme/london.js'
import { freshDatabase, type TestDatabase } from '../../support/services.js'
import { wordsOf } from './acting.js'

const london = readLondon()
const TENANT = 'tenant-bexley'
const HUGO = 'aad-hugo'
const ROOM = '19:moves@thread.tacv2'
const TEAM = '19:bexley@thread.tacv2'

let database: TestDatabase
let opened: OpenedStore
let teams: BotFrameworkStandin
let chat: Chat
/** Added to the present, for what is looked at again after a while. */
let ahead = 0

beforeAll(async () => {
  database = await freshDatabase()
  opened = openStore({ databaseUrl: database.databaseUrl, keys: keysFromText(newDataKey('k1')) })
  await opened.directory.loadScheme(london)
  teams = await startBotFrameworkStandin()
  teams.addTenant({ id: TENANT, name: 'Bexley' })
  teams.addUser({ aadObjectId: HUGO, tenantId: TENANT, name: 'Hugo', hasApp: true })
  const channels = [{ id: ROOM, name: 'moves' }]
  teams.addTeam({ id: TEAM, tenantId: TENANT, name: 'Bexley', members: [HUGO], channels, hasApp: true })
  await remember(HUGO, teams.as(HUGO).dm().id)
  await remember(ROOM, ROOM)
})
afterAll(async () => {
  await teams.close()
  await opened.close()
  await database.drop()
})
beforeEach(() => {
  teams.faults.clear()
  teams.faults.unblockApp(TENANT)
  chat = newChat()
})

const newChat = (loginUrl = teams.loginUrl) =>
  createChat({
    slack: null,
    teams: createTeamsSender({
      adapter: new TeamsAdapter({
        appId: teams.appId,
        appPassword: teams.appPassword,
        loginUrl,
        openIdMetadataUrl: teams.openIdUrl,
      }),
      appId: teams.appId,
      conversations: opened.directory,
      store: opened.store,
      clock: { now: () => new Date(Date.now() + ahead) },
      timeoutMs: 400,
    }),
  })(london.id)

function remember(id: string, conversationId: string, serviceUrl = teams.serviceUrl(TENANT)): Promise<void> {
  const seenAt = new Date()
  return opened.directory.rememberConversation({
    ...{ platform: 'teams', tenant: TENANT, id, conversationId, serviceUrl, seenAt },
  } as Parameters<OpenedStore['directory']['rememberConversation']>[0])
}

const room: Conversation = { platform: 'teams', tenant: TENANT, kind: 'room', id: ROOM }
const chatWithHugo: Conversation = { ...room, kind: 'person', id: HUGO }
const mark = () => ({ placementId: systemIds.random(), revision: 1 })
const messages = (id = ROOM) => teams.store.messages(id)
const calls = (operation: Operation) => teams.log.filter((call) => call.operation === operation).length

const notice: NoticeScreen = {
  screen: 'notice',
  status: 'open',
  partnerReference: 'P-9XWQ4M',
  areas: ['Bexley', 'Kensington and Chelsea'],
  bedrooms: 2,
  acceptOneFewer: true,
  tenancyNeeded: 'Lifetime tenancy needed',
  propertyNeeds: ['Level access needed', 'Without a lift: ground floor only'],
}
const message: MessageScreen = {
  screen: 'message',
  topic: 'approval_chaser',
  tone: 'plain',
  title: 'A reminder',
  words: 'Something waits for you.',
  code: null,
  buttons: [],
}

async function failure(work: Promise<unknown>): Promise<ChatError> {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (error instanceof ChatError) return error
  throw new Error(`expected a ChatError, got ${String(error)}`)
}

describe('a placement in Teams', () => {
  it('is posted as a card with a summary, edited in place, and withdrawn', async () => {
    const at = await chat.post(room, notice, mark())
    const [posted] = messages()
    expect(posted?.summary).toBeTruthy()
    expect(posted?.attachments[0]?.content).toMatchObject({ type: 'AdaptiveCard', version: '1.5' })
    expect(wordsOf(posted?.attachments)).toContain('P-9XWQ4M')
    expect(at).toMatchObject({ roomId: ROOM, messageId: posted?.id })
    await chat.edit(at, { ...notice, status: 'not_available' }, { ...mark(), revision: 2 })
    expect(messages()).toHaveLength(1)
    expect(wordsOf(messages()[0]?.attachments)).toContain('Not available')
    await chat.withdraw(at)
    expect(messages()).toEqual([])
  })

  it('withdrawing what is gone already is no failure', async () => {
    const at = await chat.post(room, notice, mark())
    await chat.withdraw(at)
    await chat.withdraw(at)
  })

  it('editing what somebody deleted by hand finds it gone', async () => {
    const at = await chat.post(room, notice, mark())
    await chat.withdraw(at)
    const error = await failure(chat.edit(at, notice, mark()))
    expect([error.code, error.detail]).toEqual(['gone', 'ActivityNotFoundInConversation'])
  })

  it('goes to a person’s own conversation, where the directory’s id of them leads to it', async () => {
    const at = await chat.post(chatWithHugo, message, mark())
    expect(at.roomId).toBe(teams.as(HUGO).dm().id)
    await chat.edit(at, { ...message, words: 'Nothing waits any more.' }, mark())
    expect(wordsOf(messages(at.roomId)[0]?.attachments)).toContain('Nothing waits any more')
  })

  it('cannot be looked for: Teams shows no bot what stands in a conversation', async () => {
    expect(await chat.find(room, systemIds.random(), new Date())).toBe('cannot_look')
  })

  it('of the longest content there can be, stays below what Teams takes', async () => {
    const long = 'Something that has to be said at length, and is said again and again. '.repeat(2_000)
    const buttons: MessageScreen['buttons'] = []
    await chat.post(chatWithHugo, { ...message, title: long, words: long, buttons }, mark())
    const call = teams.log.findLast(({ operation }) => operation === 'send')
    expect(call?.status).toBe(201)
    expect(Buffer.byteLength(JSON.stringify(call?.body))).toBeLessThan(LIMITS.messageBytes)
  })
})

describe('what may stand in a shared channel', () => {
  it('nothing but a notice', async () => {
    const before = messages().length
    const error = await failure(chat.post(room, message, mark()))
    expect([error.code, error.detail]).toEqual(['unreachable', 'only_notices_in_rooms'])
    expect(messages()).toHaveLength(before)
  })

  it.each([
    ['a name', { tenancyNeeded: 'For Mrs Sharon Osgood' }],
    ['a postcode', { propertyNeeds: ['Near NW1 7HE'] }],
    ['a phone number', { areas: ['Bexley', '07700 900123'] }],
  ])('a notice with %s in it is not sent', async (_what, part) => {
    const before = calls('send')
    const error = await failure(chat.post(room, { ...notice, ...part }, mark()))
    expect([error.code, error.detail]).toEqual(['unreachable', expect.stringMatching(/^personal_details_/)])
    expect(error.message).not.toMatch(/Osgood|NW1|07700/)
    expect(calls('send')).toBe(before)
  })

  const others = 'tenant-others'
  it.each([
    ['a guest reads along', 'aad-guest', { tenantId: TENANT, guest: true }],
    ['people of another tenant read along', 'aad-other', { tenantId: others }],
  ])('no notice goes to a channel in which %s', async (_who, aadObjectId, user) => {
    if (!teams.store.tenants.has(others)) teams.addTenant({ id: others, name: 'Others' })
    teams.addUser({ aadObjectId, name: 'Somebody Else', ...user })
    const id = `19:shared-with-${aadObjectId}@thread.tacv2`
    const channel = { id, name: 'shared', type: 'shared' as const, members: [HUGO, aadObjectId] }
    teams.addTeam({ id: `${id}-team`, tenantId: TENANT, name: id, members: [HUGO], channels: [channel] })
    await teams.installInTeam(`${id}-team`, id, HUGO).catch(() => undefined)
    await remember(id, id)
    const error = await failure(chat.post({ ...room, id }, notice, mark()))
    expect([error.code, error.detail]).toEqual(['unreachable', 'channel_shared'])
    expect(messages(id)).toEqual([])
  })

  it('is looked at again: a guest who came later ends it after a quarter of an hour', async () => {
    await chat.post(room, notice, mark())
    const guest = { aadObjectId: 'aad-late-guest', tenantId: TENANT, name: 'Late Guest', guest: true }
    teams.addUser(guest)
    teams.store.teams.get(TEAM)?.members.add(guest.aadObjectId)
    ahead = 16 * 60_000
    expect((await failure(chat.post(room, notice, mark()))).detail).toBe('channel_shared')
    teams.store.teams.get(TEAM)?.members.delete(guest.aadObjectId)
    await chat.post(room, notice, mark())
  })

  it('is looked at page by page: a guest behind five hundred members is found', async () => {
    const id = '19:many@thread.tacv2'
    const members = Array.from({ length: 520 }, (_, index) => `aad-many-${index}`)
    for (const aadObjectId of members)
      teams.addUser({
        aadObjectId,
        tenantId: TENANT,
        name: aadObjectId,
        guest: aadObjectId === 'aad-many-519',
      })
    teams.addTeam({ id, tenantId: TENANT, name: 'Many', members, hasApp: true })
    await remember(id, id)
    expect((await failure(chat.post({ ...room, id }, notice, mark()))).detail).toBe('channel_shared')
    expect(messages(id)).toEqual([])
  })

  it('whether anybody else reads along could not be found out: nothing is posted, and it is tried again', async () => {
    teams.faults.next('pagedMembers', { kind: 'error500BeforeAccept' })
    const before = messages().length
    expect((await failure(newChat().post(room, notice, mark()))).code).toBe('not_accepted')
    expect(messages()).toHaveLength(before)
  })
})

describe('how a delivery fails', () => {
  const posting: [string, Fault, string, number][] = [
    ['asked to wait', { kind: 'ratelimited', retryAfter: 7 }, 'rate_limited', 0],
    ['a 500 before it was accepted', { kind: 'error500BeforeAccept' }, 'uncertain', 0],
    ['a 500 after it was accepted', { kind: 'error500AfterAccept' }, 'uncertain', 1],
    ['a 502', { kind: 'status', status: 502 }, 'uncertain', 0],
    ['a 503', { kind: 'status', status: 503 }, 'uncertain', 0],
    ['a 504', { kind: 'status', status: 504 }, 'uncertain', 0],
    ['a reset before it was accepted', { kind: 'resetBeforeAccept' }, 'uncertain', 0],
    ['a reset after it was accepted', { kind: 'resetAfterAccept' }, 'uncertain', 1],
    ['no answer in time', { kind: 'slow', ms: 1_000 }, 'uncertain', 1],
    ['412', { kind: 'status', status: 412 }, 'not_accepted', 0],
    ['a token that is refused', { kind: 'tokenRefused' }, 'not_accepted', 0],
    ['the app is not in the conversation', { kind: 'notInstalled' }, 'unreachable', 0],
    ['an administrator has blocked the app', { kind: 'disabledByAdmin' }, 'unreachable', 0],
    [
      'a message that is too big',
      { kind: 'apiError', status: 413, code: 'MessageSizeTooBig' },
      'unreachable',
      0,
    ],
    ['a card that is refused', { kind: 'apiError', status: 400, code: 'BadSyntax' }, 'unreachable', 0],
    ['a refusal that nobody knows', { kind: 'apiError', status: 400, code: 'Surprise' }, 'unreachable', 0],
  ]
  it.each(posting)(
    'posting, %s: one attempt, and never a second by itself',
    async (_what, fault, code, stands) => {
      await chat.post(room, notice, mark())
      const before = { messages: messages().length, sends: calls('send') }
      teams.faults.next('send', fault)
      const error = await failure(chat.post(room, notice, mark()))
      expect(error.code).toBe(code)
      if (fault.kind === 'ratelimited') expect(error.retryAfterMs).toBe(7_000)
      expect(messages()).toHaveLength(before.messages + stands)
      expect(calls('send') - before.sends).toBe(1)
    },
  )

  const editing: [string, Fault, string][] = [
    ['asked to wait', { kind: 'ratelimited', retryAfter: 3 }, 'rate_limited'],
    ['a 412', { kind: 'status', status: 412 }, 'not_accepted'],
    ['a 500', { kind: 'error500AfterAccept' }, 'not_accepted'],
    ['a 502', { kind: 'status', status: 502 }, 'not_accepted'],
    ['a 504', { kind: 'status', status: 504 }, 'not_accepted'],
    ['a reset', { kind: 'resetBeforeAccept' }, 'not_accepted'],
    ['no answer in time', { kind: 'slow', ms: 1_000 }, 'not_accepted'],
    [
      'the conversation is gone',
      { kind: 'apiError', status: 404, code: 'ConversationNotFound' },
      'unreachable',
    ],
    ['the app is not in the conversation', { kind: 'notInstalled' }, 'unreachable'],
  ]
  it.each(editing)('editing, %s; then it is edited in place', async (_what, fault, code) => {
    const at = await chat.post(room, notice, mark())
    const before = messages().length
    teams.faults.next('update', fault)
    expect((await failure(chat.edit(at, { ...notice, status: 'not_available' }, mark()))).code).toBe(code)
    await chat.edit(at, { ...notice, status: 'not_available' }, mark())
    expect(messages()).toHaveLength(before)
    expect(wordsOf(teams.store.message(ROOM, at.messageId)?.attachments)).toContain('Not available')
  })

  it('a tenant that blocks the app is unreachable until it lets the app in again', async () => {
    teams.faults.blockApp(TENANT)
    const error = await failure(chat.post(chatWithHugo, message, mark()))
    expect([error.code, error.detail]).toEqual(['unreachable', 'BotDisabledByAdmin'])
    teams.faults.unblockApp(TENANT)
    await chat.post(chatWithHugo, message, mark())
  })

  it('tokens that were revoked are fetched anew for the next try', async () => {
    await chat.post(chatWithHugo, message, mark())
    teams.faults.revokeTokens()
    expect((await failure(chat.post(chatWithHugo, message, mark()))).code).toBe('not_accepted')
    await chat.post(chatWithHugo, message, mark())
  })

  it('one token serves many messages', async () => {
    const before = calls('token')
    const fresh = newChat()
    for (let time = 0; time < 3; time++) await fresh.post(chatWithHugo, message, mark())
    expect(calls('token') - before).toBe(1)
  })

  it('no token for the app: nothing was accepted', async () => {
    teams.faults.next('token', { kind: 'tokenRefused' }, 2)
    const before = messages().length
    expect((await failure(newChat().post(chatWithHugo, message, mark()))).code).toBe('not_accepted')
    expect(messages()).toHaveLength(before)
  })

  it('where Teams has never spoken to us from, nobody can be reached', async () => {
    const error = await failure(chat.post({ ...chatWithHugo, id: 'aad-unheard' }, message, mark()))
    expect([error.code, error.detail]).toEqual(['unreachable', 'no_conversation'])
  })

  it('a server that cannot be reached at all has accepted nothing', async () => {
    await remember('aad-far', 'a:far', `${await closedPort()}/teams/`)
    expect((await failure(chat.post({ ...chatWithHugo, id: 'aad-far' }, message, mark()))).code).toBe(
      'not_accepted',
    )
  })

  it('a login that cannot be reached at all has let nothing through', async () => {
    const nobody = newChat(`${await closedPort()}/login`)
    expect((await failure(nobody.post(chatWithHugo, message, mark()))).code).toBe('not_accepted')
  })
})

/** An address at which nobody listens. */
async function closedPort(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${port}`
}
