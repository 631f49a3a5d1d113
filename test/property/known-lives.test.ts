import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Handle } from '../end-to-end/hands.js'
import { AUDIENCE, COORDINATORS, COORDINATORS_IN_SLACK, OFFICERS } from './cast.js'
import { everyAttempt } from './choices.js'
import { commandFor, expectTaken, send, type Told } from './deeds.js'
import { endLife } from './ending.js'
import { beginLife, closePlace, comeToRest, type Life, openPlace, type Place } from './lives.js'
import type { Step } from './model-rules.js'
import { type Attempt, newModel } from './model-types.js'
import { handsFor, lookAtNotice, pressCard } from './screens.js'

const [NO] = OFFICERS
const [COORDINATOR] = COORDINATORS
const LANDLORD = 'enfield'
const LEAD = 'leila-underhill'
const HOUSING_OFFICER = 'hamid-birtwhistle'

let place: Place
beforeAll(async () => {
  place = await openPlace(COORDINATORS_IN_SLACK)
})
afterAll(async () => {
  if (place) await closePlace(place)
})

type Line = [by: string, step: Step, details?: Partial<Attempt>]

const CIRCULATED: Line[] = [
  [NO.id, 'submit'],
  [COORDINATOR.id, 'send_for_approval'],
  [LEAD, 'approve'],
  [COORDINATOR.id, 'release'],
]

describe('lives that chance seldom comes upon: each reads and stands as the scheme says', () => {
  test('a move that was recorded in error leaves a request on hold that was on hold: nobody approved or released it', () =>
    lives([
      [NO.id, 'submit'],
      [COORDINATOR.id, 'hold'],
      [COORDINATOR.id, 'record_housing_moves'],
      [COORDINATOR.id, 'reverse_move'],
      [COORDINATOR.id, 'release'],
    ]))

  test('nor does an approval stand again that the landlord has withdrawn', () =>
    lives([
      ...CIRCULATED,
      [LEAD, 'withdraw_approval'],
      [COORDINATOR.id, 'record_housing_moves'],
      [COORDINATOR.id, 'reverse_move'],
    ]))

  test('opened again for checks, a request goes to the partners only when the landlord has approved it again', () =>
    lives([
      ...CIRCULATED,
      [COORDINATOR.id, 'close'],
      [COORDINATOR.id, 'reopen', { into: 'submitted' }],
      [COORDINATOR.id, 'close'],
      [COORDINATOR.id, 'reopen', { into: 'circulated' }],
    ]))

  test('a move leaves a landlord: none is recorded while the form names none', () =>
    lives(
      [
        [COORDINATOR.id, 'hold'],
        [COORDINATOR.id, 'record_housing_moves'],
      ],
      'enquiry',
    ))

  test('a nominating officer can do nothing about an offer that no coordinator has checked', () =>
    lives([
      ...CIRCULATED,
      [HOUSING_OFFICER, 'make_offer', { offer: 'H-1' }],
      [NO.id, 'report_compromised', { offer: 'H-1' }],
      [COORDINATOR.id, 'report_compromised', { offer: 'H-1' }],
    ]))

  test('a household that must move again has a new request, whose audit stream begins with an entry of its own', () =>
    lives([...CIRCULATED, [COORDINATOR.id, 'record_housing_moves'], [NO.id, 'move_again']]))

  test('a notice that was recalled, pressed late, offers nothing for the one that came after it', async () => {
    const { life, told } = await begin('draft', true)
    for (const line of CIRCULATED) await take(life, told, line)
    await comeToRest(place)
    const officer = attemptOf(life, told, [HOUSING_OFFICER, 'make_offer'])
    const old = await lookAtNotice(life, told, officer.by)
    if (!old) throw new Error('there is no notice')
    await take(life, told, [COORDINATOR.id, 'recall'])
    await take(life, told, [COORDINATOR.id, 'release'])
    await comeToRest(place)
    const late = attemptOf(life, told, [HOUSING_OFFICER, 'make_offer', { round: old.round ?? 0 }])
    const read = await pressCard(life, told, late, { ...old, button: 'make_offer', stale: true })
    expect(read.answer).toBe('refused')
    await expectTaken(life, told, late, read)
    await endLife(life, told)
  })

  test('a home that is offered for the notice of today is never shown beside the reference of an earlier one', async () => {
    const { life, told } = await begin('draft', true)
    for (const line of CIRCULATED) await take(life, told, line)
    await comeToRest(place)
    const { by } = attemptOf(life, told, [HOUSING_OFFICER, 'make_offer'])
    const old = referenceIn((await lookAtNotice(life, told, by))?.card)
    await take(life, told, [COORDINATOR.id, 'recall'])
    await take(life, told, [COORDINATOR.id, 'release'])
    await take(life, told, [HOUSING_OFFICER, 'make_offer', { offer: 'H-77' }])
    await comeToRest(place)
    const live = referenceIn((await lookAtNotice(life, told, by))?.card)
    const card = await handsFor(life, by).find(/H-77/)
    expect([referenceIn(card), live === old]).toEqual([live, false])
    await endLife(life, told)
  })
})

function referenceIn(card: Handle | undefined): string | undefined {
  return /P-[0-9A-Z]{6}/.exec(card?.words ?? '')?.[0]
}

async function lives(lines: readonly Line[], state: 'draft' | 'enquiry' = 'draft'): Promise<void> {
  const { life, told } = await begin(state, false)
  for (const line of lines) await take(life, told, line)
  await endLife(life, told)
}

async function begin(state: 'draft' | 'enquiry', rings: boolean): Promise<{ life: Life; told: Told }> {
  const life = await beginLife(place, { state, officer: NO, landlord: LANDLORD, rings })
  const complete = state === 'draft'
  const model = newModel({ audience: AUDIENCE, officer: NO.id, landlord: LANDLORD, complete, state })
  return { life, told: { model } }
}

async function take(life: Life, told: Told, line: Line): Promise<void> {
  const what = attemptOf(life, told, line)
  await expectTaken(life, told, what, await send(life, commandFor(life, told, what)))
}

function attemptOf(life: Life, { model }: Told, [by, step, details = {}]: Line): Attempt {
  const found = everyAttempt(model, life.now).find(
    (each) => each.step === step && each.by.id === by && !each.onBehalf,
  )
  if (!found) throw new Error(`nobody could try ${step}`)
  return { ...found, ...details }
}
