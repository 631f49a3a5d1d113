import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { COMMANDS } from '../../src/bots/commands.js'
import type { Ephemeral, Message, View } from '../../src/standins/slack/index.js'
import { answerTo, isAction, openForm, type submission, type } from './acting.js'
import { FORM_CASES } from './form-cases.js'
import { readSaved, type Saved } from './saved.js'
import {
  COORDINATOR,
  HOME,
  HOUSING_OFFICER,
  LEAD,
  OFFICER,
  PARTNER,
  requestAt,
  SECOND_LEAD,
} from './stage.js'
import { startWorld, type World, wordsOf } from './world.js'

const NOT_AVAILABLE = 'This notice is no longer available.'

let world: World
let saved: Saved

beforeAll(async () => {
  world = await startWorld()
  saved = await readSaved(world)
})
afterAll(async () => {
  await saved?.end()
  await world?.end()
})

describe('who comes too late is told so plainly, and nothing changes', () => {
  test('a lead presses on a card that still shows the request as undecided: by whom and when it was decided', async () => {
    const staged = await requestAt(world, 'awaiting_approval', { ring: true })
    const card = structuredClone(await world.card(SECOND_LEAD, new RegExp(await staged.code())))
    await staged.take(LEAD, 'approve', { identityConfirmed: true })
    for (const action of ['approve', 'decline', 'ask_question', 'send_to_panel'])
      expect(await lateWords(SECOND_LEAD, card, action)).toMatch(
        /^Already approved by Leila Underhill at Mon 23 Nov, \d\d:\d\d\.$/,
      )
  })

  test('a lead sends a form that was opened before the decision', async () => {
    const { who, open, good } = FORM_CASES.decline
    const { view, staged } = await open(world)
    await staged?.take(SECOND_LEAD, 'approve', { identityConfirmed: true })
    expect(await sentLate(who, view, good(world))).toMatch(/^Already approved by Joanna Lomax at Mon 23 Nov/)
  })

  test('an officer offers a home after the notice was recalled, from the notice and with the form', async () => {
    const { view, staged } = await FORM_CASES.make_offer.open(world)
    const notice = structuredClone(
      await world.until(() => world.slack.store.messages(world.room(PARTNER)).at(-1)),
    )
    await staged?.take(COORDINATOR, 'recall', { reason: 'wrong_facts' })
    expect(await sentLate(HOUSING_OFFICER, view, HOME)).toBe(NOT_AVAILABLE)
    expect(await lateWords(HOUSING_OFFICER, notice, 'make_offer')).toBe(NOT_AVAILABLE)
    expect(await staged?.offers()).toEqual([])
  })

  test('an officer offers a home while another is under offer: the same words whatever has happened', async () => {
    const { view, staged } = await FORM_CASES.make_offer.open(world)
    await staged?.offer({ ...HOME, propertyNumber: 'BX-9' })
    await staged?.take(COORDINATOR, 'check_area', { suitable: true })
    await staged?.take(OFFICER, 'choose_offer')
    expect(await sentLate(HOUSING_OFFICER, view, HOME)).toBe(NOT_AVAILABLE)
    expect(await staged?.offers()).toHaveLength(1)
  })

  test('a nominating officer chooses an offer that was withdrawn', async () => {
    const staged = await requestAt(world, 'area_checked')
    const card = await type(world, OFFICER, `status ${await staged.code()}`)
    const view = await openForm(world, OFFICER, { on: card, action: 'choose_offer' })
    await staged.take(HOUSING_OFFICER, 'withdraw_offer', { reason: 'let_elsewhere' })
    expect(await sentLate(OFFICER, view, {})).toBe(
      'That offer has changed meanwhile. Please look at it again.',
    )
    expect(await lateWords(OFFICER, card, 'choose_offer')).toMatch(/^That offer has changed meanwhile/)
  })

  test('but for an officer whose home was not taken up: until the batch the answer is as before, and nothing changes', async () => {
    const { view, staged } = await FORM_CASES.withdraw_offer.open(world)
    await staged?.take(COORDINATOR, 'check_area', { suitable: false, reason: 'linked_case' })
    expect(await sentLate(HOUSING_OFFICER, view, { reason: 'not_ready' })).toMatch(/^Withdrawn\./)
    expect((await staged?.offers())?.map(({ state }) => state)).toEqual(['not_suitable_area'])
  })

  test('a coordinator releases what has gone back to the landlord', async () => {
    const { view, staged } = await FORM_CASES.release.open(world)
    await staged?.take(LEAD, 'withdraw_approval', { reason: 'tenancy_ended' })
    expect(await sentLate(COORDINATOR, view, {})).toMatch(/^The request has been on hold since Mon 23 Nov/)
  })

  test('a nominating officer turns the pages of a form that was sent in by another window', async () => {
    const staged = await requestAt(world, 'draft')
    const list = await type(world, OFFICER, 'mine')
    await world.as(OFFICER).press(list, isAction(`read_request:${staged.id}`))
    const card = await newest(OFFICER, list)
    const view = await openForm(world, OFFICER, { on: card, action: 'amend' })
    await staged.take(COORDINATOR, 'close', { reason: 'duplicate' })
    expect(await sentLate(OFFICER, view, FIRST_PAGE)).toMatch(/^The request has been closed since Mon 23 Nov/)
  })
})

