import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { encodeButton } from '../../src/bots/views/button-value.js'
import type { Dict } from '../../src/standins/botframework/index.js'
import { systemIds } from '../../src/store/ids.js'
import {
  answers,
  answerTo,
  buttonOf,
  cardIn,
  closeDialogs,
  composed,
  executing,
  fetching,
  formOf,
  invoke,
  isAction,
  newestWith,
  sending,
  startTeamsWorld,
  submitting,
  type,
  wordsOf,
} from '../bots/teams/acting.js'
import { shows } from '../bots/teams/shows.js'
import { readSaved, type Saved } from './saved.js'
import { COORDINATOR, HOUSING_OFFICER, LEAD, OFFICER, PARTNER, requestAt, SECOND_LEAD } from './stage.js'
import { SCHEME, type World } from './world.js'

const OUT_OF_DATE = /out of date\. Please open/

let world: World
let saved: Saved
beforeAll(async () => {
  world = await startTeamsWorld()
  saved = await readSaved(world)
})
afterAll(async () => {
  await saved?.end()
  await world?.end()
})
afterEach(async () => {
  world.teams.faults.clear()
  closeDialogs(world, COORDINATOR, OFFICER, HOUSING_OFFICER, SECOND_LEAD)
})

describe('a view that is answered to a press is seen by its presser alone', () => {
  test('the shared card is neither updated nor sent again, whoever presses', async () => {
    const staged = await requestAt(world, 'circulated', { ring: true })
    await saved.settle()
    const room = world.room(PARTNER)
    const notice = await world.teams.store.until(() => world.teams.store.lastMessage(room))
    const shared = structuredClone(notice.attachments)
    const before = world.teams.log.length
    const press = encodeButton({
      action: 'show_waiting',
      ref: { kind: 'shown', shownId: systemIds.random() },
    })
    const answer = await world.teams.send(executing(world, HOUSING_OFFICER, press, notice))
    shows(answer, 'Waits for you')
    expect(cardIn(answer)).toMatchObject({ type: 'AdaptiveCard', version: '1.5' })
    const details = await world.inTeams(HOUSING_OFFICER).press(notice, isAction('open_details'))
    shows(details, 'Adults')
    expect(world.inTeams(HOUSING_OFFICER).dialog()).toBeDefined()
    await saved.settle()
    expect(world.teams.store.message(room, notice.id)?.attachments).toEqual(shared)
    const calls = world.teams.log.slice(before).map(({ operation }) => operation)
    expect(calls.filter((operation) => ['send', 'update', 'delete'].includes(operation))).toEqual([])
    expect(world.teams.store.messages(room)).toHaveLength(1)
    expect(await staged.history()).not.toContain('update')
  })

  test('no card of ours asks for a refresh, and no answer to an invoke changes a message', async () => {
    const updates = world.teams.log.filter(({ operation }) => operation === 'send' || operation === 'update')
    expect(updates.length).toBeGreaterThan(0)
    const shown = [...updates.map(({ body }) => body), ...world.teams.sent.map(({ body }) => body)]
    for (const one of shown) expect(JSON.stringify(one ?? {})).not.toContain('"refresh"')
  })
})

describe('every invoke gets an answer that can be shown', () => {
  const odd: [string, () => Dict | Promise<Dict>, RegExp][] = [
    ['a verb that nobody knows', () => executing(world, COORDINATOR, 'explode?now'), OUT_OF_DATE],
    [
      'a verb with data of another app',
      () =>
        invoke(world, COORDINATOR, 'adaptiveCard/action', {
          action: { type: 'Action.Execute', verb: 'x', data: {} },
        }),
      OUT_OF_DATE,
    ],
    [
      'no verb',
      () =>
        invoke(world, COORDINATOR, 'adaptiveCard/action', { action: { type: 'Action.Execute', data: {} } }),
      /./,
    ],
    [
      'an action of another type',
      () =>
        invoke(world, COORDINATOR, 'adaptiveCard/action', { action: { type: 'Action.Submit', data: {} } }),
      /./,
    ],
    ['no action', () => invoke(world, COORDINATOR, 'adaptiveCard/action', {}), /./],
    ['no value', () => invoke(world, COORDINATOR, 'adaptiveCard/action', undefined), /./],
    ['a name that nobody knows', () => invoke(world, COORDINATOR, 'composeExtension/query', {}), /./],
    ['no name', () => ({ ...invoke(world, COORDINATOR, '', {}), name: undefined }), /./],
    ['a sign-in', () => invoke(world, COORDINATOR, 'signin/verifyState', { state: 'x' }), /./],
    ['a dialog that nobody knows', () => fetching(world, COORDINATOR, 'explode?now'), OUT_OF_DATE],
    [
      'a dialog of another app',
      () => invoke(world, COORDINATOR, 'task/fetch', { data: { x: 1 } }),
      OUT_OF_DATE,
    ],
    ['a dialog without data', () => invoke(world, COORDINATOR, 'task/fetch', undefined), OUT_OF_DATE],
    [
      'a form of another app',
      () => invoke(world, COORDINATOR, 'task/submit', { data: { x: 1 } }),
      OUT_OF_DATE,
    ],
    ['a form without data', () => invoke(world, COORDINATOR, 'task/submit', undefined), OUT_OF_DATE],
  ]
  test.each(odd)('%s', async (_what, activity, words) => {
    const given = await activity()
    const answer = await world.teams.send(given)
    shows(answer, words)
    const isTask = String(given.name).startsWith('task/')
    expect(answer.body).toMatchObject(isTask ? { task: { type: 'message' } } : { statusCode: 200 })
  })

  test('a press on a card that the case has left behind: what became of it', async () => {
    const staged = await requestAt(world, 'submitted')
    const old = await buttonOf(staged, 'send_for_approval')
    const meta = await formOf(staged, 'return_for_information')
    await staged.take(COORDINATOR, 'send_for_approval')
    for (const activity of [
      executing(world, COORDINATOR, old),
      sending(world, COORDINATOR, meta, { question: 'Is there a lift?' }),
    ])
      shows(await world.teams.send(activity), /^(Already|This request|It|The request|.*has been)/)
    expect((await staged.record()).state).toBe('awaiting_approval')
  })
})

