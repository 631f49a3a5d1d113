import { describe, expect, it } from 'vitest'
import type { Dict } from '../../../src/standins/botframework/index.js'
import {
  card,
  connectorOf,
  dataOf,
  execute,
  LEADS,
  MOVES,
  NORTH,
  ownCard,
  plainApp,
  postCard,
  sentence,
  startWorld,
  TEAM,
  words,
} from './support.js'

describe('words', () => {
  it('in the private chat reach the app in Teams’ own shape', async () => {
    const teams = await startWorld()
    const [heard, ada] = [await plainApp(teams), teams.as('ada')]
    expect(await ada.say('home')).toMatchObject({ sent: true, status: 200, saw: undefined })
    expect(heard[0]).toMatchObject({
      type: 'message',
      text: 'home',
      channelId: 'msteams',
      serviceUrl: `${teams.origin}/teams/${NORTH}/`,
      from: { id: teams.store.users.get('ada')?.id, aadObjectId: 'ada', name: 'Ada North' },
      recipient: { id: `28:${teams.appId}` },
      conversation: { id: ada.dm().id, conversationType: 'personal', tenantId: NORTH },
      channelData: { tenant: { id: NORTH } },
      locale: 'en-GB',
    })
    expect(ada.messages()).toMatchObject([{ text: 'home', fromApp: false, fromName: 'Ada North' }])
    await expect(teams.as('ben').say('hello')).rejects.toThrow('not installed')
  })

  it('in a channel reach the app only when it is there and mentioned', async () => {
    const teams = await startWorld()
    const [heard, ben] = [await plainApp(teams), teams.as('ben')]
    expect((await ben.sayInChannel(MOVES, 'status')).sent).toBe(false)
    await teams.installInTeam(TEAM, undefined, 'ada')
    heard.length = 0
    expect((await ben.sayInChannel(MOVES, 'psst', { mention: false })).sent).toBe(false)
    expect((await ben.sayInChannel(MOVES, 'status')).status).toBe(200)
    const { id } = teams.store.lastMessage(MOVES) ?? expect.fail()
    expect(heard).toMatchObject([
      {
        text: '<at>Reciprocal</at> status',
        entities: [{ type: 'mention', mentioned: { id: teams.botId } }, { type: 'clientInfo' }],
        conversation: { id: `${MOVES};messageid=${id}`, conversationType: 'channel', isGroup: true },
        channelData: { team: { id: TEAM, name: 'Moves' }, channel: { id: MOVES }, tenant: { id: NORTH } },
      },
    ])
    await expect(ben.sayInChannel(LEADS, 'x')).rejects.toThrow('not in channel')
    await expect(teams.as('cleo').sayInChannel(MOVES, 'x')).rejects.toThrow('not in channel')
  })
})

