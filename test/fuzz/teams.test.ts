import { afterAll, beforeAll, expect, test } from 'vitest'
import { encodeButton } from '../../src/bots/views/button-value.js'
import {
  buttonOf,
  composed,
  executing,
  fetching,
  formOf,
  sending,
  startTeamsWorld,
  submitting,
  type,
  wordsOf,
} from '../bots/teams/acting.js'
import { readSaved } from '../end-to-end/saved.js'
import { LEAD, requestAt, type Staged } from '../end-to-end/stage.js'
import type { World } from '../end-to-end/world.js'
import { size } from '../support/long-run.js'
import { type Json, mutated, wrapped } from './mutations.js'
import { bombard, words } from './run.js'

/** A lead of a landlord that has no part in the request. */
const SPEAKER = 'oscar-belgrave'
const REQUESTS = size(400, 50_000)

let world: World
let staged: Staged
let bases: Json[]
let authorization: string

beforeAll(async () => {
  world = await startTeamsWorld()
  staged = await requestAt(world, 'awaiting_approval')
  await type(world, SPEAKER, 'help')
  const press = await buttonOf(staged, 'approve')
  const shown = { kind: 'shown', shownId: '11111111-1111-4111-8111-111111111111' } as const
  bases = [
    composed(world, SPEAKER, 'mine'),
    composed(world, SPEAKER, `status ${await staged.code()}`),
    executing(world, SPEAKER, press),
    executing(world, SPEAKER, encodeButton({ action: 'show_mine', ref: shown })),
    fetching(world, SPEAKER, press),
    sending(world, SPEAKER, await formOf(staged, 'approve'), { identityConfirmed: 'true' }),
    submitting(world, SPEAKER, press),
  ]
  authorization = String((await world.teams.send(composed(world, SPEAKER, 'help'))).authorization)
  const saved = await readSaved(world)
  await saved.settle()
  await saved.end()
})
afterAll(() => world?.end())

test(
  'whatever is signed as Teams signs: never a 5xx, never silence, and nothing is written that the speaker may not do',
  async () => {
    const speaker = { personId: SPEAKER, platform: 'teams', tenant: tenantOf(SPEAKER) } as const
    const others = words([staged.id, await staged.code(), tenantOf(LEAD)])
    await bombard(world, speaker, REQUESTS, async ({ base, deeds, wrapping }) => {
      const payload = mutated(bases[base % bases.length] ?? {}, deeds, others)
      const text = JSON.stringify(payload) ?? ''
      const { body, contentType } = wrapped(text, 'application/json; charset=utf-8', wrapping)
      const response = await fetch(`${world.app.url}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': contentType, authorization },
        body,
      })
      await response.arrayBuffer()
      return response.status
    })
    expect(wordsOf((await type(world, SPEAKER, 'help')).card)).toContain('London Housing Reciprocal')
  },
  size(120_000, 7_200_000),
)

function tenantOf(personId: string): string {
  return world.teams.store.users.get(world.userId(personId))?.tenantId ?? expect.fail(personId)
}
