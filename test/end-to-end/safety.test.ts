import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { handsOf } from './hands-of.js'
import { quiet } from './hands-quiet.js'
import { COORDINATOR, HOUSING_OFFICER, OFFICER, requestAt, type Stage, type Staged } from './stage.js'
import { startWorld, type World } from './world.js'

const PATIENT = { timeout: 15_000 }
const IMMEDIATE = {
  consent: { consentGiven: ['yes'], consentDate: '2026-11-20', immediateRisk: 'yes' },
}

let world: World
beforeAll(async () => {
  world = await startWorld({ teams: ['bexley'], oneClock: true })
})
afterAll(() => world?.end())

const person = (id: string) => {
  const found = world.directory.people.find((each) => each.id === id)
  if (!found) throw new Error(`there is no ${id}`)
  return found
}
const read = (personId: string) =>
  handsOf(world, personId)
    .chat()
    .map(({ words }) => words)
const lastDigits = (id: string) => (person(id).workPhone ?? '').slice(-4)
const staged = (stage: Stage, answers = {}) => requestAt(world, stage, { ring: true, answers })
const later = (minutes: number) => world.moveTo(new Date(world.now().getTime() + minutes * 60_000))

/** Coordinators read of it with a code, and whom to phone. */
async function alarm(request: Staged, caller: string): Promise<string> {
  const { reference, workingCode } = await request.record()
  const isIt = (words: string) =>
    [reference, workingCode].some((code) => code && words.includes(code)) && words.includes('Phone ')
  await vi.waitFor(() => expect(read(COORDINATOR).some(isIt)).toBe(true), PATIENT)
  const words = read(COORDINATOR).findLast(isIt) ?? ''
  expect(words).toContain(person(caller).name)
  expect(words.replace(/\s/g, '')).toContain(lastDigits(caller))
  return words
}

/** Half an hour later nobody has answered: the nominating officer reads so. */
async function expectToldThatNobodyAnswered(): Promise<void> {
  const told = () => read(OFFICER).filter((words) => /not been confirmed|nobody has/i.test(words)).length
  await quiet(world)
  const before = told()
  await later(31)
  await vi.waitFor(() => expect(told()).toBeGreaterThan(before), PATIENT)
}

describe('whatever alarms the coordinators tells them whom to phone, and is followed up after half an hour', () => {
  test('a safety concern about a draft, which gets a code to speak of', async () => {
    const draft = await staged('draft')
    await draft.take(OFFICER, 'raise_safety_concern')
    await alarm(draft, OFFICER)
    const card = await handsOf(world, COORDINATOR).type(`status ${(await draft.record()).workingCode}`)
    expect(card).toContain(person(OFFICER).name)
    await expectToldThatNobodyAnswered()
  })

  test('a referral with immediate risk', async () => {
    await alarm(await staged('submitted', IMMEDIATE), OFFICER)
    await expectToldThatNobodyAnswered()
  })

  test('a home that is not safe any more', async () => {
    const request = await staged('viewing_arranged')
    await request.take(
      OFFICER,
      'report_compromised',
      { reason: 'perpetrator_seen' },
      { offerId: request.offerId },
    )
    await alarm(request, OFFICER)
    await expectToldThatNobodyAnswered()
  })

  test('once a coordinator phones, the number stands in the answer and in no message any more', async () => {
    const request = await staged('circulated')
    await request.take(HOUSING_OFFICER, 'raise_safety_concern')
    const words = await alarm(request, HOUSING_OFFICER)
    const hands = handsOf(world, COORDINATOR)
    const said = await hands.press(await hands.find(new RegExp(words.slice(0, 20))), 'acknowledge_safety')
    expect(said).toContain(person(HOUSING_OFFICER).name)
    await vi.waitFor(
      () => expect(read(COORDINATOR).join()).not.toContain(`Phone ${person(HOUSING_OFFICER).name}`),
      PATIENT,
    )
  })
})

test('who reports a connection to the perpetrator about a home that was refused meanwhile reads the usual answer, and a coordinator is told whom to phone', async () => {
  const request = await staged('viewed')
  const { offerId } = request
  await request.take(OFFICER, 'refuse_offer', { reason: 'too_small' }, { offerId })
  await request.take(HOUSING_OFFICER, 'withdraw_offer', { reason: 'connection_found' }, { offerId })
  await alarm(request, HOUSING_OFFICER)
  const [offer] = await request.offers()
  expect(offer).toMatchObject({ state: 'refused' })
})
