import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Dict, WireKind } from '../../src/standins/slack/index.js'
import { answerTo, openForm, pressing, submission, type, whispers } from './acting.js'
import { intakeCommand, messageEvent } from './payloads.js'
import { readSaved, type Saved } from './saved.js'
import { COORDINATOR, HOUSING_OFFICER, LEAD, OFFICER, PARTNER, requestAt, type Staged } from './stage.js'
import { startWorld, type World, wordsOf } from './world.js'

const OUT_OF_DATE = /out of date\. Please open/
const NOTHING = 'Nothing found for you.'

let world: World
let saved: Saved
/** With the coordinator, with a landlord's lead, and with the partners. */
let submitted: Staged
let waiting: Staged
let offered: Staged
let press: Dict
let form: Dict
const unhandled: unknown[] = []
const hear = (reason: unknown) => unhandled.push(reason)

beforeAll(async () => {
  process.on('unhandledRejection', hear)
  world = await startWorld()
  saved = await readSaved(world)
  ;[submitted, waiting, offered] = await Promise.all([
    requestAt(world, 'submitted'),
    requestAt(world, 'awaiting_approval'),
    requestAt(world, 'offered', { ring: true }),
  ])
  const card = await type(world, COORDINATOR, `status ${await submitted.code()}`)
  press = pressing(world, COORDINATOR, card, 'send_for_approval')
  const asked = await openForm(world, COORDINATOR, { on: card, action: 'return_for_information' })
  form = submission(world, COORDINATOR, asked, { question: 'Is there a lift?' })
  await type(world, OFFICER, 'help')
  await type(world, HOUSING_OFFICER, 'help')
  await saved.settle()
})
afterAll(async () => {
  await saved?.end()
  await world?.end()
  process.off('unhandledRejection', hear)
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
  const event = (of: Dict): Dict => ({ ...messageEvent(world, 'mine'), event: of })
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
    ['a toString of its own', 'interaction', () => ({ ...press, user: { id: 'U', toString: null } })],
    ['half of a sign', 'interaction', () => action({ value: '\ud800' })],
    ['half of a sign in an id', 'event', () => event({ type: 'message', user: '\ud800', text: 'mine' })],
    ...['event', 'command', 'name', 'actions'].flatMap((key): typeof junk => [
      [`a form with ${key}`, 'interaction', () => ({ ...form, [key]: {} })],
      [`an unknown kind with ${key}`, 'interaction', () => ({ ...press, type: 'other', [key]: {} })],
    ]),
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
      () => ({ ...press, team, user: { id: world.userId(COORDINATOR) } }),
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
      () => without(intakeCommand(world, 'paused'), name),
    ]),
    [
      'a command of a hundred pages',
      'command',
      () => ({ ...intakeCommand(world, ''), text: 'status W-'.repeat(2e4) }),
    ],
    [
      'a command with a NUL in it',
      'command',
      () => ({ ...intakeCommand(world, ''), text: 'status W-\u0000' }),
    ],
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
          onBehalf: { personId: 'nuala-venning', confirmedBy: 'phone' },
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
    for (const requestId of [waiting.id, submitted.id]) {
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
