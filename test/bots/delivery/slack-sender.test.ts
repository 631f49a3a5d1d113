import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createChat } from '../../../src/bots/delivery/create-chat.js'
import { createSlackSender } from '../../../src/bots/delivery/slack-sender.js'
import type { Conversation } from '../../../src/core/people/account.js'
import { ChatError } from '../../../src/core/placement/chat-error.js'
import type { MessageScreen, NoticeScreen } from '../../../src/core/placement/screens.js'
import type { Chat } from '../../../src/core/ports.js'
import type { Fault } from '../../../src/standins/slack/index.js'
import { systemIds } from '../../../src/store/ids.js'
import { HUGO, ROOM, SCHEME, serve, startWorld, urlOf, type World, wordsOf } from '../slack/world.js'

let world: World
let chat: Chat
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.end())
beforeEach(() => {
  world.slack.faults.clear()
  world.slack.faults.unarchiveChannel(ROOM)
  world.slack.resetLimits()
  chat = newChat()
})

const newChat = () =>
  createChat({
    slack: createSlackSender({
      workspaces: world.opened.directory,
      store: world.opened.store,
      clock: world.ports.clock,
      apiUrl: world.slack.url,
      timeoutMs: 400,
    }),
  })(SCHEME)

const room: Conversation = { platform: 'slack', tenant: 'T0BEXLEY', kind: 'room', id: ROOM }
const chatWithHugo: Conversation = { ...room, kind: 'person', id: HUGO }
const homeOfHugo: Conversation = { ...room, kind: 'home', id: HUGO }
const mark = () => ({ placementId: systemIds.random(), revision: 1 })
const messages = () => world.slack.store.messages(ROOM)

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

const failure = async (work: Promise<unknown>): Promise<ChatError> => {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (error instanceof ChatError) return error
  throw new Error(`expected a ChatError, got ${String(error)}`)
}

describe('a placement on Slack', () => {
  it('is posted with its id in the metadata, edited in place, and withdrawn', async () => {
    const { placementId } = mark()
    const at = await chat.post(room, notice, { placementId, revision: 1 })
    const [posted] = messages()
    expect(posted?.metadata).toEqual({
      event_type: 'reciprocal_placement',
      event_payload: { placement_id: placementId },
    })
    expect(wordsOf(posted)).toContain('P-9XWQ4M')
    await chat.edit(at, { ...notice, status: 'not_available' }, { placementId, revision: 2 })
    expect(messages()).toHaveLength(1)
    expect(wordsOf(messages()[0])).toContain('Not available')
    await chat.withdraw(at)
    expect(messages()).toEqual([])
  })

  it('withdrawing what is gone already is no failure', async () => {
    const at = await chat.post(room, notice, mark())
    await chat.withdraw(at)
    await chat.withdraw(at)
  })

  it('goes to a person’s own conversation and to their Home', async () => {
    const at = await chat.post(chatWithHugo, message, mark())
    expect(at.roomId).toBe(world.slack.as(HUGO).dm().id)
    await chat.edit(at, { ...message, words: 'Nothing waits any more.' }, mark())
    expect(wordsOf(world.slack.store.messages(at.roomId)[0])).toContain('Nothing waits any more')
    await chat.post(homeOfHugo, message, mark())
    expect(wordsOf(world.slack.as(HUGO).home())).toContain('Something waits for you')
  })

  it('is found again by its id, and only by it', async () => {
    const since = new Date()
    const { placementId } = mark()
    world.slack.faults.next('chat.postMessage', { kind: 'error500AfterAccept' })
    expect((await failure(chat.post(room, notice, { placementId, revision: 1 }))).code).toBe('uncertain')
    const found = await chat.find(room, placementId, since)
    if (!found || found === 'cannot_look' || 'lookedBackTo' in found) return expect.fail('not found')
    expect(found.messageId).toBe(messages().at(-1)?.ts)
    world.slack.resetLimits()
    expect(await chat.find(room, systemIds.random(), since)).toBeNull()
    await chat.withdraw(found)
  })

  it('is found in a person’s own conversation, too', async () => {
    const { placementId } = mark()
    const at = await chat.post(chatWithHugo, message, { placementId, revision: 1 })
    expect(await chat.find(chatWithHugo, placementId, new Date())).toEqual(at)
  })
})

