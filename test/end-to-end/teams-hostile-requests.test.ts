import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ConversationReference } from '../../src/bots/edges.js'
import type { Dict, SendResult, TokenKind, User } from '../../src/standins/botframework/index.js'
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
  wordsOf,
} from '../bots/teams/acting.js'
import { readSaved, type Saved } from './saved.js'
import { COORDINATOR, LEAD, requestAt, type Staged } from './stage.js'
import type { World } from './world.js'

/** Leads of another landlord; the first one has not acted before. */
const GUEST = 'nuala-venning'
const COLLEAGUE = 'oscar-belgrave'
/** A lead of a landlord that has no part in any of this. */
const ELSEWHERE = 'conor-belgrave'
const NOTHING = 'Nothing found for you.'
const NOT_CONNECTED = 'This workspace is not connected to the scheme. Please ask the coordinator.'
const NOT_A_MEMBER = 'Only full members of a connected workspace can use this.'

const FORGED: readonly Exclude<TokenKind, 'good'>[] = [
  'none',
  'expired',
  'notYetValid',
  'wrongAudience',
  'wrongIssuer',
  'unknownKey',
  'otherServiceUrl',
  'noServiceUrl',
  'forgedSignature',
  'algNone',
  'hs256',
  'notEndorsed',
]

let world: World
let saved: Saved
let submitted: Staged
let enfields: Approval
let brents: Approval

/** What a lead would press and send to approve. */
interface Approval {
  press: Dict
  open: Dict
  form: Dict
}

beforeAll(async () => {
  world = await startTeamsWorld()
  saved = await readSaved(world)
  submitted = await requestAt(world, 'submitted')
  enfields = await approvalOf(await requestAt(world, 'awaiting_approval'), LEAD)
  const atBrent = { tenancy: { landlordId: 'brent' } }
  brents = await approvalOf(await requestAt(world, 'awaiting_approval', { answers: atBrent }), COLLEAGUE)
  await world.inTeams(COORDINATOR).say('help')
  await saved.settle()
})
afterAll(async () => {
  await saved?.end()
  await world?.end()
})

describe('what Teams has not signed for this app and this address: 401 without a word, and nothing is saved', () => {
  const activities: [string, () => Promise<Dict> | Dict][] = [
    ['words', () => composed(world, COORDINATOR, 'intake paused')],
    ['a press of an old client', async () => submitting(world, COORDINATOR, await step())],
    ['an installation', () => installing(world, COORDINATOR, 'add')],
    ['a removal', () => installing(world, COORDINATOR, 'remove')],
    ['a press', async () => executing(world, COORDINATOR, await step())],
    ['a dialog that is opened', async () => fetching(world, COORDINATOR, await step())],
    ['a form', async () => sending(world, COORDINATOR, await question(), { question: 'Is there a lift?' })],
    ['an invoke of another kind', () => invoke(world, COORDINATOR, 'composeExtension/query', {})],
    [
      'a channel that is gone',
      () => ({
        ...composed(world, COORDINATOR),
        type: 'conversationUpdate',
        conversation: { id: world.room('bexley'), conversationType: 'channel' },
        channelData: { tenant: { id: tenantOf('hamid-birtwhistle') }, eventType: 'channelDeleted' },
      }),
    ],
  ]
  const step = () => buttonOf(submitted, 'send_for_approval')
  const question = () => formOf(submitted, 'return_for_information')

  test.each(activities)('%s', async (_what, activity) => {
    const before = await saved.tables()
    const calls = world.teams.log.length
    for (const token of FORGED) {
      const answer = await world.teams.send(await activity(), { token })
      expect([token, answer.status, answer.text]).toEqual([token, 401, ''])
    }
    for (const raw of ['', 'x', 'a.b.c', `${'e30'.repeat(3_000)}.e30.e30`, '..'])
      expect([
        raw.slice(0, 9),
        (await world.teams.send(await activity(), { token: { raw } })).status,
      ]).toEqual([raw.slice(0, 9), 401])
    expect(await saved.tables()).toEqual(before)
    expect(world.teams.log).toHaveLength(calls)
  })

  test('a good token for the address of another tenant opens nothing, in either direction', async () => {
    const before = await saved.tables()
    const mine = composed(world, COORDINATOR, 'intake paused')
    const theirs = world.teams.serviceUrl(tenantOf(LEAD))
    expect(
      (await world.teams.send({ ...mine, serviceUrl: theirs }, { token: 'otherServiceUrl' })).status,
    ).toBe(401)
    const { authorization } = await world.teams.send(composed(world, LEAD, 'help'))
    await saved.settle()
    const raw = String(authorization).replace('Bearer ', '')
    expect((await world.teams.send(mine, { token: { raw } })).status).toBe(401)
    const { Request: requests, Scheme: scheme } = await saved.tables()
    expect([requests, scheme]).toEqual([before.Request, before.Scheme])
  })

  test('where an answer goes is not moved by anybody but Teams', async () => {
    const kept = await referenceOf(COORDINATOR)
    const evil = {
      ...composed(world, COORDINATOR, 'help'),
      serviceUrl: 'https://elsewhere.example/teams/',
      conversation: { id: 'a:elsewhere', conversationType: 'personal' },
    }
    for (const token of FORGED) expect((await world.teams.send(evil, { token })).status).toBe(401)
    expect(await referenceOf(COORDINATOR)).toEqual(kept)
    const moved = {
      ...composed(world, COORDINATOR, 'help'),
      conversation: { id: 'a:moved', conversationType: 'personal' },
    }
    await world.teams.send(moved)
    expect((await referenceOf(COORDINATOR))?.conversationId).toBe('a:moved')
    await world.inTeams(COORDINATOR).say('help')
    expect(await referenceOf(COORDINATOR)).toMatchObject({ conversationId: kept?.conversationId })
  })
})

