import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Dict, SendResult } from '../../src/standins/botframework/index.js'
import {
  answerTo,
  buttonOf,
  composed,
  executing,
  fetching,
  formOf,
  installing,
  invoke,
  sending,
  startTeamsWorld,
  submitting,
  type,
  wordsOf,
} from '../bots/teams/acting.js'
import { readSaved, type Saved } from './saved.js'
import { COORDINATOR, HOUSING_OFFICER, LEAD, OFFICER, PARTNER, requestAt, type Staged } from './stage.js'
import type { World } from './world.js'

const OUT_OF_DATE = /out of date\. Please open/
const NOTHING = /^Nothing found for you\.$/

let world: World
let saved: Saved
/** With the coordinator, with a landlord's lead, and with the partners. */
let submitted: Staged
let waiting: Staged
let offered: Staged
let press: string
const unhandled: unknown[] = []
const hear = (reason: unknown) => unhandled.push(reason)

beforeAll(async () => {
  process.on('unhandledRejection', hear)
  world = await startTeamsWorld()
  saved = await readSaved(world)
  ;[submitted, waiting, offered] = await Promise.all([
    requestAt(world, 'submitted'),
    requestAt(world, 'awaiting_approval'),
    requestAt(world, 'offered', { ring: true }),
  ])
  press = await buttonOf(waiting, 'approve')
  for (const person of [COORDINATOR, OFFICER, HOUSING_OFFICER]) await type(world, person, 'help')
  await saved.settle()
})
afterAll(async () => {
  await saved?.end()
  await world?.end()
  process.off('unhandledRejection', hear)
})

/** A press that leads to nothing, however well it is made. */
const pressing = () => executing(world, COORDINATOR, press)
const asking = async (change: Dict = {}, values: Dict = { question: 'Is there a lift?' }) => {
  const meta = { ...(await formOf(submitted, 'return_for_information')), ...change }
  return sending(world, COORDINATOR, meta, values)
}

describe('bodies that no activity can be read from, before any token is looked at: refused without a trace', () => {
  const bodies: [string, string | Buffer, number][] = [
    ['nothing', '', 400],
    ['no JSON', '{not', 400],
    ['null', 'null', 400],
    ['a list', '[]', 400],
    ['a word', '"x"', 400],
    ['an empty object', '{}', 400],
    ['bytes', Buffer.from([0xff, 0xfe, 0x00, 0x7b]), 400],
    ['a hundred thousand brackets', '['.repeat(1e5) + ']'.repeat(1e5), 400],
    ['a poisoned prototype', '{"__proto__":{"type":"message","channelId":"msteams"}}', 400],
    ['more than a megabyte', `{"text":"${'x'.repeat(1_200_000)}"}`, 413],
  ]
  test.each(bodies)('%s', async (_what, body, status) => {
    const before = await saved.tables()
    const { authorization } = await world.teams.send(composed(world, LEAD), { token: 'forgedSignature' })
    const text = status === 413 ? 'The request is too large.\n' : ''
    expect(await post(body, { authorization: String(authorization) })).toEqual({ status, text })
    expect(await post(body, {})).toEqual({ status: status === 413 ? 413 : 401, text })
    expect(await saved.tables()).toEqual(before)
  })

  test('other methods and other paths are left to others', async () => {
    expect((await fetch(`${world.app.url}/api/messages`)).status).toBe(404)
    expect((await fetch(`${world.app.url}/api/messages/x`, { method: 'POST' })).status).toBe(404)
  })
})

type Junk = [string, () => Dict | Promise<Dict>]

