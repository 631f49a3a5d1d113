import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Dict, SendOptions, User, WireKind } from '../../src/standins/slack/index.js'
import { answerTo, openForm, pressing, submission, type, whispers } from './acting.js'
import { readSaved, type Saved } from './saved.js'
import { COORDINATOR, HOUSING_OFFICER, LEAD, OFFICER, PARTNER, requestAt, type Staged } from './stage.js'
import { startWorld, type World, wordsOf } from './world.js'

/** Leads of another landlord; the first one has not acted before. */
const GUEST = 'nuala-venning'
const COLLEAGUE = 'oscar-belgrave'
const OUT_OF_DATE = /out of date\. Please open/
const NOTHING = 'Nothing found for you.'
const NOT_CONNECTED = 'This workspace is not connected to the scheme. Please ask the coordinator.'
const NOT_A_MEMBER = 'Only full members of a connected workspace can use this.'

interface Approval {
  press: Dict
  form: Dict
}

let world: World
let saved: Saved
/** With the coordinator, with a landlord's lead, and with the partners. */
let submitted: Staged
let waiting: Staged
let offered: Staged
let otherId: string
let enfields: Approval
let brents: Approval
let press: Dict
let form: Dict
const unhandled: unknown[] = []
const hear = (reason: unknown) => unhandled.push(reason)

beforeAll(async () => {
  process.on('unhandledRejection', hear)
  world = await startWorld()
  saved = await readSaved(world)
  const other = await requestAt(world, 'awaiting_approval', { answers: { tenancy: { landlordId: 'brent' } } })
  ;[submitted, waiting, offered] = await Promise.all([
    requestAt(world, 'submitted'),
    requestAt(world, 'awaiting_approval'),
    requestAt(world, 'offered', { ring: true }),
  ])
  const card = await type(world, COORDINATOR, `status ${await submitted.code()}`)
  press = pressing(world, COORDINATOR, card, 'send_for_approval')
  const asked = await openForm(world, COORDINATOR, { on: card, action: 'return_for_information' })
  form = submission(world, COORDINATOR, asked, { question: 'Is there a lift?' })
  enfields = await approvalOf(waiting, LEAD)
  brents = await approvalOf(other, COLLEAGUE)
  otherId = other.id
  await type(world, OFFICER, 'help')
  await type(world, HOUSING_OFFICER, 'help')
  await saved.settle()
})
afterAll(async () => {
  await saved?.end()
  await world?.end()
  process.off('unhandledRejection', hear)
})

describe('what Slack has not signed just now: 401, and nothing is saved', () => {
  const requests: [string, WireKind, () => Dict][] = [
    ['a press', 'interaction', () => press],
    ['a form', 'interaction', () => form],
    ['a command', 'command', () => intakeCommand('paused')],
    ['an event', 'event', () => messageEvent('intake paused')],
  ]
  const forged: [string, () => SendOptions][] = [
    ['unsigned', () => ({ signingSecret: null })],
    ['signed with another secret', () => ({ signingSecret: 'not the secret' })],
    ['signed six minutes ago', () => ({ timestamp: Math.floor(Date.now() / 1_000) - 360 })],
  ]
  test.each(requests)('%s', async (_what, kind, payload) => {
    const before = await saved.tables()
    for (const [how, options] of forged)
      expect([how, (await world.slack.send(kind, payload(), options())).status]).toEqual([how, 401])
    expect(await saved.tables()).toEqual(before)
  })

  test('a signature taken from another body', async () => {
    const before = await saved.tables()
    const { sentHeaders } = await world.slack.send('interaction', { ...press, actions: [] })
    const answer = await deliver(JSON.stringify(press), sentHeaders)
    expect(answer.status).toBe(401)
    expect(await saved.tables()).toEqual(before)
  })

  test.each(requests)(
    '%s, let in once and recorded on the way: each time again',
    async (_what, kind, payload) => {
      const { status, sentBody, sentHeaders } = await world.slack.send(kind, payload())
      expect(status).toBe(200)
      await saved.settle()
      const before = await saved.tables()
      for (let again = 0; again < 3; again++) expect((await deliver(sentBody, sentHeaders)).status).toBe(401)
      expect(await saved.tables()).toEqual(before)
    },
  )
})

