import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { setAway } from '../../src/core/people/set-away.js'
import type { PlacementRecord } from '../../src/core/placement/placement.js'
import type { Message } from '../../src/standins/slack/index.js'
import { screenWords, type } from './acting.js'
import { quiet } from './hands-quiet.js'
import {
  COORDINATOR,
  COVER,
  dayOf,
  HOUSING_OFFICER,
  LEAD,
  OFFICER,
  PARTNER,
  requestAt,
  SECOND_LEAD,
  type Staged,
} from './stage.js'
import { startWorld, type World, wordsOf } from './world.js'

let world: World

const PATIENT = { timeout: 15_000 }

beforeAll(async () => {
  world = await startWorld({ oneClock: true })
})
afterAll(async () => {
  await world?.end()
})

const chat = (personId: string): Message[] => world.slack.store.dms(world.userId(personId))
const about = (personId: string, code: string) => chat(personId).filter((m) => wordsOf(m).includes(code))
const hence = (hours: number) => new Date(world.now().getTime() + hours * 3_600_000)

async function said(personId: string, code: string, words: RegExp): Promise<Message> {
  return world.until(() => about(personId, code).find((message) => words.test(wordsOf(message))))
}

describe('whoever may no longer read a request keeps nothing of it on screen', () => {
  test('a deputy whose days are over, when the request is decided', async () => {
    const store = world.app.opened.store.forScheme('london')
    const [lead] = (await store.people()).filter(({ id }) => id === LEAD)
    const deputy = world.directory.people.find(
      (p) => p.organisation === lead?.organisationId && p.id !== LEAD && p.id !== SECOND_LEAD,
    )
    if (!deputy) throw new Error('nobody could stand in')
    const today = dayOf(world.now())
    await away(LEAD, { from: today, to: today, deputyId: deputy.id })
    const staged = await requestAt(world, 'awaiting_approval', { ring: true })
    await said(deputy.id, await staged.code(), /Domestic abuse/)
    await away(LEAD, {})
    await staged.take(LEAD, 'approve', { identityConfirmed: true })
    await said(LEAD, await staged.code(), /Approved by/)
    await vi.waitFor(() => expect(screenWords(world, deputy.id)).not.toContain('Domestic abuse'), PATIENT)
  })

  test('a coordinator and an offering officer who are excluded', async () => {
    const staged = await requestAt(world, 'passed_on', { ring: true })
    const { reference } = await staged.record()
    await said(COVER, reference ?? '', /Domestic abuse/)
    await world.card(HOUSING_OFFICER, /Rosalind Achebe/)
    await staged.take(COORDINATOR, 'set_exclusion', { kind: 'person', id: COVER })
    await staged.take(COORDINATOR, 'set_exclusion', { kind: 'person', id: HOUSING_OFFICER })
    await vi.waitFor(() => {
      expect(
        about(COVER, reference ?? '')
          .map((m) => wordsOf(m))
          .join(),
      ).not.toContain('Domestic abuse')
      expect(
        chat(HOUSING_OFFICER)
          .map((m) => wordsOf(m))
          .join(),
      ).not.toContain('Rosalind Achebe')
    }, PATIENT)
  })

  test('a lead whom the directory no longer names: the card goes, and no chaser comes', async () => {
    const staged = await requestAt(world, 'awaiting_approval', { ring: true })
    const code = await staged.code()
    await said(SECOND_LEAD, code, /Domestic abuse/)
    const people = world.directory.people.filter(({ id }) => id !== SECOND_LEAD)
    await world.app.opened.directory.importDirectory({ ...world.directory, people })
    await world.app.sweep()
    await vi.waitFor(() => expect(about(SECOND_LEAD, code)).toEqual([]), PATIENT)
    await world.moveTo(hence(48 + 8))
    await said(LEAD, code, /waits for your decision/)
    expect(about(SECOND_LEAD, code)).toEqual([])
    await world.app.opened.directory.importDirectory(world.directory)
  })
})

