import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formOf } from '../../../src/bots/forms/index.js'
import { isBotAction } from '../../../src/bots/views/action-labels.js'
import type { Block, Element, FieldValue, FieldValues, Message } from '../../../src/standins/slack/index.js'
import { button, peopleOf } from './people.js'
import { postNotice } from './post-notice.js'
import { PAGES } from './referral-pages.js'
import { CORA, HUGO, LEA, NIA, startWorld, until, type World, wordsOf } from './world.js'

const DAY_MS = 86_400_000
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10)
const VIEWING = Math.floor((Date.now() + 3 * DAY_MS) / 1_000)

interface Scene {
  who: string
  action: string
  /** The screen it is opened from; a freshly asked-for card unless told. */
  from?: 'notice' | 'offers' | 'mine'
  /** What is right to send. */
  values?: FieldValues
}

const OFFER: Scene = {
  who: HUGO,
  action: 'make_offer',
  from: 'notice',
  values: {
    propertyNumber: 'BX-1042',
    area: 'E09000004',
    bedrooms: '2',
    type: 'flat',
    floor: '1',
    rentPerWeek: '145.20',
    tenancyOffered: 'secure_lifetime',
    availableFrom: inDays(30),
  },
}
const CHECKED: Scene = {
  who: CORA,
  action: 'check_area',
  from: 'offers',
  values: { suitable: 'yes', keepApartCleared: ['yes'] },
}
const CHOSEN: Scene = { who: NIA, action: 'choose_offer', from: 'offers' }
const VIEWED: Scene = { who: NIA, action: 'arrange_viewing', from: 'offers', values: { viewingAt: VIEWING } }

const SIX_AREAS = ['E09000004', 'E09000012', 'E09000006', 'E09000008', 'E09000009', 'E09000010']

/** Whoever opens which form of the request, in the order of its life. */
const STORY: readonly Scene[] = [
  { who: CORA, action: 'return_for_information', values: { question: 'Which support is in place?' } },
  { who: NIA, action: 'answer_questions', values: { answer: 'A support worker visits every week.' } },
  { who: CORA, action: 'set_exclusion', values: { kind: 'person', id: 'person:luc' } },
  { who: CORA, action: 'send_for_approval' },
  { who: CORA, action: 'correct_landlord', values: { landlordId: 'bexley' } },
  { who: NIA, action: 'amend', values: PAGES.tenancy ?? {} },
  { who: CORA, action: 'send_for_approval' },
  { who: LEA, action: 'ask_question', values: { question: 'How many rooms are needed?' } },
  { who: NIA, action: 'answer_questions', values: { answer: 'Two bedrooms are needed.' } },
  { who: CORA, action: 'send_for_approval' },
  { who: LEA, action: 'decline', values: { reason: 'not_our_tenant', identityConfirmed: ['yes'] } },
  { who: CORA, action: 'send_for_approval' },
  { who: LEA, action: 'send_to_panel', values: { panelDate: inDays(5) } },
  { who: LEA, action: 'approve', values: { identityConfirmed: ['yes'] } },
  { who: CORA, action: 'release' },
  { who: NIA, action: 'ask_for_change', values: { wish: 'One more area would help.' } },
  { who: CORA, action: 'change_request', values: { ...PAGES.home, areasWanted: SIX_AREAS } },
  OFFER,
  { who: HUGO, action: 'withdraw_offer', from: 'mine', values: { reason: 'let_elsewhere' } },
  OFFER,
  CHECKED,
  CHOSEN,
  VIEWED,
  { who: NIA, action: 'refuse_offer', from: 'offers', values: { reason: 'too_small' } },
  { who: CORA, action: 'hold', values: { reason: 'applicant_needs_time', reviewOn: inDays(14) } },
  { who: CORA, action: 'resume' },
  OFFER,
  CHECKED,
  CHOSEN,
  { who: NIA, action: 'report_compromised', from: 'offers', values: { reason: 'first' } },
  OFFER,
  CHECKED,
  CHOSEN,
  VIEWED,
  { who: NIA, action: 'record_viewing', from: 'offers' },
  { who: NIA, action: 'accept_offer', from: 'offers' },
  { who: HUGO, action: 'confirm_tenancy_start', from: 'mine', values: { startedOn: inDays(3) } },
  { who: CORA, action: 'reverse_move', values: { reason: 'first' } },
  { who: CORA, action: 'fall_through', from: 'offers', values: { reason: 'first' } },
  { who: CORA, action: 'recall', values: { reason: 'applicant_asked' } },
  { who: LEA, action: 'withdraw_approval', values: { reason: 'tenancy_ended' } },
  { who: CORA, action: 'close', values: { reason: 'no_longer_needs_move' } },
  { who: CORA, action: 'reopen', values: { reason: 'first', into: 'submitted' } },
  { who: NIA, action: 'ask_to_close', values: { wish: 'The move is no longer needed.' } },
]

