import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ActResult, WireKind } from '../../src/standins/slack/index.js'
import { isAction, openForm, pressing, submission, type } from '../end-to-end/acting.js'
import { teamOf } from '../end-to-end/payloads.js'
import { readSaved } from '../end-to-end/saved.js'
import { LEAD, requestAt, type Staged } from '../end-to-end/stage.js'
import { startWorld, type World, wordsOf } from '../end-to-end/world.js'
import { size } from '../support/long-run.js'
import { type Json, mutated, wrapped } from './mutations.js'
import { bombard, words } from './run.js'

/** A lead of a landlord that has no part in the request. */
const SPEAKER = 'oscar-belgrave'
const REQUESTS = size(400, 50_000)

let world: World
let staged: Staged
let bases: { kind: WireKind; payload: Json }[]

beforeAll(async () => {
  world = await startWorld()
  staged = await requestAt(world, 'awaiting_approval')
  const code = await staged.code()
  const by = { user: { id: world.userId(SPEAKER) }, team: { id: teamOf(world, SPEAKER) } }
  const card = await type(world, LEAD, `status ${code}`)
  const form = await openForm(world, LEAD, { on: card, action: 'approve' })
  const speaker = world.as(SPEAKER)
  const acts: ActResult[] = []
  for (const text of ['help', 'mine', `status ${code}`])
    acts.push(await speaker.command(undefined, '/reciprocal', text))
  acts.push(await speaker.openHome())
  acts.push(await speaker.press('home', isAction('show_help')))
  acts.push(await speaker.say(speaker.dm().id, 'mine'))
  bases = [
    ...acts.map(payloadOf),
    { kind: 'interaction', payload: { ...pressing(world, LEAD, card, 'approve'), ...by } },
    {
      kind: 'interaction',
      payload: { ...submission(world, LEAD, form, { identityConfirmed: ['yes'] }), ...by },
    },
  ]
  const saved = await readSaved(world)
  await saved.settle()
  await saved.end()
})
afterAll(() => world?.end())

test(
  'whatever is signed as Slack signs: never a 5xx, never silence, and nothing is written that the speaker may not do',
  async () => {
    const speaker = { personId: SPEAKER, platform: 'slack', tenant: teamOf(world, SPEAKER) } as const
    const others = words([staged.id, await staged.code(), teamOf(world, LEAD)])
    await bombard(world, speaker, REQUESTS, async ({ base, deeds, wrapping }) => {
      const { kind, payload } = bases[base % bases.length] ?? { kind: 'event', payload: {} }
      const { body, contentType } = wrapped(...encoded(kind, mutated(payload, deeds, others)), wrapping)
      const response = await fetch(`${world.app.url}/slack/events`, {
        method: 'POST',
        headers: { 'content-type': contentType, ...signed(body) },
        body,
      })
      await response.arrayBuffer()
      return response.status
    })
    expect(wordsOf(await type(world, SPEAKER, 'help'))).toContain('London Housing Reciprocal')
  },
  size(120_000, 7_200_000),
)

test('the figures of the process hold no id, no code and no name of anybody', async () => {
  const figures = await (await fetch(`${world.app.url}/metrics`)).text()
  for (const word of [
    staged.id,
    await staged.code(),
    SPEAKER,
    world.userId(SPEAKER),
    teamOf(world, SPEAKER),
    'london',
  ])
    expect(figures).not.toContain(word)
})

function payloadOf({ wire }: ActResult): { kind: WireKind; payload: Json } {
  const { sentBody, sentHeaders } = wire ?? expect.fail('nothing went over the wire')
  if (sentHeaders['content-type'] === 'application/json')
    return { kind: 'event', payload: JSON.parse(sentBody) }
  const fields = Object.fromEntries(new URLSearchParams(sentBody))
  return fields.payload
    ? { kind: 'interaction', payload: JSON.parse(fields.payload) }
    : { kind: 'command', payload: fields }
}

function encoded(kind: WireKind, payload: unknown): [body: string, contentType: string] {
  const form = 'application/x-www-form-urlencoded'
  if (kind === 'interaction') return [`payload=${encodeURIComponent(asJson(payload))}`, form]
  if (kind === 'event' || typeof payload !== 'object' || payload === null)
    return [asJson(payload), 'application/json']
  const fields = Object.entries(payload).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : asJson(value),
  ])
  return [new URLSearchParams(fields as string[][]).toString(), form]
}

function asJson(value: unknown): string {
  return JSON.stringify(value) ?? ''
}

function signed(body: string): Record<string, string> {
  const at = Math.floor(Date.now() / 1_000)
  const mac = createHmac('sha256', world.slack.signingSecret).update(`v0:${at}:${body}`).digest('hex')
  return { 'x-slack-signature': `v0=${mac}`, 'x-slack-request-timestamp': String(at) }
}
