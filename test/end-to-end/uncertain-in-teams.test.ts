import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { isAction, type } from './acting.js'
import { COORDINATOR, HOUSING_OFFICER, LANDLORD, PARTNER, requestAt, type Staged } from './stage.js'
import { SCHEME, startWorld, type World, wordsOf } from './world.js'

let world: World
beforeAll(async () => {
  world = await startWorld({ teams: [LANDLORD, PARTNER], oneClock: true })
})
afterAll(async () => {
  await world?.end()
})

const inRoom = () => world.inTeams(HOUSING_OFFICER).channelMessages(world.room(PARTNER))
const notice = async (staged: Staged) => {
  const placements = await world.app.ports.store.forScheme(SCHEME).listPlacements({ requestId: staged.id })
  return placements.find((p) => p.screen === 'notice' && p.partnerId === PARTNER)
}
const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 15_000 })
const minutes = (count: number) => new Date(world.now().getTime() + count * 60_000)

/** A circulation of which nobody knows whether the Teams partner has the notice; it has, when `accepted`. */
async function uncertain(accepted: boolean): Promise<Staged> {
  const staged = await requestAt(world, 'approved', { ring: true })
  const fault = { kind: accepted ? 'error500AfterAccept' : 'error500BeforeAccept' } as const
  const inBexley = ({ conversationId }: { conversationId: string | undefined }) =>
    conversationId === world.room(PARTNER)
  world.teams.faults.next('send', fault, 1, inBexley)
  await staged.take(COORDINATOR, 'release')
  await until(async () => expect((await notice(staged))?.state).toBe('ambiguous'))
  await until(async () => {
    await world.moveTo(minutes(2))
    expect((await notice(staged))?.note).toBe('waits for a person')
  })
  return staged
}

describe('a post in Teams of which nobody knows whether it arrived', () => {
  test('is shown to the coordinator, never repeated by itself, and sent again when a person says so, once', async () => {
    const before = inRoom().length
    const staged = await uncertain(false)
    await world.card(COORDINATOR, /Something did not arrive/)
    const { reference } = await staged.record()
    const status = await type(world, COORDINATOR, `status ${reference}`)
    expect(wordsOf(status)).toMatch(/Not sure whether reached\*?\s+London Borough of Bexley/)
    expect(inRoom()).toHaveLength(before)
    await Promise.all([
      world.as(COORDINATOR).press(status, isAction('send_again')),
      world.as(COORDINATOR).press(status, isAction('send_again')),
    ])
    await until(async () => expect((await notice(staged))?.state).toBe('sent'))
    expect(inRoom()).toHaveLength(before + 1)
  })

  test('is healed by a press on it: it stands there once, and is edited from then on', async () => {
    const before = inRoom().length
    const staged = await uncertain(true)
    const [posted] = inRoom().slice(before)
    if (!posted) throw new Error('not posted')
    await world.inTeams(HOUSING_OFFICER).press(posted, 'Details')
    await until(async () => expect((await notice(staged))?.state).toBe('sent'))
    await staged.take(COORDINATOR, 'recall', { reason: 'wrong_facts' })
    await until(async () =>
      expect(JSON.stringify(world.inTeams(HOUSING_OFFICER).view(posted))).toContain('Not available'),
    )
    expect(inRoom()).toHaveLength(before + 1)
  })

  test('stays an open task after a recall until a person has found that it is gone', async () => {
    const staged = await uncertain(false)
    await staged.take(COORDINATOR, 'recall', { reason: 'wrong_facts' })
    await until(async () => expect((await notice(staged))?.face).toBe('not_available'))
    const { reference } = await staged.record()
    const status = await type(world, COORDINATOR, `status ${reference}`)
    expect((await notice(staged))?.state).toBe('ambiguous')
    expect(wordsOf(status)).toContain('may still stand there')
    await world.as(COORDINATOR).press(status, isAction('confirm_gone'))
    await until(async () => expect((await notice(staged))?.state).toBe('withdrawn'))
  })

  test('nobody but a coordinator can say so', async () => {
    const staged = await uncertain(false)
    const answer = await world.inTeams(HOUSING_OFFICER).say('send again')
    expect(answer.status).toBe(200)
    expect((await notice(staged))?.state).toBe('ambiguous')
  })
})