describe('typed words', () => {
  test.each([
    ['refr', 'refer'],
    ['statsu W-ABC234', 'status'],
    ['wating', 'waiting'],
    ['ofers', 'offers'],
    ['legder', 'ledger'],
    ['on-behlf', 'on-behalf'],
    ['halp', 'help'],
  ])('an unknown word gets the nearest command: “%s”', async (typed, nearest) => {
    const { text } = await type(world, COORDINATOR, typed)
    expect(text).toContain(`Did you mean “${nearest}”?`)
    expect(text).toContain('999')
  })

  test('a word that is like no command is not repeated, and help is named', async () => {
    const { text } = await type(world, COORDINATOR, 'concerning Amina Yusuf of 12 Mare Street, E8 1EA')
    expect(text).toMatch(/^I do not know that word\. Type “help”/)
    expect(text).not.toMatch(/Amina|Mare|E8/)
  })

  test('in a shared channel every command gets only "Please use our private chat", seen by its typist alone', async () => {
    const room = world.room(PARTNER)
    const posted = world.slack.store.messages(room).length
    for (const { name, example } of COMMANDS) {
      const sent = await world.as(HOUSING_OFFICER).command(room, '/reciprocal', example)
      expect([name, sent.status, sent.saw]).toEqual([name, 200, undefined])
      const [said] = world.slack.store.ephemerals(world.userId(HOUSING_OFFICER)).slice(-1)
      expect(wordsOf(said ?? {}).replace(/ <https:.*>$/, ''), name).toBe('Please use our private chat.')
    }
    expect(world.slack.store.messages(room)).toHaveLength(posted)
    expect(world.as(HOUSING_OFFICER).modal()).toBeUndefined()
  })
})

const FIRST_PAGE = { consentGiven: ['yes'], consentDate: '2026-11-20', immediateRisk: 'no' }

/** What somebody reads who presses a button of a screen that lags. */
async function lateWords(who: string, on: Message | Ephemeral, action: string): Promise<string> {
  const before = await saved.steps()
  await world.as(who).press(on, isAction(action), { stale: true })
  const modal = await world.until(() => {
    const shown = world.as(who).modal()
    return shown && !wordsOf(shown).includes('One moment') && shown
  })
  expect(modal.submit).toBeUndefined()
  await world.as(who).closeView(modal.id, { all: true })
  expect(await saved.steps()).toEqual(before)
  return wordsOf(modal)
}

/** What somebody reads who sends a form too late. */
async function sentLate(who: string, view: View, values: Parameters<typeof submission>[3]): Promise<string> {
  const before = await saved.steps()
  const sent = await world.as(who).submit(view.id, values)
  expect([sent.status, sent.saw]).toEqual([200, undefined])
  await world.as(who).closeView(view.id, { all: true })
  expect(await saved.steps()).toEqual(before)
  return answerTo(sent)
}

function newest(who: string, { ts }: Ephemeral): Promise<Ephemeral> {
  return world.until(() => world.slack.store.ephemerals(world.userId(who)).findLast((shown) => shown.ts > ts))
}