describe('a press on Action.Execute', () => {
  it('reaches the app as an invoke; a sentence is shown, and nothing is posted or updated', async () => {
    const teams = await startWorld()
    const heard = await plainApp(teams, () => sentence('Recorded.'))
    const shared = await postCard(teams, card([words('Agree?')], [execute('Agree', 'agree')]))
    const calls = teams.log.length
    const result = await teams.as('ada').press(shared, 'Agree')
    expect(result).toMatchObject({ status: 200, said: 'Recorded.', saw: undefined })
    expect(heard[0]).toMatchObject({
      type: 'invoke',
      name: 'adaptiveCard/action',
      replyToId: shared.id,
      value: {
        action: { type: 'Action.Execute', verb: 'agree', data: { press: 'agree:1' } },
        trigger: 'manual',
      },
    })
    expect(teams.as('ada').toasts()).toMatchObject([{ kind: 'message', text: 'Recorded.' }])
    expect(teams.log.length).toBe(calls)
  })

  it('can show a card of one’s own, which nobody else sees, until the shared card is updated', async () => {
    const teams = await startWorld()
    await plainApp(teams, (a) => (a.type === 'invoke' ? ownCard(card([words('For Ada')])) : {}))
    await teams.installInTeam(TEAM, undefined, 'ada')
    const shared = await postCard(teams, card([words('For all')], [execute('Look', 'look')]), MOVES)
    const [ada, ben] = [teams.as('ada'), teams.as('ben')]
    await ada.press(shared, 'look')
    expect(ada.view(shared)).toMatchObject({ own: true, card: card([words('For Ada')]) })
    expect(ben.view(shared)).toMatchObject({ own: false, card: { body: [words('For all')] } })
    await expect(ada.press(shared, 'look')).rejects.toThrow('there are: none')
    const call = await connectorOf(teams)
    await call('PUT', `conversations/${MOVES}/activities/${shared.id}`, { type: 'message', text: 'closed' })
    expect([ada.view(shared), ben.view(shared)]).toMatchObject([{ text: 'closed' }, { text: 'closed' }])
    expect(ada.view(shared)?.card).toBeUndefined()
  })

  it.each([
    ['another status', { status: 501 }, 'status 501'],
    ['nothing in it', {}, 'empty answer'],
    [
      'an error',
      { body: { statusCode: 500, type: 'application/vnd.microsoft.error', value: {} } },
      'statusCode 500',
    ],
    ['an unknown type', { body: { statusCode: 200, type: 'text/plain', value: 'x' } }, 'answer type'],
    ['a card Teams refuses', ownCard({ ...card(), version: '1.6' }), 'card refused'],
  ])('whose answer is %s is "Unable to reach app" to the person', async (_, answer, why) => {
    const teams = await startWorld()
    await plainApp(teams, () => answer)
    const shared = await postCard(teams, card([], [execute('Agree', 'agree')]))
    const { saw } = await teams.as('ada').press(shared, 'agree')
    expect(saw).toContain(`Unable to reach app (${why}`)
    expect(teams.as('ada').toasts()).toMatchObject([{ kind: 'trouble', text: saw }])
    expect(teams.as('ada').view(shared)?.own).toBe(false)
  })

  it('without an answer in time comes again with new ids, until it is answered', async () => {
    const teams = await startWorld({ invokeTimeoutMs: 60, redeliverDelaysMs: [0, 0, 0] })
    const heard = await plainApp(teams, (_, nth) => (nth < 3 ? 'silence' : sentence('Late.')))
    const shared = await postCard(teams, card([], [execute('Agree', 'agree')]))
    expect(await teams.as('ada').press(shared, 'agree')).toMatchObject({
      timedOut: true,
      status: 0,
      saw: 'Unable to reach app (no answer in time)',
    })
    await teams.settled()
    expect(heard).toHaveLength(3)
    expect(new Set(heard.map((a) => a.id)).size).toBe(3)
    expect(new Set(heard.map((a) => JSON.stringify([a.value, a.replyToId]))).size).toBe(1)
  })

  it('can be sent again at will, several at once, each with new ids', async () => {
    const teams = await startWorld()
    const heard = await plainApp(teams, () => sentence('Recorded.'))
    const shared = await postCard(teams, card([], [execute('Agree', 'agree')]))
    const once = await teams.as('ada').press(shared, 'agree')
    const again = await teams.redeliver(once, 3)
    expect(again.map((r) => r.status)).toEqual([200, 200, 200])
    expect(new Set(heard.map((a) => a.id)).size).toBe(4)
    expect(() => teams.redeliver(again[0] ?? expect.fail(), 1)).not.toThrow()
  })
})

describe('an old client', () => {
  it('sends the fallback as a message with a value, and shows nothing where there is none', async () => {
    const teams = await startWorld()
    const heard = await plainApp(teams)
    const bare = execute('Bare', 'bare', { fallback: 'drop' })
    const shared = await postCard(teams, card([], [execute('Agree', 'agree'), bare]))
    const ada = teams.as('ada')
    expect(await ada.press(shared, 'agree', { oldClient: true })).toMatchObject({
      status: 200,
      saw: undefined,
    })
    expect(heard[0]).toMatchObject({ type: 'message', value: { press: 'agree:1' }, replyToId: shared.id })
    expect(heard[0]).not.toHaveProperty('text')
    await expect(ada.press(shared, 'bare', { oldClient: true })).rejects.toThrow('shows nothing')
  })
})

