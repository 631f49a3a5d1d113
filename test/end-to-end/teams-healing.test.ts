import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { isAction, startTeamsWorld, wordsOf } from '../bots/teams/acting.js'
import { LEAD, requestAt, type Staged } from './stage.js'
import { SCHEME, type World } from './world.js'

let world: World
beforeAll(async () => {
  world = await startTeamsWorld()
})
afterAll(async () => {
  await world?.end()
})

const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 15_000 })
const cards = async (staged: Staged) => {
  const code = await staged.code()
  return world
    .inTeams(LEAD)
    .messages()
    .filter(({ card }) => wordsOf(card).includes(code))
}
const placement = async (staged: Staged) => {
  const placements = await world.app.opened.store.forScheme(SCHEME).listPlacements({ requestId: staged.id })
  return placements.find((p) => p.screen === 'approval_card' && p.personId === LEAD)
}

/** Teams takes the lead's card, and the answer to that is lost. */
async function uncertain(): Promise<Staged> {
  const chat = world.inTeams(LEAD).dm().id
  const toLead = ({ conversationId }: { conversationId: string | undefined }) => conversationId === chat
  world.teams.faults.next('send', { kind: 'error500AfterAccept' }, 1, toLead)
  const staged = await requestAt(world, 'awaiting_approval', { ring: true })
  await until(async () => expect((await placement(staged))?.state).toBe('ambiguous'))
  return staged
}

describe('a card of which nobody knows whether it arrived', () => {
  test.each([
    ['a button', { oldClient: false }],
    ['a button, in an old client', { oldClient: true }],
  ])(
    'is healed by a press of %s: it stands there once, and is edited in place from then on',
    async (_what, how) => {
      const staged = await uncertain()
      const [card] = await cards(staged)
      if (!card) throw new Error('not posted')
      const pressed = await world.inTeams(LEAD).press(card, isAction('raise_safety_concern'), how)
      expect([pressed.status, pressed.saw]).toEqual([200, undefined])
      await until(async () => expect((await placement(staged))?.state).toBe('sent'))
      expect((await placement(staged))?.message).toMatchObject({
        roomId: card.conversationId,
        messageId: card.id,
      })
      await staged.take(LEAD, 'decline', { reason: 'not_our_tenant', identityConfirmed: true })
      await until(async () => expect(wordsOf(world.inTeams(LEAD).view(card)?.card)).toContain('Declined'))
      expect(await cards(staged)).toHaveLength(1)
    },
  )

  test('stands as uncertain until then, however often the sweep looks: it is never posted a second time', async () => {
    const staged = await uncertain()
    await until(async () => {
      await world.moveTo(new Date(world.now().getTime() + 2 * 60_000))
      expect(await placement(staged)).toMatchObject({ state: 'ambiguous', note: 'waits for a person' })
    })
    expect(await cards(staged)).toHaveLength(1)
  })
})