describe('what Slack would never send: never a 5xx, and nothing is saved', () => {
  const firstAction = () => (press.actions as Dict[])[0]
  const metaOf = ({ view: shown }: Dict): Dict => JSON.parse(String((shown as Dict).private_metadata))
  const typed = (value: unknown) => ({ values: { question: { question: { value } } } })
  const without = (from: Dict, ...names: string[]): Dict =>
    Object.fromEntries(Object.entries(from).filter(([name]) => !names.includes(name)))
  const action = (change: Dict): Dict => ({ ...press, actions: [{ ...firstAction(), ...change }] })
  const view = (change: Dict): Dict => ({ ...form, view: { ...(form.view as Dict), ...change } })
  const meta = (change: Dict): Dict =>
    view({ private_metadata: JSON.stringify({ ...metaOf(form), formKey: 'another', ...change }) })
  const event = (of: Dict): Dict => ({ ...messageEvent('mine'), event: of })
  const junk: [string, WireKind, () => Dict | string][] = [
    ['nothing', 'interaction', () => ''],
    ['no JSON', 'interaction', () => 'payload=%7Bnot'],
    ['no JSON at all', 'event', () => '{'],
    ...['null', '[]', '"x"', '1', 'true', '{}', '[[]]'].flatMap((json): typeof junk => [
      [`${json} as an interaction`, 'interaction', () => `payload=${encodeURIComponent(json)}`],
      [`${json} as an event`, 'event', () => json],
    ]),
    ['a hundred thousand brackets', 'interaction', () => `payload=${'['.repeat(1e5)}${']'.repeat(1e5)}`],
    ['a poisoned prototype', 'interaction', () => 'payload={"__proto__":{"type":"block_actions"}}'],
    ['an unknown kind', 'interaction', () => ({ ...press, type: 'something_else' })],
    ['a closed form', 'interaction', () => ({ ...form, type: 'view_closed' })],
    ...[undefined, null, 'x', [], [null], [7], [{}]].map((actions): (typeof junk)[0] => [
      `actions: ${JSON.stringify(actions)}`,
      'interaction',
      () => ({ ...press, actions }),
    ]),
    ...[7, {}, [], true].map((value): (typeof junk)[0] => [
      `a button's value: ${JSON.stringify(value)}`,
      'interaction',
      () => action({ value }),
    ]),
    ...[undefined, null, 'x', {}, { id: 7 }, { id: '' }, { id: 'U\u0000' }].flatMap((user): typeof junk => [
      [`user of a press: ${JSON.stringify(user)}`, 'interaction', () => ({ ...press, user })],
      [`user of a form: ${JSON.stringify(user)}`, 'interaction', () => ({ ...form, user })],
    ]),
    ...[undefined, null, 'x', {}, { id: 7 }, { id: 'T\u0000' }].map((team): (typeof junk)[0] => [
      `team: ${JSON.stringify(team)}`,
      'interaction',
      () => ({ ...press, team }),
    ]),
    ...[undefined, null, 'x', {}, []].map((one): (typeof junk)[0] => [
      `view: ${JSON.stringify(one)}`,
      'interaction',
      () => ({ ...form, view: one }),
    ]),
    ...[null, 7, {}, undefined].map((one): (typeof junk)[0] => [
      `metadata: ${JSON.stringify(one)}`,
      'interaction',
      () => view({ private_metadata: one }),
    ]),
    ...[null, 7, 'x', { values: null }, { values: [] }, { values: { question: null } }].map(
      (state): (typeof junk)[0] => [`state: ${JSON.stringify(state)}`, 'interaction', () => view({ state })],
    ),
    ['a number where text is typed', 'interaction', () => view({ state: typed(7) })],
    ['no title', 'interaction', () => view({ title: undefined })],
    ...[undefined, null, 'x', {}, { type: 'unheard_of' }].map((of): (typeof junk)[0] => [
      `event: ${JSON.stringify(of)}`,
      'event',
      () => event(of as Dict),
    ]),
    ['a message from nobody', 'event', () => event({ type: 'message', channel_type: 'im' })],
    [
      'a message that is a number',
      'event',
      () => event({ type: 'message', channel_type: 'im', user: 'U1', text: 5, channel: 'D1' }),
    ],
    ['Home of nobody', 'event', () => event({ type: 'app_home_opened', tab: 'home' })],
    ['a change of nobody', 'event', () => event({ type: 'user_change' })],
    ['tokens of nothing', 'event', () => event({ type: 'tokens_revoked' })],
    ...['command', 'text', 'user_id', 'channel_id', 'team_id', 'trigger_id'].map((name): (typeof junk)[0] => [
      `a command without ${name}`,
      'command',
      () => without(intakeCommand('paused'), name),
    ]),
    [
      'a command of a hundred pages',
      'command',
      () => ({ ...intakeCommand(''), text: 'status W-'.repeat(2e4) }),
    ],
    ['a command with a NUL in it', 'command', () => ({ ...intakeCommand(''), text: 'status W-\u0000' })],
    ['a form key with a NUL in it', 'interaction', () => meta({ formKey: 'a\u0000b' })],
    ['more than a megabyte', 'interaction', () => `payload=${'x'.repeat(1_200_000)}`],
  ]

  test('one after the other; a good request after them is answered as ever', async () => {
    const before = await saved.content()
    const wrong: string[] = []
    for (const [what, kind, payload] of junk) {
      const { status, timedOut, error } = await world.slack.send(kind, payload())
      if (status < 200 || status >= 500)
        wrong.push(`${what}: ${status} ${timedOut ? 'timeout' : (error ?? '')}`)
    }
    expect(wrong).toEqual([])
    expect(await saved.content()).toEqual(before)
    expect(wordsOf(await type(world, COORDINATOR, 'help'))).toContain('London Housing Reciprocal')
    expect(unhandled).toEqual([])
  })

  const told: [string, () => Dict, RegExp][] = [
    ['a button without a value', () => action({ value: undefined }), OUT_OF_DATE],
    ['an action that nobody knows', () => action({ value: 'drop?request=1&version=1' }), OUT_OF_DATE],
    ['a value without its case', () => action({ value: 'send_for_approval' }), OUT_OF_DATE],
    [
      'a version that is none',
      () => action({ value: `send_for_approval?request=${submitted.id}&version=x` }),
      OUT_OF_DATE,
    ],
    [
      'an id with a NUL in it',
      () => action({ value: 'send_for_approval?request=%00&version=1' }),
      OUT_OF_DATE,
    ],
    [
      'a request that does not exist',
      () => action({ value: 'send_for_approval?request=nobody&version=1' }),
      /^Nothing found for you\.$/,
    ],
    [
      'a step of somebody else',
      () => action({ value: `approve?request=${waiting.id}&version=1` }),
      /^Only the landlord’s named lead can do this/,
    ],
    [
      'a step that the state does not allow',
      () => action({ value: `recall?request=${waiting.id}&version=1` }),
      /so this step is not open/,
    ],
    [
      'an offer of another request',
      () => action({ value: `lapse_offer?request=${waiting.id}&version=1&offer=${offered.offerId}` }),
      /so this step is not open/,
    ],
    [
      'a page of a form that is not open',
      () => action({ value: 'go_to_step?shown=x&step=risk' }),
      OUT_OF_DATE,
    ],
  ]
  test.each(told)('%s: the person reads why', async (_what, payload, words) => {
    const before = await saved.content()
    const heard = whispers(world, COORDINATOR).length
    expect((await world.slack.send('interaction', payload())).status).toBe(200)
    const [sentence] = await world.until(() => {
      const since = whispers(world, COORDINATOR).slice(heard)
      return since.length > 0 && since
    })
    expect(sentence).toMatch(words)
    expect(await saved.content()).toEqual(before)
  })

  const answered: [string, () => Dict, RegExp][] = [
    ['metadata that is no JSON', () => view({ private_metadata: '{' }), OUT_OF_DATE],
    ['a form that nobody knows', () => meta({ form: 'drop' }), OUT_OF_DATE],
    ['rights in the metadata', () => meta({ role: 'coordinator' }), OUT_OF_DATE],
    ['a request that does not exist', () => meta({ requestId: 'nobody' }), /^Nothing found for you\.$/],
    [
      'a step of somebody else',
      () => meta({ form: 'ask_question', step: 'ask_question', requestId: waiting.id }),
      /^Only the landlord’s named lead can do this/,
    ],
    [
      'in the name of somebody who has no part in it',
      () =>
        meta({
          form: 'ask_question',
          step: 'ask_question',
          requestId: waiting.id,
          onBehalf: { personId: GUEST, confirmedBy: 'phone' },
        }),
      /no part in this request/,
    ],
    ['without a case', () => meta({ requestId: undefined, ref: null }), OUT_OF_DATE],
  ]
  test.each(answered)('a form with %s: the person reads why', async (_what, payload, words) => {
    const before = await saved.content()
    const sent = await world.slack.send('interaction', payload())
    expect(sent.status).toBe(200)
    expect(answerTo(sent)).toMatch(words)
    expect(await saved.content()).toEqual(before)
  })

  test('nobody but a coordinator acts in the name of somebody else', async () => {
    const before = await saved.content()
    const team = { id: world.slack.store.users.get(world.userId(OFFICER))?.teamId }
    const sent = await world.slack.send('interaction', {
      ...meta({
        form: 'approve',
        step: 'approve',
        requestId: waiting.id,
        onBehalf: { personId: LEAD, confirmedBy: 'phone' },
      }),
      team,
      user: { id: world.userId(OFFICER) },
    })
    expect(answerTo(sent)).toMatch(/^Only a coordinator can record a step for somebody else/)
    expect(await saved.content()).toEqual(before)
  })

  test('in a shared channel a request id opens nothing: an officer finds only what was sent to the own partner', async () => {
    const before = await saved.content()
    const room = world.room(PARTNER)
    const notice = await world.until(() => world.slack.store.messages(room).at(-1))
    const heard = whispers(world, HOUSING_OFFICER).length
    for (const requestId of [waiting.id, otherId]) {
      const value = `raise_safety_concern?request=${requestId}&version=1`
      const pressed = pressing(world, HOUSING_OFFICER, notice, 'raise_safety_concern')
      const [button] = pressed.actions as Dict[]
      await world.slack.send('interaction', { ...pressed, actions: [{ ...button, value }] })
    }
    await world.until(() => whispers(world, HOUSING_OFFICER).length === heard + 2)
    for (const words of whispers(world, HOUSING_OFFICER).slice(heard)) expect(words).toContain(NOTHING)
    expect(await saved.content()).toEqual(before)
  })
})