describe('what can be pressed', () => {
  it('is what this person sees now, unless the screen lags', async () => {
    const teams = await startWorld()
    const heard = await plainApp(teams, () => sentence('Too late.'))
    const shared = await postCard(teams, card([], [execute('Agree', 'agree')]))
    const [ada, old] = [teams.as('ada'), { ...shared }]
    await expect(teams.as('ben').press(shared, 'agree')).rejects.toThrow('not in channel')
    await expect(ada.press(shared, 'Refuse')).rejects.toThrow('there are: Agree (agree)')
    const call = await connectorOf(teams)
    const path = `conversations/${shared.conversationId}/activities/${shared.id}`
    await call('PUT', path, { type: 'message', text: 'closed' })
    await expect(ada.press(shared, 'agree')).rejects.toThrow('shows no card')
    expect((await ada.press(old, 'agree', { stale: true })).said).toBe('Too late.')
    await call('DELETE', path)
    await expect(ada.press(shared, 'agree')).rejects.toThrow('sees no message')
    await ada.press(old, (a) => a.verb === 'agree', { stale: true })
    expect(heard).toHaveLength(2)
  })

  it('takes the card’s inputs along, and is held back by the client when one is missing', async () => {
    const teams = await startWorld()
    const heard = await plainApp(teams, () => sentence('Thanks.'))
    const why = { type: 'Input.Text', id: 'why', isRequired: true, errorMessage: 'Say why.' }
    const shared = await postCard(teams, card([why], [execute('Refuse', 'refuse')]))
    const ada = teams.as('ada')
    expect(await ada.press(shared, 'refuse')).toMatchObject({ sent: false, errors: { why: 'Say why.' } })
    await ada.press(shared, 'refuse', { values: { why: 'full' } })
    expect(dataOf(heard[0])).toMatchObject({ press: 'refuse:1', why: 'full' })
  })

  it('is nothing for an account that is switched off', async () => {
    const teams = await startWorld()
    await plainApp(teams)
    const shared = await postCard(teams, card([], [execute('Agree', 'agree')]))
    teams.faults.disableUser('ada')
    await expect(teams.as('ada').press(shared, 'agree')).rejects.toThrow('switched off')
    await expect(teams.as('ada').say('x')).rejects.toThrow('switched off')
  })
})

describe('a card with refresh', () => {
  it('shows its own view to the people it names, each asking for themselves', async () => {
    const teams = await startWorld()
    await plainApp(teams, (a) =>
      a.type === 'invoke' ? ownCard(card([words((a.from as Dict).name as string)])) : {},
    )
    await teams.installInTeam(TEAM, undefined, 'ada')
    const userIds = ['ada', 'ben'].map((u) => teams.store.users.get(u)?.id)
    const refresh = { action: { type: 'Action.Execute', title: 'r', verb: 'view' }, userIds }
    const shared = await postCard(teams, card([words('All')], [], { refresh }), TEAM)
    await teams.as('ben').refresh(shared)
    expect(teams.sent.at(-1)?.activity).toMatchObject({
      value: { trigger: 'automatic', action: { verb: 'view' } },
    })
    expect(teams.as('ben').view(shared)?.card).toMatchObject({ body: [words('Ben North')] })
    expect(teams.as('ada').view(shared)?.card).toMatchObject({ body: [words('All')] })
    await expect(teams.as('gil').refresh(shared)).rejects.toThrow('not refreshed for Gil')
  })
})

it('a screen holds what one person can see and nothing more', async () => {
  const teams = await startWorld()
  await plainApp(teams)
  await postCard(teams, card([words('secret')]))
  expect(teams.as('ada').screen()).toMatchObject({
    user: { name: 'Ada North', tenantName: 'North Homes' },
    chat: { hasApp: true, messages: [{ fromApp: true, card: { body: [words('secret')] } }] },
  })
  expect(
    teams
      .as('ada')
      .screen()
      .channels.map((c) => c.name),
  ).toEqual(['General', 'moves', 'leads'])
  expect(
    teams
      .as('cleo')
      .screen()
      .channels.map((c) => c.name),
  ).toEqual(['shared'])
  expect(JSON.stringify(teams.as('cleo').screen())).not.toContain('secret')
})