describe('what is delivered three times at once with new ids acts once, and every answer tells the same', () => {
  const three = async (activity: Dict): Promise<string[]> => {
    const first = await world.teams.send({ ...activity })
    const others = await world.teams.redeliver(first, 3)
    const all = [first, ...others]
    expect(new Set(all.map(({ activity: { id } }) => id)).size).toBe(4)
    return all.map(answerTo)
  }
  const atOnce = (activity: Dict): Promise<string[]> =>
    Promise.all(
      [1, 2, 3].map(async (time) => {
        const answer = await world.teams.send({ ...activity, id: `f:${time}-${systemIds.random()}` })
        return answerTo(answer)
      }),
    )

  test.each([
    ['late', three, 4],
    ['at once', atOnce, 3],
  ])('a step, %s', async (_when, deliver, times) => {
    const staged = await requestAt(world, 'submitted')
    const words = await deliver(executing(world, COORDINATOR, await buttonOf(staged, 'send_for_approval')))
    expect(words).toEqual(Array(times).fill(expect.stringMatching(/^Sent for approval to/)))
    expect((await staged.history()).filter((action) => action === 'send_for_approval')).toHaveLength(1)
  })

  test.each([
    ['late', three, 4],
    ['at once', atOnce, 3],
  ])('a form, %s', async (_when, deliver, times) => {
    const staged = await requestAt(world, 'awaiting_approval')
    const form = sending(world, LEAD, await formOf(staged, 'approve'), { identityConfirmed: 'true' })
    const words = await deliver(form)
    expect(words).toEqual(Array(times).fill(expect.stringMatching(/^Approved\. Thank you/)))
    expect((await staged.history()).filter((action) => action === 'approve')).toHaveLength(1)
  })

  test('the first page of a referral: one draft', async () => {
    const person = world.inTeams(OFFICER)
    await type(world, OFFICER, 'refer')
    await person.press(newestWith(world, OFFICER, 'refer'), isAction('refer'))
    const before = (await world.app.opened.store.forScheme(SCHEME).listRequests({})).length
    const sent = await person.submit({ consentGiven: true, consentDate: '2026-11-20', immediateRisk: 'no' })
    expect([sent.saw, sent.errors]).toEqual([undefined, {}])
    const again = await world.teams.redeliver(sent, 3)
    expect(again.map(answerTo)).toEqual(Array(3).fill(answerTo(sent)))
    expect(await world.app.opened.store.forScheme(SCHEME).listRequests({})).toHaveLength(before + 1)
  })

  test('the same message twice: answered once', async () => {
    const words = composed(world, COORDINATOR, 'intake paused')
    const before = answers(world, COORDINATOR).length
    await Promise.all([1, 2, 3].map(() => world.teams.send(words)))
    const told = answers(world, COORDINATOR).slice(before)
    await world.inTeams(COORDINATOR).say('intake open')
    expect(told.map(({ card }) => wordsOf(card))).toEqual([expect.stringMatching(/^Intake is paused/)])
  })

  test('the same words under new ids: the state is the same, and every answer says so', async () => {
    const before = answers(world, COORDINATOR).length
    await Promise.all(
      [1, 2, 3].map((time) =>
        world.teams.send({ ...composed(world, COORDINATOR, 'intake paused'), id: `f:word-${time}` }),
      ),
    )
    const told = answers(world, COORDINATOR).slice(before)
    const { intake } = await world.app.opened.store.forScheme(SCHEME).scheme()
    await world.inTeams(COORDINATOR).say('intake open')
    expect(intake).toBe('paused')
    expect(told.map(({ card }) => wordsOf(card))).toEqual(
      Array(3).fill(expect.stringMatching(/^Intake is paused/)),
    )
  })
})

