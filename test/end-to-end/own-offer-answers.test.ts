import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Handle } from './hands.js'
import { handsOf } from './hands-of.js'
import { COORDINATOR, HOME, HOUSING_OFFICER, OFFICER, PARTNER, requestAt, type Staged } from './stage.js'
import { organisationIds, SCHEME, startWorld, type World } from './world.js'

/** Another partner of this request. */
const OTHER_PARTNER = 'lambeth'
const YOUR_OFFER = /Your offer BX-1/

describe.each([
  ['Slack', []],
  ['Teams', organisationIds()],
])('what a housing officer is sent about an own offer: %s', (platform, teams) => {
  let world: World
  beforeAll(async () => {
    world = await startWorld({ teams })
  })
  afterAll(() => world?.end())

  const officer = () => handsOf(world, HOUSING_OFFICER)
  const asked = async (words: string): Promise<Handle> => {
    await officer().type(words)
    const answer = officer().chat().at(-1)
    if (!answer) throw new Error(`no answer to ${words}`)
    return answer
  }
  const status = async (staged: Staged) => asked(`status ${await referenceOf(world, staged)}`)

  test('names no request and counts no step: it is the same after another partner has offered and been chosen', async () => {
    const staged = await requestAt(world, 'offered')
    const look = async () => {
      const answers = [await status(staged), await asked('mine')]
      expect(answers.map(({ whole }) => whole).join()).not.toContain(staged.id)
      return answers.map(carriedBy)
    }
    const before = await look()
    expect(before.flat()).toContain(`withdraw_offer?own=${staged.offerId}&shown=&offer=${staged.offerId}`)
    const other = world.directory.people.find(
      ({ organisation, roles }) =>
        organisation === OTHER_PARTNER && roles.some(({ role }) => role === 'housing_officer'),
    )
    expect(other).toBeDefined()
    const own = staged.offerId
    await staged.offer({ ...HOME, propertyNumber: 'LB-2', area: 'E09000022' }, other?.id)
    await staged.take(COORDINATOR, 'check_area', { suitable: true })
    await staged.take(OFFICER, 'choose_offer')
    expect(staged.offerId).not.toBe(own)
    expect(await look()).toEqual(before)
  })

  test('its buttons do what they say, and their forms name no request either', async () => {
    const staged = await requestAt(world, 'offered')
    const list = await asked('mine')
    expect(await officer().press(list, `read_request:${staged.offerId}`)).toMatch(YOUR_OFFER)
    await officer().close()
    const card = await status(staged)
    await officer().press(card, 'raise_safety_concern')
    await officer().close()
    expect((await staged.record()).safetyRaisedAt).not.toBeNull()
    await officer().press(card, 'withdraw_offer')
    const form =
      platform === 'Slack' ? world.as(HOUSING_OFFICER).modal() : world.inTeams(HOUSING_OFFICER).dialog()
    expect(JSON.stringify(form)).toContain(staged.offerId)
    expect(JSON.stringify(form)).not.toContain(staged.id)
    expect((await officer().fill({ reason: 'let_elsewhere' })).said).toMatch(/^Withdrawn\./)
    expect((await staged.offers()).map(({ state }) => state)).toEqual(['withdrawn'])
  })

  test('the same button sent by somebody without a part in it finds nothing', async () => {
    const staged = await requestAt(world, 'offered')
    await expect(
      staged.take(
        'conor-belgrave',
        'withdraw_offer',
        { reason: 'not_ready' },
        {
          target: { offerId: staged.offerId },
        },
      ),
    ).rejects.toThrow('nothing_found')
  })
})

/** What its buttons carry; of which showing they are is left out. */
function carriedBy({ whole }: Handle): string[] {
  const found = whole.match(/\w+\?(?:own|request|placement|shown)=[\w=&%.-]+/g) ?? []
  return [...new Set(found)].map((value) => value.replace(/shown=[\w-]+/, 'shown='))
}

async function referenceOf({ app }: World, { id }: Staged): Promise<string> {
  const notices = await app.opened.store.forScheme(SCHEME).listNotices({ partnerId: PARTNER })
  return notices.find(({ requestId }) => requestId === id)?.reference ?? ''
}
