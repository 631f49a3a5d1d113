import { describe, expect, it } from 'vitest'
import {
  askToken,
  attached,
  card,
  codeOf,
  connectorOf,
  execute,
  LEADS,
  MOVES,
  NORTH,
  SOUTH,
  startWorld,
  TEAM,
  words,
} from './support.js'

const message = (text: string) => ({ type: 'message', text })

describe('tokens for the connector', () => {
  it('are given for the app id and secret alone, and only for the Bot Framework', async () => {
    const teams = await startWorld()
    expect(await askToken(teams)).toMatchObject({
      status: 200,
      body: { token_type: 'Bearer', expires_in: 3_599 },
    })
    expect(await askToken(teams, { client_secret: 'x' })).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    })
    expect((await askToken(teams, { client_id: 'x' })).body?.error).toBe('unauthorized_client')
    expect((await askToken(teams, { scope: 'https://graph.example/.default' })).body?.error).toBe(
      'invalid_scope',
    )
    expect((await askToken(teams, { grant_type: 'password' })).body?.error).toBe('unsupported_grant_type')
    expect(JSON.stringify(teams.log)).not.toContain(teams.appPassword)
  })

  it('a missing, made-up, expired or revoked one gets 401', async () => {
    let now = Date.now()
    const teams = await startWorld({ clock: () => now })
    const call = await connectorOf(teams)
    const read = (header?: string) =>
      call('GET', `conversations/${teams.as('ada').dm().id}/members`, undefined, header)
    expect((await read()).status).toBe(200)
    expect(codeOf(await read(''))).toBe('401 Unauthorized')
    expect((await read('Bearer made-up')).status).toBe(401)
    now += 3_600_000
    expect((await read()).status).toBe(401)
    const again = await connectorOf(teams)
    teams.faults.revokeTokens()
    expect((await again('GET', `teams/${TEAM}`)).status).toBe(401)
  })
})

describe('a private chat', () => {
  it('begins only with somebody who has the app, of the tenant that is asked', async () => {
    const teams = await startWorld()
    const call = await connectorOf(teams)
    const begin = (id: string, tenantId = NORTH) =>
      call('POST', 'conversations', { bot: { id: teams.botId }, members: [{ id }], tenantId })
    const ada = teams.store.users.get('ada')?.id ?? ''
    const begun = await begin(ada)
    expect(begun).toMatchObject({ status: 201, body: { id: teams.as('ada').dm().id } })
    expect((await begin('ada')).body?.id).toBe(begun.body?.id)
    expect(codeOf(await begin('ben'))).toBe('403 ForbiddenOperationException')
    expect(codeOf(await begin('cleo'))).toBe('400 BadArgument')
    expect(codeOf(await begin('ada', SOUTH))).toBe('400 BadArgument')
    expect(codeOf(await call('POST', 'conversations', { members: [{ id: ada }] }))).toBe('400 BadSyntax')
  })

  it('takes messages, updates and deletions, which the store keeps', async () => {
    const teams = await startWorld()
    const call = await connectorOf(teams)
    const chat = teams.as('ada').dm().id
    const { status, body } = await call('POST', `conversations/${chat}/activities`, message('one'))
    expect(status).toBe(201)
    const id = String(body?.id)
    const put = await call('PUT', `conversations/${chat}/activities/${id}`, message('two'))
    expect(put).toMatchObject({ status: 200, body: { id } })
    expect(teams.store.message(chat, id)).toMatchObject({ text: 'two', edits: [{ text: 'one' }] })
    expect((await call('DELETE', `conversations/${chat}/activities/${id}`)).status).toBe(200)
    expect(teams.store.messages(chat)).toEqual([])
    expect(teams.store.messages(chat, true)).toHaveLength(1)
    for (const method of ['PUT', 'DELETE']) {
      const gone = await call(method, `conversations/${chat}/activities/${id}`, message('three'))
      expect(codeOf(gone)).toBe('404 ActivityNotFoundInConversation')
    }
    expect(teams.log.map((l) => [l.operation, l.status, l.tenantId]).slice(1, 4)).toEqual([
      ['send', 201, NORTH],
      ['update', 200, NORTH],
      ['delete', 200, NORTH],
    ])
  })

  it('is out of reach under another tenant, after uninstalling, and where the administrator blocks the app', async () => {
    const teams = await startWorld()
    const chat = teams.as('ada').dm().id
    const north = await connectorOf(teams)
    const south = await connectorOf(teams, SOUTH)
    const path = `conversations/${chat}/activities`
    expect(codeOf(await south('POST', path, message('x')))).toBe('404 ConversationNotFound')
    teams.faults.dropApp({ userId: 'ada' })
    expect(codeOf(await north('POST', path, message('x')))).toBe('403 BotNotInConversationRoster')
    teams.faults.blockApp(NORTH)
    expect(codeOf(await north('POST', path, message('x')))).toBe('403 BotDisabledByAdmin')
  })

  it('lets the app change nothing that a person wrote', async () => {
    const teams = await startWorld()
    const chat = teams.as('ada').dm()
    const { id } = teams.store.post(chat, { from: 'ada', text: 'mine' })
    const call = await connectorOf(teams)
    const put = await call('PUT', `conversations/${chat.id}/activities/${id}`, message('yours'))
    expect(codeOf(put)).toBe('403 NotEnoughPermissions')
  })
})