describe('no screen tells by an edit what became of a request', () => {
  test("the old landlord's leads: from the decision to the move nothing on their cards is edited", async () => {
    const staged = await requestAt(world, 'awaiting_approval', { ring: true })
    const code = await staged.code()
    for (const lead of [LEAD, SECOND_LEAD]) await said(lead, code, /Domestic abuse/)
    await staged.take(LEAD, 'approve', { identityConfirmed: true })
    const decided = [await said(LEAD, code, /Approved by/), await said(SECOND_LEAD, code, /Approved by/)]
    await settled(staged)
    const before = structuredClone(decided)
    await staged.take(COORDINATOR, 'release')
    await staged.offer()
    await staged.take(COORDINATOR, 'check_area', { suitable: true })
    await staged.take(OFFICER, 'choose_offer')
    await staged.take(OFFICER, 'arrange_viewing', { viewingAt: hence(1).toISOString() })
    await world.moveTo(hence(2))
    await staged.take(OFFICER, 'record_viewing')
    await staged.take(OFFICER, 'accept_offer')
    await staged.take(HOUSING_OFFICER, 'confirm_tenancy_start', { startedOn: dayOf(world.now()) })
    await said(OFFICER, (await staged.record()).reference ?? '', /Moved/)
    expect([LEAD, SECOND_LEAD].map((lead) => about(lead, code).at(0))).toEqual(before)
  })

  test('an officer whose home was found unsafe reads the same everywhere until the batch', async () => {
    await world.moveTo(new Date('2026-11-26T10:00:00Z'))
    const staged = await requestAt(world, 'passed_on', { ring: true })
    const [notice] = (
      await world.app.opened.store.forScheme('london').listNotices({ partnerId: PARTNER })
    ).filter(({ requestId }) => requestId === staged.id)
    const reference = notice?.reference ?? ''
    await said(HOUSING_OFFICER, reference, /The home has been passed on/)
    await said(HOUSING_OFFICER, reference, /Your home has been passed on/)
    const shown = async () => ({
      chat: structuredClone(about(HOUSING_OFFICER, reference)),
      list: wordsOf(await type(world, HOUSING_OFFICER, 'mine')),
      status: wordsOf(await type(world, HOUSING_OFFICER, `status ${reference}`)),
    })
    await quiet(world)
    const before = await shown()
    await staged.take(OFFICER, 'report_compromised', { reason: await compromisedReason() })
    await said(OFFICER, (await staged.record()).reference ?? '', /Circulated to partners/)
    expect(await shown()).toEqual(before)
    await world.moveTo(hence(4 * 24))
    await vi.waitFor(async () => expect((await shown()).status).toContain('ot taken up'), PATIENT)
    expect((await shown()).list).not.toContain('BX-1')
  })
})

test("a reference or working code that is somebody else's finds nothing, also for who has a part in the request", async () => {
  const staged = await requestAt(world, 'passed_on', { ring: true })
  const { reference, workingCode } = await staged.record()
  for (const [who, code] of [
    [LEAD, reference],
    [HOUSING_OFFICER, reference],
    [HOUSING_OFFICER, workingCode],
  ] as const)
    expect(wordsOf(await type(world, who, `status ${code}`))).toBe(
      wordsOf(await type(world, who, 'status ARC-2222-26')),
    )
  expect(wordsOf(await type(world, LEAD, `status ${workingCode}`))).toContain('Approved by')
})