describe('a press or a form of somebody who is nobody here is refused in words, and nothing is saved', () => {
  test('of a workspace that has no part in the request', () =>
    expectRefused(enfields, userOf('conor-belgrave'), teamOf('conor-belgrave'), NOTHING))

  test('of another workspace, as if it were the landlord’s', () =>
    expectRefused(enfields, userOf('conor-belgrave'), teamOf(LEAD), NOT_A_MEMBER))

  test('of the right workspace, but not in the directory', () => {
    const stranger = { id: 'U0STRANGER', name: 'stranger', email: 'stranger@example.org' }
    world.slack.addUser({ ...stranger, teamId: teamOf(LEAD) })
    return expectRefused(enfields, stranger, teamOf(LEAD), NOTHING)
  })

  test('of a guest, though the directory names them as a lead', () => {
    const guest = Object.assign(userOf(GUEST), { isRestricted: true })
    return expectRefused(brents, guest, teamOf(GUEST), NOT_A_MEMBER)
  })

  test('of an account that is deactivated, from the moment Slack tells of it', async () => {
    const { id, teamId: team_id } = Object.assign(userOf(LEAD), { deleted: true })
    await world.slack.event(team_id, { type: 'user_change', user: { id, team_id, deleted: true } })
    await expectRefused(enfields, { id }, team_id, NOT_A_MEMBER)
  })

  test('of a workspace that no organisation is bound to', async () => {
    const before = await saved.tables()
    world.slack.addWorkspace({ id: 'T0ELSEWHERE', name: 'Elsewhere', botToken: 'xoxb-elsewhere' })
    const { body, status } = await world.slack.send('command', {
      ...intakeCommand('paused'),
      team_id: 'T0ELSEWHERE',
      user_id: 'U0ELSEWHERE',
    })
    expect([status, (body as Dict).text]).toEqual([200, NOT_CONNECTED])
    expect(await saved.tables()).toEqual(before)
  })
})