describe('a channel', () => {
  it('takes posts and replies in threads once the app is in the team; a private channel does not', async () => {
    const teams = await startWorld()
    const call = await connectorOf(teams)
    const post = (id: string) =>
      call('POST', 'conversations', {
        isGroup: true,
        channelData: { channel: { id } },
        activity: message('post'),
      })
    expect(codeOf(await post(MOVES))).toBe('403 BotNotInConversationRoster')
    teams.addTeam({ id: '19:with', tenantId: NORTH, name: 'With', hasApp: true, members: ['ada'] })
    const { body } = await post('19:with')
    expect(body?.id).toBe(`19:with;messageid=${String(body?.activityId)}`)
    await call('POST', `conversations/${encodeURIComponent(String(body?.id))}/activities`, message('reply'))
    expect(teams.store.messages('19:with').map((m) => [m.text, m.threadId === body?.activityId])).toEqual([
      ['post', true],
      ['reply', true],
    ])
    expect(codeOf(await post(LEADS))).toBe('403 BotNotInConversationRoster')
    expect(codeOf(await post('19:nowhere'))).toBe('404 ConversationNotFound')
  })
})

describe('a message that Teams would refuse', () => {
  const verbless = { type: 'Action.Execute', title: 'Go' }
  it.each([
    ['an attachment without content', { contentType: 'application/vnd.microsoft.card.adaptive' }],
    ['an unknown kind of attachment', { contentType: 'application/x-thing', content: {} }],
    ['a version newer than 1.5', attached({ ...card(), version: '1.6' })],
    ['no version', attached({ type: 'AdaptiveCard', body: [] })],
    ['Action.Execute without verb', attached(card([], [verbless]))],
    [
      'Action.Execute without verb deep inside',
      attached(card([{ type: 'Container', items: [{ type: 'ActionSet', actions: [verbless] }] }])),
    ],
    ['an unknown element', attached(card([{ type: 'Badge' }]))],
    ['an unknown action', attached(card([], [{ type: 'Action.Fly' }]))],
    ['an input without id', attached(card([{ type: 'Input.Text' }]))],
    [
      'the same input id twice',
      attached(
        card([
          { type: 'Input.Text', id: 'a' },
          { type: 'Input.Date', id: 'a' },
        ]),
      ),
    ],
    [
      'more than 6 primary actions',
      attached(
        card(
          [],
          Array.from({ length: 7 }, (_, i) => execute(`b${i}`, `v${i}`)),
        ),
      ),
    ],
    [
      'more than 60 people to refresh for',
      attached(
        card([], [], { refresh: { action: execute('r', 'r'), userIds: Array.from({ length: 61 }, String) } }),
      ),
    ],
  ])('%s: 400 BadSyntax, nothing posted', async (_, attachment) => {
    const teams = await startWorld()
    const call = await connectorOf(teams)
    const chat = teams.as('ada').dm().id
    const sent = await call('POST', `conversations/${chat}/activities`, {
      type: 'message',
      attachments: [attachment],
    })
    expect(codeOf(sent)).toBe('400 BadSyntax')
    expect(teams.store.messages(chat)).toEqual([])
  })

  it('is empty, of no known type, or larger than 28 KB', async () => {
    const teams = await startWorld()
    const call = await connectorOf(teams)
    const send = (body: unknown) => call('POST', `conversations/${teams.as('ada').dm().id}/activities`, body)
    expect(codeOf(await send({ type: 'message' }))).toBe('400 BadSyntax')
    expect(codeOf(await send({ type: 'event', text: 'x' }))).toBe('400 BadSyntax')
    const big = { type: 'message', attachments: [attached(card([words('x'.repeat(28 * 1_024))]))] }
    expect(codeOf(await send(big))).toBe('413 MessageSizeTooBig')
    expect(
      (await send({ type: 'message', attachments: [attached(card([words('x'.repeat(27_000))]))] })).status,
    ).toBe(201)
  })
})

it('an answer to a message that is not there is refused; to an id that is no message it is a plain send', async () => {
  const teams = await startWorld()
  const call = await connectorOf(teams)
  const chat = teams.as('ada').dm().id
  const answer = (id: string) => call('POST', `conversations/${chat}/activities/${id}`, message('x'))
  expect(codeOf(await answer('1700000000000'))).toBe('404 ActivityNotFoundInConversation')
  expect((await answer('f:4c1f')).status).toBe(201)
})

describe('rate limits', () => {
  it('refuse the eighth send to a conversation within a second, with Retry-After', async () => {
    let now = Date.now()
    const teams = await startWorld({ rateLimits: true, clock: () => now })
    const call = await connectorOf(teams)
    const send = (who: string) =>
      call('POST', `conversations/${teams.as(who).dm().id}/activities`, message('x'))
    for (let i = 0; i < 7; i += 1) expect((await send('ada')).status).toBe(201)
    const over = await send('ada')
    expect([codeOf(over), over.retryAfter]).toEqual(['429 Throttled', '1'])
    now += 1_000
    expect((await send('ada')).status).toBe(201)
    for (let i = 0; i < 52; i += 1) {
      now += 200
      await send('ada')
    }
    const busy = await send('ada')
    expect([codeOf(busy), Number(busy.retryAfter) > 10]).toEqual(['429 Throttled', true])
  })
})

it('addresses nobody knows get 404', async () => {
  const teams = await startWorld()
  const call = await connectorOf(teams)
  expect((await call('POST', 'conversations/a/b/c', {})).status).toBe(404)
  expect((await fetch(`${teams.origin}/elsewhere`)).status).toBe(404)
})