describe('when an applicant has died', () => {
  test('what was to be told in the morning is not told, and an undecided card says nothing more', async () => {
    await world.moveTo(new Date('2026-12-01T23:00:00Z'))
    const staged = await requestAt(world, 'awaiting_approval', { ring: true })
    const code = await staged.code()
    await said(LEAD, code, /Domestic abuse/)
    await staged.take(COORDINATOR, 'hold', await holdInput())
    const told = () => chat(OFFICER).filter((m) => /The request is on hold/.test(wordsOf(m))).length
    const before = told()
    await staged.take(COORDINATOR, 'close', { reason: await diedReason() })
    await vi.waitFor(
      () =>
        expect(
          about(LEAD, code)
            .map((m) => wordsOf(m))
            .join(),
        ).not.toContain('Domestic abuse'),
      PATIENT,
    )
    await world.moveTo(new Date('2026-12-02T10:00:00Z'))
    await settled(staged)
    expect(told()).toBe(before)
  })

  test('a safety concern still calls the coordinators, as it may have been closed so by mistake, and nobody else', async () => {
    const staged = await requestAt(world, 'approved', { ring: true })
    await settled(staged)
    await staged.take(COORDINATOR, 'close', { reason: await diedReason() })
    await settled(staged)
    const told = (who: string, words: RegExp) => chat(who).filter((m) => words.test(wordsOf(m))).length
    const CALL = /Please phone back now/
    const REMINDER = /A safety message has not been confirmed/
    const before = told(COORDINATOR, CALL)
    const officer = [CALL, REMINDER].map((words) => told(OFFICER, words))
    await staged.take(OFFICER, 'raise_safety_concern')
    await vi.waitFor(() => expect(told(COORDINATOR, CALL)).toBe(before + 1), PATIENT)
    const reminded = told(COORDINATOR, REMINDER)
    await world.moveTo(hence(1))
    await vi.waitFor(() => expect(told(COORDINATOR, REMINDER)).toBe(reminded + 1), PATIENT)
    await settled(staged)
    expect([CALL, REMINDER].map((words) => told(OFFICER, words))).toEqual(officer)
  })
})