/** An approval that would be taken from its lead, sent by somebody else. */
async function expectRefused(
  approval: Approval,
  user: { id: string },
  team: string,
  words: string,
): Promise<void> {
  const before = await saved.content()
  const by = { user: { id: user.id, team_id: team }, team: { id: team } }
  expect((await world.slack.send('interaction', { ...approval.press, ...by })).status).toBe(200)
  const sent = await world.slack.send('interaction', { ...approval.form, ...by })
  expect([sent.status, answerTo(sent)]).toEqual([200, words])
  expect(await saved.content()).toEqual(before)
}

/** What a lead would press and send to approve. */
async function approvalOf(staged: Staged, lead: string): Promise<Approval> {
  const card = await type(world, lead, `status ${await staged.code()}`)
  const view = await openForm(world, lead, { on: card, action: 'approve' })
  return {
    press: pressing(world, lead, card, 'approve'),
    form: submission(world, lead, view, { identityConfirmed: ['yes'] }),
  }
}

function intakeCommand(intake: string): Dict {
  return {
    command: '/reciprocal',
    text: `intake ${intake}`,
    team_id: teamOf(COORDINATOR),
    user_id: userOf(COORDINATOR).id,
    channel_id: world.as(COORDINATOR).dm().id,
    trigger_id: randomUUID(),
  }
}

function messageEvent(text: string): Dict {
  const { id: channel } = world.as(COORDINATOR).dm()
  const user = userOf(COORDINATOR).id
  return {
    type: 'event_callback',
    team_id: teamOf(COORDINATOR),
    event_id: randomUUID(),
    event: { type: 'message', channel_type: 'im', user, text, channel, ts: '1.1' },
  }
}

function deliver(
  body: string,
  { 'content-length': _length, ...headers }: Record<string, string>,
): Promise<Response> {
  return fetch(`${world.app.url}/slack/events`, { method: 'POST', headers, body })
}

function userOf(personId: string): User {
  const user = world.slack.store.users.get(world.userId(personId))
  if (!user) throw new Error(`${personId} has no account`)
  return user
}

function teamOf(personId: string): string {
  return userOf(personId).teamId
}