describe('what may stand in a shared channel', () => {
  it('nothing but a notice', async () => {
    const error = await failure(chat.post(room, message, mark()))
    expect([error.code, error.detail]).toEqual(['unreachable', 'only_notices_in_rooms'])
    expect(messages()).toEqual([])
  })

  it.each([
    ['a name', { tenancyNeeded: 'For Mrs Sharon Osgood' }],
    ['a postcode', { propertyNeeds: ['Near NW1 7HE'] }],
    ['a phone number', { areas: ['Bexley', '07700 900123'] }],
  ])('a notice with %s in it is not sent', async (_what, part) => {
    const error = await failure(chat.post(room, { ...notice, ...part }, mark()))
    expect(error.code).toBe('unreachable')
    expect(error.detail).toMatch(/^personal_details_/)
    expect(error.message).not.toMatch(/Osgood|NW1|07700/)
    expect(messages()).toEqual([])
  })

  it.each([
    ['public', { id: 'C0OPEN', private: false }, 'channel_not_private'],
    [
      'shared with another organisation',
      { id: 'C0SHARED', private: true, shared: ['T0CAMDEN'] },
      'channel_shared',
    ],
  ])('no notice goes to a channel that is %s', async (_what, setup, detail) => {
    world.slack.addChannel({ teamId: 'T0BEXLEY', name: setup.id.toLowerCase(), members: [HUGO], ...setup })
    const error = await failure(chat.post({ ...room, id: setup.id }, notice, mark()))
    expect([error.code, error.detail]).toEqual(['unreachable', detail])
    expect(world.slack.store.messages(setup.id)).toEqual([])
  })
})

describe('how a delivery fails', () => {
  const posting: [string, Fault, string, number][] = [
    ['asked to wait', { kind: 'ratelimited', retryAfter: 7 }, 'rate_limited', 0],
    ['a 500 before it was accepted', { kind: 'error500BeforeAccept' }, 'uncertain', 0],
    ['a 500 after it was accepted', { kind: 'error500AfterAccept' }, 'uncertain', 1],
    ['a reset after it was accepted', { kind: 'resetAfterAccept' }, 'uncertain', 1],
    ['no answer in time', { kind: 'slow', ms: 1_000 }, 'uncertain', 1],
    ['internal_error', { kind: 'apiError', error: 'internal_error' }, 'uncertain', 0],
    ['service_unavailable', { kind: 'apiError', error: 'service_unavailable' }, 'not_accepted', 0],
    ['invalid_blocks', { kind: 'apiError', error: 'invalid_blocks' }, 'unreachable', 0],
  ]
  it.each(posting)(
    'posting, %s: one attempt, and never a second by itself',
    async (_what, fault, code, stands) => {
      const before = messages().length
      await chat.post(room, notice, mark())
      const calls = world.slack.log.filter((call) => call.method === 'chat.postMessage').length
      world.slack.faults.next('chat.postMessage', fault)
      const error = await failure(chat.post(room, notice, mark()))
      expect(error.code).toBe(code)
      if (fault.kind === 'ratelimited') expect(error.retryAfterMs).toBe(7_000)
      expect(messages()).toHaveLength(before + 1 + stands)
      const tries = world.slack.log.filter((call) => call.method === 'chat.postMessage').length - calls
      expect(tries).toBe(1)
    },
  )

  const editing: [string, Fault, string][] = [
    ['a 500', { kind: 'error500AfterAccept' }, 'not_accepted'],
    ['a reset', { kind: 'resetBeforeAccept' }, 'not_accepted'],
    ['cant_update_message', { kind: 'apiError', error: 'cant_update_message' }, 'gone'],
    ['message_not_found', { kind: 'apiError', error: 'message_not_found' }, 'gone'],
    ['channel_not_found', { kind: 'apiError', error: 'channel_not_found' }, 'unreachable'],
  ]
  it.each(editing)('editing, %s', async (_what, fault, code) => {
    const at = await chat.post(room, notice, mark())
    world.slack.faults.next('chat.update', fault)
    expect((await failure(chat.edit(at, notice, mark()))).code).toBe(code)
  })

  it('an archived channel is unreachable', async () => {
    world.slack.faults.archiveChannel(ROOM)
    const error = await failure(chat.post(room, notice, mark()))
    expect([error.code, error.detail]).toEqual(['unreachable', 'is_archived'])
  })

  it('a revoked token is looked up once more, then unreachable; after a new installation it goes on', async () => {
    await chat.post(room, notice, mark())
    world.slack.faults.revokeToken('T0BEXLEY')
    expect((await failure(chat.post(room, notice, mark()))).code).toBe('unreachable')
    world.slack.faults.restoreToken('T0BEXLEY')
    await chat.post(room, notice, mark())
  })

  it('a workspace that is not bound is unreachable, and so is a platform that is not set up', async () => {
    const elsewhere = await failure(chat.post({ ...room, tenant: 'T0OTHER' }, notice, mark()))
    expect([elsewhere.code, elsewhere.detail]).toEqual(['unreachable', 'not_bound'])
    const none = createChat({ slack: null })(SCHEME)
    expect((await failure(none.post(room, notice, mark()))).detail).toBe('no_slack')
  })

  it('a server that cannot be reached at all has accepted nothing', async () => {
    const nobody = createChat({
      slack: createSlackSender({
        workspaces: world.opened.directory,
        store: world.opened.store,
        clock: world.ports.clock,
        apiUrl: `${await closedPort()}/api/`,
      }),
    })(SCHEME)
    expect((await failure(nobody.post(chatWithHugo, message, mark()))).code).toBe('not_accepted')
  })
})

/** An address at which nobody listens. */
async function closedPort(): Promise<string> {
  const server = await serve({ handle: () => false })
  const url = urlOf(server)
  await new Promise((resolve) => server.close(resolve))
  return url
}
