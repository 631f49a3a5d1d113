import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Message } from '../../../src/standins/slack/index.js'
import { button, peopleOf } from './people.js'
import { postNotice } from './post-notice.js'
import { CORA, HUGO, ROOM, SCHEME, startWorld, type World, wordsOf } from './world.js'

const OFFER = {
  propertyNumber: 'BX-1042',
  area: 'E09000004',
  bedrooms: '2',
  type: 'flat',
  floor: '1',
  rentPerWeek: '145.20',
  tenancyOffered: 'assured_lifetime',
  availableFrom: '2027-01-15',
}

let world: World
let notice: Message
let code: string | null
const { person, modal, submit, closeAll, shows, isTold, released, byWorkingCode, pressOnCard, type } =
  peopleOf(() => world)
beforeAll(async () => {
  world = await startWorld()
  await type(HUGO, 'help')
  code = await released()
  notice = await postNotice(world, (await byWorkingCode(code)).id)
})
afterAll(() => world.end())

describe('a notice in a partner’s channel', () => {
  it('carries its own placement id and no id of the request', async () => {
    const { id } = await byWorkingCode(code)
    const raw = JSON.stringify([notice.blocks, notice.metadata])
    expect(raw).toContain('placement=')
    expect(raw).not.toContain(id)
    expect(raw).not.toContain(code)
  })

  it('opens the details in a modal for one officer, and each opening is written down', async () => {
    const before = await openings()
    await person(HUGO).press(notice, button('open_details'))
    await shows(HUGO, 'Adults')
    expect(wordsOf(modal(HUGO))).not.toMatch(/Camden|Domestic|nia/)
    expect(await openings()).toBe(before + 1)
    await closeAll(HUGO)
    expect(world.slack.store.messages(ROOM)).toHaveLength(1)
  })

  it('takes an offer from its own button, once', async () => {
    await person(HUGO).press(notice, button('make_offer'))
    await shows(HUGO, 'Your own property number')
    const wrong = await submit(HUGO, { ...OFFER, propertyNumber: '14 Acacia Avenue' })
    expect(wrong.errors.propertyNumber).toBeTruthy()
    expect(await offers()).toHaveLength(0)
    const sent = await submit(HUGO, OFFER)
    expect(sent.errors).toEqual({})
    expect((await offers()).map((offer) => offer.home.propertyNumber)).toEqual(['BX-1042'])
    await closeAll(HUGO)
  })

  it('answers a press on safety to the one who pressed, with the emergency text', async () => {
    await person(HUGO).press(notice, button('raise_safety_concern'))
    await isTold(HUGO, '999')
    expect(world.slack.store.messages(ROOM)).toHaveLength(1)
    expect((await byWorkingCode(code)).safetyRaisedAt).not.toBeNull()
  })

  it('pressed after a recall, shows nothing', async () => {
    await pressOnCard(CORA, code, 'recall')
    await submit(CORA, { reason: String(firstReason()) })
    await closeAll(CORA)
    await person(HUGO).press(notice, button('open_details'))
    await shows(HUGO, 'no longer available')
    expect(wordsOf(modal(HUGO))).not.toContain('Adults')
    await closeAll(HUGO)
  })
})

const scheme = () => world.opened.store.forScheme(SCHEME)

async function offers() {
  return scheme().listOffers({ requestIds: [(await byWorkingCode(code)).id] })
}

async function openings(): Promise<number> {
  const days = await world.opened.audit.accessDays(SCHEME)
  const entries = await Promise.all(days.map((day) => world.opened.audit.accessEntries(SCHEME, day)))
  return entries
    .flatMap((day) => day.links)
    .filter(({ entry }) => entry.action === 'open_details' && entry.outcome === 'done').length
}

function firstReason() {
  return modal(CORA)
    .blocks.flatMap((block) => [block.element ?? block.accessory] as { options?: { value: string }[] }[])
    .find((element) => element?.options)?.options?.[0]?.value
}