const OTHER_PATHWAY: readonly Scene[] = [
  { who: CORA, action: 'send_for_approval' },
  { who: LEA, action: 'approve', values: { identityConfirmed: ['yes'] } },
  { who: NIA, action: 'record_housing_moves', values: { startedOn: inDays(-1) } },
]

let world: World
let code: string | null
let notice: Message | null = null
const { person, modal, submit, closeAll, type, lastWhispered, sentIn, newest, byWorkingCode } = peopleOf(
  () => world,
)
beforeAll(async () => {
  world = await startWorld()
  await type(HUGO, 'help')
})
afterAll(() => world.end())

describe('every form, with each field missing, too long, wrong, and with a name or a postcode in it', () => {
  it('a whole life of a request: an error at the field, what was typed is kept, and nothing is saved', async () => {
    await play(STORY)
  }, 240_000)

  it('a move by the other pathway', async () => {
    await play(OTHER_PATHWAY)
  }, 60_000)

  it.each([
    [LEA, 'away', { from: inDays(10), to: inDays(20), deputyId: 'luc' }],
    [CORA, 'intake', { intake: 'open' }],
    [CORA, 'on-behalf', { personId: 'nia', action: 'refer', confirmedBy: 'phone' }],
  ])('%s types “%s”', async (who, typed, values) => {
    await type(who, typed)
    const scene = { who, action: typed }
    await tryEveryMistake(scene, values, await world.requests())
    expect([typed, (await submit(who, values)).errors]).toEqual([typed, {}])
    await closeAll(who)
  })

  it('every page of the referral', async () => {
    await type(NIA, 'refer')
    const before = await world.requests()
    for (const [page, values] of Object.entries(PAGES)) {
      const action = `refer, page ${page}`
      await tryEveryMistake({ who: NIA, action }, values, page === 'consent' ? before : null)
      const sent = await submit(NIA, values)
      expect([action, sent.errors]).toEqual([action, {}])
    }
    await closeAll(NIA)
  }, 120_000)
})

/** Plays one request from its referral on, with every mistake in every form on the way. */
async function play(story: readonly Scene[]): Promise<void> {
  code = await sentIn()
  for (const scene of story) {
    if (scene.action === 'record_viewing') world.moveClock(4 * DAY_MS)
    await open(scene)
    const form = isBotAction(scene.action) ? formOf(scene.action) : null
    if (!form) continue
    await until(() =>
      expect([modal(scene.who).callbackId, wordsOf(modal(scene.who))]).toEqual([form, expect.anything()]),
    )
    if (form === 'refer') {
      await amend(scene)
      continue
    }
    const values = withFirstReason(scene)
    await tryEveryMistake(scene, values)
    const before = await byWorkingCode(code)
    const sent = await submit(scene.who, values)
    const after = await byWorkingCode(code)
    expect([scene.action, sent.errors, after.version]).toEqual([scene.action, {}, before.version + 1])
    await closeAll(scene.who)
    if (scene.action === 'release') notice = await postNotice(world, after.id)
  }
}