describe('a press or a form of somebody who is nobody here is refused in words, and nothing is saved', () => {
  test('of a tenant that has no part in the request', async () => {
    await expectRefused(enfields, { by: userOf(ELSEWHERE), chatOf: ELSEWHERE }, NOTHING)
  })

  test('of another tenant, as if it were the landlord’s', () =>
    expectRefused(enfields, { by: userOf(ELSEWHERE), chatOf: LEAD }, NOT_A_MEMBER))

  test('of the right tenant, but not in the directory', async () => {
    const id = 'aad-stranger'
    world.teams.addUser({
      aadObjectId: id,
      tenantId: tenantOf(LEAD),
      name: 'Some Stranger',
      email: 'stranger@example.org',
      hasApp: true,
    })
    await expectRefused(enfields, { by: world.teams.store.users.get(id) as User, chatOf: id }, NOTHING)
    const stranger = world.teams.as(id)
    await stranger.say('status W-000000')
    await expect
      .poll(() => wordsOf(stranger.messages().at(-1)?.card))
      .toContain(`${NOTHING} If you work with the scheme`)
  })

  test('of a guest, though the directory names them as a lead', async () => {
    const guest = Object.assign(userOf(GUEST), { guest: true })
    const before = await saved.content()
    await expectRefused(brents, { by: guest, chatOf: GUEST }, NOT_A_MEMBER)
    expect(await saved.content()).toEqual(before)
  })

  test('of an account that is switched off, a quarter of an hour later at the latest', async () => {
    world.teams.faults.disableUser(world.userId(LEAD))
    await world.moveTo(new Date(world.now().getTime() + 16 * 60_000))
    await saved.settle()
    await expectRefused(enfields, { by: userOf(LEAD), chatOf: LEAD }, NOT_A_MEMBER)
  })

  test('of a tenant that no organisation is bound to: nothing at all is kept', async () => {
    const tenantId = 'tenant-elsewhere'
    world.teams.addTenant({ id: tenantId, name: 'Elsewhere' })
    world.teams.addUser({ aadObjectId: 'otto', tenantId, name: 'Otto', hasApp: true })
    const before = await saved.tables()
    await expectRefused(
      enfields,
      { by: world.teams.store.users.get('otto') as User, chatOf: 'otto' },
      NOT_CONNECTED,
    )
    await world.teams.as('otto').say('intake paused')
    expect(wordsOf(world.teams.as('otto').messages().at(-1)?.card)).toBe(NOT_CONNECTED)
    expect(await saved.tables()).toEqual(before)
  })
})

/** An approval that would be taken from its lead, sent by somebody else. */
async function expectRefused(
  approval: Approval,
  { by, chatOf }: { by: User; chatOf: string },
  words: string,
): Promise<void> {
  const before = await content()
  const chat = world.teams.store.users.has(chatOf) ? world.teams.as(chatOf) : world.inTeams(chatOf)
  const at = chat.dm()
  const theirs = (activity: Dict): Dict => ({
    ...activity,
    serviceUrl: world.teams.serviceUrl(at.tenantId),
    from: { id: by.id, name: by.name, aadObjectId: by.aadObjectId },
    conversation: { id: at.id, conversationType: 'personal', tenantId: at.tenantId },
    channelData: { tenant: { id: at.tenantId } },
  })
  for (const [kind, activity] of Object.entries(approval)) {
    const answer: SendResult = await world.teams.send(theirs(activity))
    expect([kind, answer.status, answerTo(answer)]).toEqual([kind, 200, words])
  }
  const told = chat.messages().length
  await world.teams.send(theirs(submitting(world, LEAD, pressOf(approval))))
  expect(
    chat
      .messages()
      .slice(told)
      .map(({ card }) => wordsOf(card)),
  ).toEqual([words])
  expect(await content()).toEqual(before)
}

/** How somebody is reached is remembered of full members, who may be in the directory tomorrow. */
async function content() {
  const { ConversationReference: _remembered, ...rest } = await saved.content()
  return rest
}

async function approvalOf(staged: Staged, lead: string): Promise<Approval> {
  const press = await buttonOf(staged, 'approve')
  return {
    press: executing(world, lead, press),
    open: fetching(world, lead, press),
    form: sending(world, lead, await formOf(staged, 'approve'), { identityConfirmed: 'true' }),
  }
}

function pressOf({ press }: Approval): string {
  const { action } = press.value as { action: { data: { press: string } } }
  return action.data.press
}

function referenceOf(personId: string): Promise<ConversationReference | null> {
  const place = { platform: 'teams', tenant: tenantOf(personId), id: world.userId(personId) } as const
  return world.app.opened.directory.findConversation(place)
}

function userOf(personId: string): User {
  return world.teams.store.users.get(world.userId(personId)) ?? expect.fail(`${personId} has no account`)
}

function tenantOf(personId: string): string {
  return userOf(personId).tenantId
}