describe('a client that knows no Action.Execute', () => {
  test('in a private chat its press does the same', async () => {
    const staged = await requestAt(world, 'submitted', { ring: true })
    const code = await staged.code()
    const card = await vi.waitFor(() => newestWith(world, COORDINATOR, 'send_for_approval', code))
    const pressed = await world
      .inTeams(COORDINATOR)
      .press(card, isAction('send_for_approval'), { oldClient: true })
    expect(pressed.status).toBe(200)
    expect(wordsOf(answers(world, COORDINATOR).at(-1)?.card)).toMatch(/^Sent for approval to/)
    expect((await staged.record()).state).toBe('awaiting_approval')
    const again = await world.teams.send(pressed.wire?.activity ?? {})
    expect(again.status).toBe(200)
    expect((await staged.history()).filter((action) => action === 'send_for_approval')).toHaveLength(1)
  })

  test('in a channel its press does the same, and only its presser reads what became of it', async () => {
    const staged = await requestAt(world, 'circulated', { ring: true })
    await saved.settle()
    const room = world.room(PARTNER)
    const notice = await world.teams.store.until(() =>
      world.teams.store.messages(room).findLast(({ attachments }) => wordsOf(attachments).includes('P-')),
    )
    const before = world.teams.store.messages(room).length
    const told = answers(world, HOUSING_OFFICER).length
    const pressed = await world
      .inTeams(HOUSING_OFFICER)
      .press(notice, isAction('raise_safety_concern'), { oldClient: true })
    expect(pressed.status).toBe(200)
    expect(world.teams.store.messages(room)).toHaveLength(before)
    expect(wordsOf(answers(world, HOUSING_OFFICER)[told]?.card)).toContain('999')
    expect((await staged.record()).safetyRaisedAt).not.toBeNull()
  })

  test('in a channel, whoever cannot be written to reads nothing but where to look', async () => {
    const room = world.room(PARTNER)
    const notice = await world.teams.store.until(() => world.teams.store.messages(room)[0])
    world.teams.addUser({
      aadObjectId: 'aad-newcomer',
      tenantId: notice.tenantId,
      name: 'New Comer',
      email: 'new.comer@bexley.example.org',
    })
    const from = { id: '29:1aad-newcomer', aadObjectId: 'aad-newcomer', name: 'New Comer' }
    const team = [...world.teams.store.teams.values()].find(({ channels }) => channels.has(room))
    team?.members.add('aad-newcomer')
    const before = world.teams.store.messages(room).length
    const press = encodeButton({
      action: 'show_waiting',
      ref: { kind: 'shown', shownId: systemIds.random() },
    })
    await world.teams.send({ ...submitting(world, HOUSING_OFFICER, press, notice), from })
    expect(
      world.teams.store
        .messages(room)
        .slice(before)
        .map(({ attachments }) => wordsOf(attachments)),
    ).toEqual(['Please use our private chat.'])
  })
})

describe('words in a channel', () => {
  test.each(['waiting', 'refer', 'status W-000000', 'Mrs Sharon Osgood lives at NW1 7HE', ''])(
    '“%s” is answered “Please use our private chat” and nothing else',
    async (words) => {
      const room = world.room(PARTNER)
      await saved.settle()
      const before = world.teams.store.messages(room).length
      const tables = await saved.content()
      await world.inTeams(HOUSING_OFFICER).sayInChannel(room, words)
      const [typed, answer, ...more] = world.teams.store.messages(room).slice(before)
      expect(typed?.from).toBe(world.userId(HOUSING_OFFICER))
      expect(wordsOf(answer?.attachments)).toBe('Please use our private chat.')
      expect(more).toEqual([])
      expect(world.inTeams(HOUSING_OFFICER).dialog()).toBeUndefined()
      expect({ ...(await saved.content()), ConversationReference: '' }).toEqual({
        ...tables,
        ConversationReference: '',
      })
    },
  )

  test('words that do not mention the app do not come, and nothing is said to them', async () => {
    const room = world.room(PARTNER)
    const before = world.teams.store.messages(room).length
    const { sent } = await world.inTeams(HOUSING_OFFICER).sayInChannel(room, 'waiting', { mention: false })
    expect(sent).toBe(false)
    expect(world.teams.store.messages(room)).toHaveLength(before + 1)
  })
})