/** The page of the referral that the values belong to, without its last page: it was sent in before. */
async function amend({ who, values = {} }: Scene): Promise<void> {
  await person(who).press('modal', 'go_to_step:tenancy')
  await until(() => expect(JSON.parse(modal(who).privateMetadata).step).toBe('tenancy'))
  expect((await submit(who, values)).errors).toEqual({})
  await closeAll(who)
}

/** Each mistake by itself; the rest of the form is right. */
async function tryEveryMistake({ who, action }: Scene, values: FieldValues, requests: number | null = null) {
  const version = async () => (requests === null ? (await newest()).version : await world.requests())
  const before = await version()
  for (const { name, element, optional } of inputsOf(modal(who).blocks)) {
    for (const mistake of mistakesFor(element, optional)) {
      // A made-up id of the directory excludes nobody.
      if (action === 'set_exclusion' && name === 'id' && mistake !== null) continue
      const what = `${action}: ${name} = ${JSON.stringify(mistake)?.slice(0, 40)}`
      const sent = await person(who).submit(modal(who).id, { ...values, [name]: mistake }, { force: true })
      expect([what, Object.keys(sent.errors)]).toEqual([what, expect.arrayContaining([name])])
      expect([what, sent.status, await version()]).toEqual([what, 200, before])
      if (typeof mistake === 'string' && element.type === 'plain_text_input')
        expect(modal(who).state[name]?.[name]).toMatchObject({ value: mistake })
    }
    // The field is as it was before, for the next mistake.
    person(who).type(modal(who).id, { [name]: values[name] ?? null })
  }
}

/** What nobody should be able to send; a person's own client lets none of it through, so it is forced. */
function mistakesFor(element: Element, optional: boolean): FieldValue[] {
  const missing: FieldValue[] = optional ? [] : [null]
  switch (element.type) {
    case 'plain_text_input':
      return [...missing, 'Please phone Mrs Sharon Osgood', 'It is near NW1 7HE', 'word '.repeat(900)]
    case 'number_input':
      return [...missing, '-99', '99999999', 'three']
    case 'datepicker':
      return [...missing, 'tomorrow', '2026-02-30']
    case 'datetimepicker':
      return [...missing, 1]
    case 'static_select':
    case 'radio_buttons':
      return [...missing, 'nonsense']
    case 'multi_static_select':
      return [...missing, ['nonsense']]
    default:
      return missing
  }
}

function inputsOf(blocks: readonly Block[]) {
  return blocks
    .filter((block) => block.type === 'input')
    .map((block) => ({
      name: String(block.block_id),
      element: block.element as Element,
      optional: block.optional === true,
    }))
}

/** Opens the form, or takes the step, on the screen where its button stands. */
async function open({ who, action, from }: Scene): Promise<void> {
  if (from === 'notice') {
    await person(who).press(notice ?? expect.fail('no notice'), button(action))
    return
  }
  await type(who, from === 'mine' ? from : `${from ?? 'status'} ${code}`)
  const card = lastWhispered(who)
  const buttons = card.blocks.flatMap((block) => [block.accessory, ...((block.elements as Element[]) ?? [])])
  const found = (buttons as (Element | undefined)[]).filter((each) => each && button(action)(each))
  expect([action, found.length > 0, wordsOf(card).slice(0, 300)]).toEqual([action, true, expect.anything()])
  const value = found.at(-1)?.value
  await person(who).press(card, (element) => element.value === value)
}

/** "first" stands for the first reason of the list that needs no note. */
function withFirstReason({ who, values = {} }: Scene): FieldValues {
  if (values.reason !== 'first') return values
  const field = inputsOf(modal(who).blocks).find(({ name }) => name === 'reason')
  const options = (field?.element.options ?? []) as { value: string }[]
  return { ...values, reason: options[0]?.value ?? '' }
}
