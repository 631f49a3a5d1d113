import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { SectionId } from '../../src/core/request/form-sections.js'
import type { RequestRecord } from '../../src/core/request/records.js'
import type { FieldValues } from '../../src/standins/slack/index.js'
import type { FormResult, Values } from './hands.js'
import { newestWith } from './hands.js'
import { handsOf } from './hands-of.js'
import { quiet } from './hands-quiet.js'
import { neutral } from './hands-refer.js'
import { readSaved, type Saved } from './saved.js'
import { COORDINATOR, COVER, inputOf, OFFICER, PAGES, requestAt, type Staged } from './stage.js'
import { organisationIds, startWorld, type World } from './world.js'

const CHANGED = /was changed meanwhile.*Nothing of it is saved.*open it again/s
const LAMBETH = 'E09000022'
const BARNET = 'E09000003'
const BROMLEY = 'E09000006'
const CROYDON = 'E09000008'
const PHONED = { onBehalf: { personId: OFFICER, confirmedBy: 'phone' as const } }

/** A page that lies open, what a coordinator records of it meanwhile, and what the officer has typed into it. */
interface Page {
  meanwhile: FieldValues
  typed: Values
  read: (request: RequestRecord) => unknown
  stays: unknown
}

const OPEN_PAGES: readonly [SectionId, Page][] = [
  [
    'risk',
    {
      meanwhile: { areasAtRisk: [BARNET], keepApartFrom: 'W-ABC234' },
      typed: { dashScore: '15' },
      read: ({ form: { confidential } }) => [confidential.areasAtRisk, confidential.keepApartFrom],
      stays: [[BARNET], ['W-ABC234']],
    },
  ],
  [
    'tenancy',
    {
      meanwhile: { landlordId: 'brent' },
      typed: { currentBedrooms: '3' },
      read: ({ landlordId }) => landlordId,
      stays: 'brent',
    },
  ],
  [
    'consent',
    {
      meanwhile: { immediateRisk: 'yes' },
      typed: { consentDate: '2026-11-19' },
      read: ({ form }) => form.approval.immediateRisk,
      stays: true,
    },
  ],
]