describe('what Teams would never send, signed as if it did: never a 5xx, and nothing is saved', () => {
  const values = [undefined, null, 7, '', 'x', [], [null], {}, { id: 7 }, { id: '' }]
  const strange = ['\ud800', 'ж', 'a b', 'a\n', 'x'.repeat(2_001)].map((id) => ({ id }))
  const change = (of: Dict, at: string, value: unknown): Dict => ({ ...of, [at]: value })
  const junk: Junk[] = [
    ...[
      'type',
      'channelId',
      'serviceUrl',
      'from',
      'recipient',
      'conversation',
      'channelData',
      'id',
      'name',
      'value',
      'entities',
      'replyToId',
      'timestamp',
      'locale',
    ].flatMap((at) =>
      values.flatMap((value): Junk[] => [
        [`${at} of a press: ${JSON.stringify(value)}`, () => change(pressing(), at, value)],
        [
          `${at} of words: ${JSON.stringify(value)}`,
          () => change(composed(world, COORDINATOR, 'mine'), at, value),
        ],
        [
          `${at} of an installation: ${JSON.stringify(value)}`,
          () => change(installing(world, COORDINATOR, 'add'), at, value),
        ],
      ]),
    ),
    ...['from', 'recipient', 'conversation'].flatMap((at) =>
      [...strange, { id: 'x', constructor: null }].map((value): Junk => {
        const words = () => composed(world, COORDINATOR, 'mine')
        return [
          `${at} of words: ${JSON.stringify(value).slice(0, 40)}`,
          () => change(words(), at, { ...(words()[at] as Dict), ...value }),
        ]
      }),
    ),
    ...values
      .flatMap((value): Junk[] => [
        [`text: ${JSON.stringify(value)}`, () => change(composed(world, COORDINATOR, 'mine'), 'text', value)],
        [
          `action of a press: ${JSON.stringify(value)}`,
          () => invoke(world, COORDINATOR, 'adaptiveCard/action', { action: value }),
        ],
        [
          `data of a press: ${JSON.stringify(value)}`,
          () =>
            invoke(world, COORDINATOR, 'adaptiveCard/action', {
              action: { type: 'Action.Execute', verb: 'x', data: value },
            }),
        ],
        [
          `data of a dialog: ${JSON.stringify(value)}`,
          () => invoke(world, COORDINATOR, 'task/fetch', { data: value }),
        ],
        [
          `data of a sent dialog: ${JSON.stringify(value)}`,
          () => invoke(world, COORDINATOR, 'task/submit', { data: value }),
        ],
        [
          `a form: ${JSON.stringify(value)}`,
          () => invoke(world, COORDINATOR, 'task/submit', { data: { form: value, question: 'x' } }),
        ],
        [
          `a press of an old client: ${JSON.stringify(value)}`,
          () => ({ ...submitting(world, COORDINATOR, press), value: { press: value } }),
        ],
        [
          `tenant: ${JSON.stringify(value)}`,
          () => ({ ...composed(world, COORDINATOR, 'mine'), channelData: { tenant: value } }),
        ],
        [
          `person: ${JSON.stringify(value)}`,
          () => ({ ...pressing(), from: { id: '29:x', aadObjectId: value } }),
        ],
        [
          `action of an installation: ${JSON.stringify(value)}`,
          () => change(installing(world, COORDINATOR, 'add'), 'action', value),
        ],
        [`an answer typed: ${JSON.stringify(value)}`, () => asking({}, { question: value } as Dict)],
      ])
      .filter(([what]) => !['an answer typed: "x"'].includes(what)),
    ['a type nobody knows', () => ({ ...composed(world, COORDINATOR), type: 'unheardOf' })],
    [
      'a reaction',
      () => ({
        ...composed(world, COORDINATOR),
        type: 'messageReaction',
        reactionsAdded: [{ type: 'like' }],
      }),
    ],
    ['an edited message', () => ({ ...composed(world, COORDINATOR), type: 'messageUpdate' })],
    ['a person with a NUL', () => ({ ...pressing(), from: { id: '29:x', aadObjectId: 'a\u0000' } })],
    ['a tenant with a NUL', () => ({ ...pressing(), channelData: { tenant: { id: 'T\u0000' } } })],
    [
      'a conversation with a NUL',
      () => ({ ...pressing(), conversation: { id: 'a:\u0000', conversationType: 'personal' } }),
    ],
    ['words with a NUL', () => composed(world, COORDINATOR, 'status W-\u0000')],
    ['words of a hundred pages', () => composed(world, COORDINATOR, 'status W-'.repeat(2e4))],
    ['a form key with a NUL', () => asking({ formKey: 'a\u0000b' })],
  ]

  test('one after the other; a good request after them is answered as ever', {
    timeout: 120_000,
  }, async () => {
    const before = await unchanging()
    const wrong: string[] = []
    for (const [what, activity] of junk) {
      const given = await activity()
      // A service address that is none has no token either.
      if (what.startsWith('serviceUrl')) continue
      const answer = await world.teams.send(given)
      if (answer.status < 200 || answer.status >= 500)
        wrong.push(`${what}: ${answer.status} ${answer.error ?? ''}`)
      if (given.type === 'invoke' && answer.status === 200 && !isShowable(answer))
        wrong.push(`${what}: ${answer.text}`)
    }
    expect(wrong).toEqual([])
    expect(await unchanging()).toEqual(before)
    expect(wordsOf((await type(world, COORDINATOR, 'help')).card)).toContain('London Housing Reciprocal')
    expect(unhandled).toEqual([])
  })

  const told: [string, () => string, RegExp][] = [
    ['an action that nobody knows', () => 'drop?request=1&version=1', OUT_OF_DATE],
    ['a value without its case', () => 'send_for_approval', OUT_OF_DATE],
    ['a version that is none', () => `send_for_approval?request=${submitted.id}&version=x`, OUT_OF_DATE],
    ['an id with a NUL in it', () => 'send_for_approval?request=%00&version=1', OUT_OF_DATE],
    ['a request that does not exist', () => 'send_for_approval?request=nobody&version=1', NOTHING],
    [
      'a step of somebody else',
      () => `approve?request=${waiting.id}&version=1`,
      /^Only the landlord’s named lead can do this/,
    ],
    [
      'a step that the state does not allow',
      () => `recall?request=${waiting.id}&version=1`,
      /so this step is not open/,
    ],
    [
      'an offer of another request',
      () => `lapse_offer?request=${waiting.id}&version=1&offer=${offered.offerId}`,
      /so this step is not open/,
    ],
    ['a page of a form that is not open', () => 'go_to_step?shown=x&step=risk', OUT_OF_DATE],
  ]
  test.each(told)('%s: the person reads why, however it was pressed', async (_what, value, words) => {
    const before = await saved.content()
    for (const make of [executing, fetching]) {
      const answer = await world.teams.send(make(world, COORDINATOR, value()))
      expect([answer.status, answerTo(answer)]).toEqual([200, expect.stringMatching(words)])
    }
    const old = await world.teams.send(submitting(world, COORDINATOR, value()))
    expect(old.status).toBe(200)
    expect(wordsOf(world.inTeams(COORDINATOR).messages().at(-1)?.card)).toMatch(words)
    expect(await saved.content()).toEqual(before)
  })

  const answered: [string, () => Dict, RegExp][] = [
    ['a form that nobody knows', () => ({ form: 'drop' }), OUT_OF_DATE],
    ['rights in the metadata', () => ({ role: 'coordinator' }), OUT_OF_DATE],
    ['a request that does not exist', () => ({ requestId: 'nobody' }), NOTHING],
    [
      'a step of somebody else',
      () => ({ form: 'ask_question', step: 'ask_question', requestId: waiting.id }),
      /^Only the landlord’s named lead can do this/,
    ],
    [
      'in the name of somebody who has no part in it',
      () => ({
        form: 'ask_question',
        step: 'ask_question',
        requestId: waiting.id,
        onBehalf: { personId: 'nuala-venning', confirmedBy: 'phone' },
      }),
      /no part in this request/,
    ],
    ['without a case', () => ({ requestId: undefined, ref: null }), OUT_OF_DATE],
    ['another scheme', () => ({ schemeId: 'cambridge' }), /./],
  ]
  test.each(answered)('a form with %s: the person reads why', async (_what, change, words) => {
    const before = await saved.content()
    const answer = await world.teams.send(await asking(change()))
    expect([answer.status, answerTo(answer)]).toEqual([200, expect.stringMatching(words)])
    expect(await saved.content()).toEqual(before)
  })

  test('a form with metadata that is no JSON: the person reads why', async () => {
    const answer = await world.teams.send(
      invoke(world, COORDINATOR, 'task/submit', { data: { form: '{', question: 'Is there a lift?' } }),
    )
    expect([answer.status, answerTo(answer)]).toEqual([200, expect.stringMatching(OUT_OF_DATE)])
  })

  test('nobody but a coordinator acts in the name of somebody else', async () => {
    const before = await saved.content()
    const meta = {
      ...(await formOf(waiting, 'approve')),
      onBehalf: { personId: LEAD, confirmedBy: 'phone' as const },
    }
    const answer = await world.teams.send(sending(world, OFFICER, meta, { identityConfirmed: 'true' }))
    expect(answerTo(answer)).toMatch(/^Only a coordinator can record a step for somebody else/)
    expect(await saved.content()).toEqual(before)
  })

  test('in a shared channel a request id opens nothing: an officer finds only what was sent to the own partner', async () => {
    const notice = await world.teams.store.until(() => world.teams.store.lastMessage(world.room(PARTNER)))
    const before = await content()
    for (const { id } of [waiting, submitted]) {
      const value = `raise_safety_concern?request=${id}&version=1`
      const answer = await world.teams.send(executing(world, HOUSING_OFFICER, value, notice))
      expect(answerTo(answer)).toContain('Nothing found for you.')
    }
    expect(await content()).toEqual(before)
  })
})

/** When a channel last spoke is no content. */
async function content() {
  const { ConversationReference: _seen, ...rest } = await saved.content()
  return rest
}

/** Where words lead to an answer, that they were heard is written down; an added app is greeted. */
async function unchanging() {
  const { Receipt: _heard, ...steps } = await saved.steps()
  return steps
}

function isShowable({ text, body }: SendResult): boolean {
  return text.length > 2 && answerTo({ body }).length > 0
}

function post(
  body: string | Buffer,
  headers: Record<string, string>,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      `${world.app.url}/api/messages`,
      { method: 'POST', headers: { 'content-type': 'application/json', ...headers } },
      (incoming) => {
        let text = ''
        incoming.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk
        })
        incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, text }))
      },
    )
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}
