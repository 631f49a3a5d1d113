import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Hands, seen } from '../end-to-end/hands.js'
import { handsOf, roomOf } from '../end-to-end/hands-of.js'
import { quiet } from '../end-to-end/hands-quiet.js'
import {
  COORDINATOR,
  HOUSING_OFFICER,
  LANDLORD,
  LEAD,
  OFFICER,
  PARTNER,
  requestAt,
  SECOND_LEAD,
  type Staged,
} from '../end-to-end/stage.js'
import { startWorld, type World } from '../end-to-end/world.js'

const HOUR_MS = 3_600_000

let world: World

beforeAll(async () => {
  world = await startWorld({ both: [LANDLORD, PARTNER] })
})
afterAll(async () => {
  await world?.end()
})

describe('whoever uses Slack and Teams gets each message in one place', () => {
  test('where they last acted', async () => {
    for (const place of ['slack', 'teams', 'slack'] as const) {
      await actsOn(LEAD, place)
      const request = await requestAt(world, 'awaiting_approval', { ring: true })
      expect(await placesOf(request, LEAD)).toEqual([place])
    }
  })

  test('what stands on one platform is changed there, though its reader acts on the other meanwhile', async () => {
    await actsOn(LEAD, 'slack')
    const request = await requestAt(world, 'awaiting_approval', { ring: true })
    const card = await on(LEAD, 'slack').find(new RegExp(await request.code()))
    await actsOn(LEAD, 'teams')
    await request.take(SECOND_LEAD, 'approve', { identityConfirmed: true })
    await seen(
      () =>
        on(LEAD, 'slack')
          .chat()
          .find(({ id, words }) => id === card.id && words.includes('Approved by')),
      () => 'the decision where the card stands',
    )
    expect(await placesOf(request, LEAD)).toEqual(['slack'])
  })

  test('a chaser goes where they are now, the card stays where it is, and a press there is theirs too', async () => {
    await actsOn(LEAD, 'slack')
    const request = await requestAt(world, 'awaiting_approval', { ring: true })
    await on(LEAD, 'slack').find(new RegExp(await request.code()))
    await actsOn(LEAD, 'teams')
    await quiet(world)
    await world.moveTo(new Date(world.now().getTime() + 3 * 24 * HOUR_MS))
    await quiet(world)
    const words = new RegExp(`A request waits for your decision[\\s\\S]*${await request.code()}`)
    const chaser = await on(LEAD, 'teams').find(words)
    for (const card of on(LEAD, 'slack').chat()) expect(card.words).not.toMatch(words)
    await on(LEAD, 'teams').press(chaser, 'approve')
    await on(LEAD, 'teams').fill({ identityConfirmed: true })
    expect((await request.record()).state).toBe('approved')
    await seen(
      () =>
        on(LEAD, 'slack')
          .chat()
          .find(({ words }) => words.includes('Approved by Leila Underhill')),
      () => 'the decision where the card stands',
    )
  })

  test('an account of either platform is the same person: one decision, told as such on the other', async () => {
    await actsOn(LEAD, 'slack')
    const request = await requestAt(world, 'awaiting_approval', { ring: true })
    const slack = on(LEAD, 'slack')
    const card = await slack.find(new RegExp(await request.code()))
    await slack.press(card, 'approve')
    await slack.fill({ identityConfirmed: true })
    const teams = on(LEAD, 'teams')
    expect(await teams.type(`status ${await request.code()}`)).toContain('Approved by Leila Underhill')
    expect((await request.history()).filter((step) => step === 'approve')).toHaveLength(1)
  })

  test('a partner on both has each notice once, in its channel, and either account may answer it', async () => {
    await actsOn(HOUSING_OFFICER, 'teams')
    const request = await requestAt(world, 'circulated', { ring: true })
    await quiet(world)
    const { reference } = await request.record()
    expect(reference).not.toBeNull()
    expect(roomOf(world, PARTNER).filter(({ actions }) => actions.includes('make_offer'))).toHaveLength(1)
    await request.offer()
    expect(await offerPlacesOf(request)).toEqual(['teams'])
  })

  test('nobody else is told twice because a colleague uses both', async () => {
    const request = await requestAt(world, 'awaiting_approval', { ring: true })
    expect(await placesOf(request, OFFICER)).toEqual(['slack'])
    expect(await placesOf(request, COORDINATOR)).toEqual(['slack'])
  })
})

function on(personId: string, platform: 'slack' | 'teams'): Hands {
  return handsOf(world, personId, platform)
}

/** An account is looked at again after a quarter of an hour: that is how closely it is known when somebody acted. */
async function actsOn(personId: string, platform: 'slack' | 'teams'): Promise<void> {
  await quiet(world)
  await on(personId, platform).type('help')
}

/** On which platforms a person reads the working code, once for each message with it. */
async function placesOf(request: Staged, personId: string): Promise<string[]> {
  await quiet(world)
  const code = await request.code()
  const cards = (platform: 'slack' | 'teams') =>
    world.directory.workspaces.some(
      ({ organisation, platform: theirs }) =>
        theirs === platform &&
        world.directory.people.some((p) => p.id === personId && p.organisation === organisation),
    )
      ? on(personId, platform)
          .chat()
          .filter(({ words }) => words.includes(code))
          .map(() => platform)
      : []
  return [...cards('slack'), ...cards('teams')]
}

async function offerPlacesOf(request: Staged): Promise<string[]> {
  await quiet(world)
  const store = world.app.opened.store.forScheme('london')
  const placed = await store.listPlacements({ requestId: request.id })
  return placed
    .filter(({ screen, state }) => screen === 'offer_card' && state === 'sent')
    .map(({ conversation }) => conversation.platform)
}