describe.each([
  ['Slack', []],
  ['Teams', organisationIds()],
])('a form that was kept open undoes nothing that was entered meanwhile: %s', (_platform, teams) => {
  let world: World
  let saved: Saved
  beforeAll(async () => {
    world = await startWorld({ teams })
    saved = await readSaved(world)
  })
  afterAll(async () => {
    await saved?.end()
    await world?.end()
  })
  afterEach(async () => {
    for (const person of [COORDINATOR, COVER, OFFICER]) await handsOf(world, person).close()
  })

  test('an area that another coordinator took out stays out, no partner gets a notice, and the form keeps what was typed', async () => {
    const staged = await requestAt(world, 'circulated', { ring: true })
    await quiet(world)
    for (const person of [COORDINATOR, COVER]) await openCard(world, person, staged, 'change_request')
    const wanted = (await staged.record()).form.needs.areasWanted
    const without = [...wanted.filter((area) => area !== LAMBETH), BROMLEY]
    expect(wanted).toContain(LAMBETH)
    expect((await handsOf(world, COVER).fill({ areasWanted: without })).said).toMatch(/^Changed\./)
    await quiet(world)

    const before = await saved.steps()
    const coordinator = handsOf(world, COORDINATOR)
    for (const _time of ['once', 'and again']) {
      expect(refusalOf(await coordinator.fill({ acceptOneFewer: true }))).toMatch(CHANGED)
      expect(valuesOf(coordinator.form())).toMatchObject({ acceptOneFewer: true })
      expect(valuesOf(coordinator.form()).areasWanted).toEqual(expect.arrayContaining([LAMBETH]))
    }
    await quiet(world)
    expect(await saved.steps()).toEqual(before)

    await coordinator.close()
    await openCard(world, COORDINATOR, staged, 'change_request')
    expect((await coordinator.fill({ acceptOneFewer: true })).said).toMatch(/^Changed\./)
    const { needs } = (await staged.record()).form
    expect([needs.acceptOneFewer, [...needs.areasWanted].sort()]).toEqual([true, [...without].sort()])
  })

  test.each(OPEN_PAGES)(
    'an officer sends the page “%s” of before: what was recorded on her behalf stays, and so does what she typed',
    async (page, { meanwhile, typed, read, stays }) => {
      const staged = await requestAt(world, 'submitted')
      const officer = handsOf(world, OFFICER)
      await openPage(world, staged, page)
      await record(staged, page, meanwhile)
      const before = await saved.steps()
      for (const _time of ['once', 'and again']) {
        expect(refusalOf(await officer.fill(typed))).toMatch(CHANGED)
        expect(valuesOf(officer.form())).toMatchObject(typed)
      }
      const next = page === 'risk' ? 'areas' : 'risk'
      const turned = await officer.turn(next)
      expect(turned.notice).toMatch(CHANGED)
      expect(valuesOf(turned)).toMatchObject(typed)
      expect(await saved.steps()).toEqual(before)
      expect(read(await staged.record())).toEqual(stays)

      await officer.close()
      await openPage(world, staged, page)
      expect(valuesOf(officer.form())).toMatchObject(neutral(meanwhile))
      const sent = await officer.fill(typed)
      expect([sent.errors, sent.next === null]).toEqual([{}, false])
      expect(read(await staged.record())).toEqual(stays)
      expect((await staged.history()).filter((step) => step === 'amend')).toHaveLength(8)
    },
  )

  test('whom a coordinator excludes from a draft stays excluded when its page of before is sent', async () => {
    const staged = await requestAt(world, 'draft')
    const page = { section: 'risk', ...inputOf('refer', PAGES.risk ?? {}, 'risk') }
    await staged.take(OFFICER, 'amend', page)
    const { version: filledFrom } = await staged.record()
    await staged.take(COORDINATOR, 'set_exclusion', { kind: 'organisation', id: 'brent' })
    await expect(staged.take(OFFICER, 'amend', { ...page, dashScore: '15' }, { filledFrom })).rejects.toThrow(
      CHANGED,
    )
    expect((await staged.record()).form.confidential.exclusions).toHaveLength(1)
  })

  test('a page is saved though another page was changed meanwhile, and pages can be turned back and forth', async () => {
    const staged = await requestAt(world, 'submitted')
    const officer = handsOf(world, OFFICER)
    await openPage(world, staged, 'home')
    await record(staged, 'risk', { areasAtRisk: [CROYDON] })
    expect((await officer.turn('risk', { acceptOneFewer: true })).notice).toBeUndefined()
    await officer.turn('home', { dashScore: '15' })
    await officer.turn('risk', { acceptOneFewer: false })
    await officer.fill({ dashScore: '16' })
    const { needs, confidential } = (await staged.record()).form
    expect([needs.acceptOneFewer, confidential.dashScore, confidential.areasAtRisk]).toEqual([
      false,
      16,
      [CROYDON],
    ])
  })

  test('sent twice it is taken once, whatever has changed between; one from before an update is taken as ever', async () => {
    const staged = await requestAt(world, 'submitted')
    const { version: filledFrom } = await staged.record()
    const page = { section: 'risk', ...inputOf('refer', { ...PAGES.risk, dashScore: '15' }, 'risk') }
    const form = { key: `kept:${staged.id}`, filledFrom }
    await staged.take(OFFICER, 'amend', page, form)
    await record(staged, 'risk', { areasAtRisk: [CROYDON] })
    const { version } = await staged.record()
    await staged.take(OFFICER, 'amend', page, form)
    expect((await staged.record()).version).toBe(version)
    await expect(staged.take(OFFICER, 'amend', page, { filledFrom })).rejects.toThrow(CHANGED)
    await staged.take(OFFICER, 'amend', page)
    expect((await staged.record()).version).toBe(version + 1)
  })
})

async function openCard(world: World, person: string, staged: Staged, action: string): Promise<void> {
  const hands = handsOf(world, person)
  await hands.type(`status ${await staged.code()}`)
  await hands.press(await newestWith(hands, action), action)
}

async function openPage(world: World, staged: Staged, page: SectionId): Promise<void> {
  await openCard(world, OFFICER, staged, 'amend')
  await handsOf(world, OFFICER).turn(page)
}

/** A coordinator saves a page in the officer's name, who has said so by phone. */
async function record(staged: Staged, section: SectionId, values: FieldValues): Promise<void> {
  const input = inputOf('refer', { ...PAGES[section], ...values }, section)
  await staged.take(COORDINATOR, 'amend', { section, ...input }, PHONED)
}

/** The sentence at a field, or above the fields where a platform says there what is about the whole page. */
function refusalOf({ said, errors, next }: FormResult): string {
  expect(said).toBeNull()
  return Object.values(errors)[0] ?? next?.notice ?? ''
}

function valuesOf(form: FormResult['next']): Record<string, unknown> {
  return Object.fromEntries((form?.fields ?? []).map(({ name, value }) => [name, value]))
}