describe('a notice whose delivery went wrong', () => {
  const toBexley = ({ args }: { args: Record<string, unknown> }) => args.channel === world.room(PARTNER)
  const inBexley = (reference: string) =>
    world.slack.store.messages(world.room(PARTNER)).filter((m) => wordsOf(m).includes(reference))
  const referenceOf = async (staged: Staged) =>
    (await world.app.opened.store.forScheme('london').listNotices({ partnerId: PARTNER })).find(
      ({ requestId }) => requestId === staged.id,
    )?.reference ?? ''

  test.each(['error500AfterAccept', 'resetAfterAccept'] as const)(
    '%s: it is looked for and stands there once',
    async (kind) => {
      const staged = await requestAt(world, 'approved', { ring: true })
      world.slack.faults.next('chat.postMessage', { kind }, 1, toBexley)
      await staged.take(COORDINATOR, 'release')
      const reference = await referenceOf(staged)
      await world.until(() => inBexley(reference).length > 0)
      await inState(staged, 'ambiguous')
      await lookedFor(staged)
      expect(inBexley(reference)).toHaveLength(1)
    },
  )

  test.each([
    { kind: 'ratelimited', retryAfter: 5 },
    { kind: 'resetBeforeAccept' },
    { kind: 'error500BeforeAccept' },
  ] as const)('a look for it that fails with $kind is no reason to post it twice', async (fault) => {
    const staged = await requestAt(world, 'approved', { ring: true })
    world.slack.faults.next('chat.postMessage', { kind: 'error500AfterAccept' }, 1, toBexley)
    world.slack.faults.next('conversations.history', fault, 1)
    await staged.take(COORDINATOR, 'release')
    const reference = await referenceOf(staged)
    await inState(staged, 'ambiguous')
    await lookedFor(staged)
    expect(inBexley(reference)).toHaveLength(1)
  })

  test('recalled while nobody knows whether it arrived: found, it reads "Not available"', async () => {
    const staged = await requestAt(world, 'approved', { ring: true })
    world.slack.faults.next('chat.postMessage', { kind: 'error500AfterAccept' }, 1, toBexley)
    await staged.take(COORDINATOR, 'release')
    const reference = await referenceOf(staged)
    await inState(staged, 'ambiguous')
    await staged.take(COORDINATOR, 'recall', { reason: 'wrong_facts' })
    await settled(staged)
    await lookedFor(staged)
    const words = inBexley(reference).map((m) => wordsOf(m))
    expect(words.join()).toMatch(/Not available/)
  })

  test('recalled before it could be posted: nothing ever stands there', async () => {
    const staged = await requestAt(world, 'approved', { ring: true })
    world.slack.faults.next('chat.postMessage', { kind: 'ratelimited', retryAfter: 90 }, 1, toBexley)
    await staged.take(COORDINATOR, 'release')
    const reference = await referenceOf(staged)
    await inState(staged, 'retryable')
    await staged.take(COORDINATOR, 'recall', { reason: 'wrong_facts' })
    await settled(staged)
    await world.moveTo(hence(0.1))
    await inState(staged, 'withdrawn')
    expect(inBexley(reference)).toEqual([])
  })

  test('one room archived: every other partner has it, and coordinators read who has not', async () => {
    const staged = await requestAt(world, 'approved', { ring: true })
    world.slack.faults.archiveChannel(world.room(PARTNER))
    await staged.take(COORDINATOR, 'release')
    await inState(staged, 'unreachable')
    const { reference } = await staged.record()
    await world.card(COORDINATOR, /Something did not arrive/)
    await vi.waitFor(async () => {
      const words = wordsOf(await type(world, COORDINATOR, `status ${reference}`))
      expect(words).toMatch(/13 of 14 reached[\s\S]*Not reached\*?\s+London Borough of Bexley/)
    }, PATIENT)
    world.slack.faults.unarchiveChannel(world.room(PARTNER))
  })

  async function stateOf(staged: Staged): Promise<string | undefined> {
    const placements = await world.app.opened.store
      .forScheme('london')
      .listPlacements({ requestId: staged.id })
    return placements.find((p) => p.screen === 'notice' && p.partnerId === PARTNER)?.state
  }

  async function lookedFor(staged: Staged): Promise<void> {
    await vi.waitFor(
      async () => {
        const state = await stateOf(staged)
        // While it is being sent the clock stands still: no lease runs out under a busy machine.
        if (state === 'ambiguous' || state === 'retryable') await world.moveTo(hence(0.03))
        expect(state).toBe('sent')
      },
      { timeout: 15_000, interval: 500 },
    )
  }

  async function inState(staged: Staged, state: string): Promise<void> {
    await vi.waitFor(async () => expect(await stateOf(staged)).toBe(state), PATIENT)
  }
})

const isDue = ({ dueAt, state }: PlacementRecord) => state === 'sending' || new Date(dueAt) <= world.now()

/** The newest change has been planned, and what is due of it is on the screens. */
async function settled(staged: Staged): Promise<void> {
  const { version } = await staged.record()
  await vi.waitFor(async () => {
    const placements = await world.app.opened.store
      .forScheme('london')
      .listPlacements({ requestId: staged.id })
    const card = placements.find((p) => p.screen === 'coordinator_card')
    expect(card?.face).toBe(String(version))
    expect(placements.filter((p) => ['planned', 'sending'].includes(p.state) && isDue(p))).toEqual([])
  }, PATIENT)
}

async function away(personId: string, input: Record<string, string>): Promise<void> {
  const outcome = await setAway(world.app.ports, {
    schemeId: 'london',
    actor: { personId },
    key: `away:${personId}:${JSON.stringify(input)}`,
    input,
  })
  expect(outcome).toMatchObject({ kind: 'done' })
}

async function rules() {
  return (await world.app.opened.store.forScheme('london').scheme()).rules
}

async function compromisedReason() {
  return (await rules()).reasons.compromised[0]?.id ?? ''
}

async function diedReason() {
  return (await rules()).reasons.closed.find(({ stopsMessages }) => stopsMessages)?.id ?? ''
}

async function holdInput() {
  return { reason: (await rules()).reasons.onHold[0]?.id ?? '', reviewOn: dayOf(hence(72)) }
}
