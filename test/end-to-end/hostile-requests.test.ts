import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Dict, SendOptions, WireKind } from '../../src/standins/slack/index.js'
import { answerTo, openForm, pressing, submission, type } from './acting.js'
import { intakeCommand, messageEvent, teamOf, userOf } from './payloads.js'
import { readSaved, type Saved } from './saved.js'
import { COORDINATOR, LEAD, requestAt, type Staged } from './stage.js'
import { startWorld, type World } from './world.js'

/** Leads of another landlord; the first one has not acted before. */
const GUEST = 'nuala-venning'
const COLLEAGUE = 'oscar-belgrave'
const NOTHING = 'Nothing found for you.'
const NOT_CONNECTED = 'This workspace is not connected to the scheme. Please ask the coordinator.'
const NOT_A_MEMBER = 'Only full members of a connected workspace can use this.'

interface Approval {
  press: Dict
  form: Dict
}

let world: World
let saved: Saved
let enfields: Approval
let brents: Approval
let press: Dict
let form: Dict

beforeAll(async () => {
  world = await startWorld()
  saved = await readSaved(world)
  const submitted = await requestAt(world, 'submitted')
  const card = await type(world, COORDINATOR, `status ${await submitted.code()}`)
  press = pressing(world, COORDINATOR, card, 'send_for_approval')
  const asked = await openForm(world, COORDINATOR, { on: card, action: 'return_for_information' })
  form = submission(world, COORDINATOR, asked, { question: 'Is there a lift?' })
  enfields = await approvalOf(await requestAt(world, 'awaiting_approval'), LEAD)
  const atBrent = { tenancy: { landlordId: 'brent' } }
  brents = await approvalOf(await requestAt(world, 'awaiting_approval', { answers: atBrent }), COLLEAGUE)
  await saved.settle()
})
afterAll(async () => {
  await saved?.end()
  await world?.end()
})

describe('what Slack has not signed just now: 401, and nothing is saved', () => {
  const requests: [string, WireKind, () => Dict][] = [
    ['a press', 'interaction', () => press],
    ['a form', 'interaction', () => form],
    ['a command', 'command', () => intakeCommand(world, 'paused')],
    ['an event', 'event', () => messageEvent(world, 'intake paused')],
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

describe('a press or a form of somebody who is nobody here is refused in words, and nothing is saved', () => {
  test('of a workspace that has no part in the request', () =>
    expectRefused(enfields, userOf(world, 'conor-belgrave'), teamOf(world, 'conor-belgrave'), NOTHING))

  test('of another workspace, as if it were the landlord’s', () =>
    expectRefused(enfields, userOf(world, 'conor-belgrave'), teamOf(world, LEAD), NOT_A_MEMBER))

  test('of the right workspace, but not in the directory', () => {
    const stranger = { id: 'U0STRANGER', name: 'stranger', email: 'stranger@example.org' }
    world.slack.addUser({ ...stranger, teamId: teamOf(world, LEAD) })
    return expectRefused(enfields, stranger, teamOf(world, LEAD), NOTHING)
  })

  test('of a guest, though the directory names them as a lead', () => {
    const guest = Object.assign(userOf(world, GUEST), { isRestricted: true })
    return expectRefused(brents, guest, teamOf(world, GUEST), NOT_A_MEMBER)
  })

  test('of an account that is deactivated, from the moment Slack tells of it', async () => {
    const { id, teamId: team_id } = Object.assign(userOf(world, LEAD), { deleted: true })
    await world.slack.event(team_id, { type: 'user_change', user: { id, team_id, deleted: true } })
    await saved.settle()
    await expectRefused(enfields, { id }, team_id, NOT_A_MEMBER)
  })

  test('of a workspace that no organisation is bound to', async () => {
    const before = await saved.tables()
    world.slack.addWorkspace({ id: 'T0ELSEWHERE', name: 'Elsewhere', botToken: 'xoxb-elsewhere' })
    const { body, status } = await world.slack.send('command', {
      ...intakeCommand(world, 'paused'),
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

function deliver(
  body: string,
  { 'content-length': _length, ...headers }: Record<string, string>,
): Promise<Response> {
  return fetch(`${world.app.url}/slack/events`, { method: 'POST', headers, body })
}
