import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { holdsAt } from '../../src/core/request/relations.js'
import { checkBlocks, checkView, type FieldValues, type LoggedCall } from '../../src/standins/slack/index.js'
import { fill, isAction, openForm, refer, type } from './acting.js'
import { readSaved, type Saved } from './saved.js'
import {
  COORDINATOR,
  COVER,
  HOME,
  HOUSING_OFFICER,
  LANDLORD,
  LEAD,
  OFFICER,
  PARTNER,
  requestAt,
  SECOND_LEAD,
  Staged,
  scheme,
} from './stage.js'
import { SCHEME, startWorld, type World, wordsOf } from './world.js'

/** Signs that grow when they are escaped; each text is as long as its field allows. */
const long = (most: number): string =>
  'The home & the way < or > to it. '.repeat(100).slice(0, most).trim().padEnd(most, '.')
const AREAS = scheme.areas.map(({ code }) => code)
const HOME_AREA = 'E09000010'
const NEEDS = scheme.propertyNeeds
  .filter(({ id }) => id !== 'highest_floor')
  .map(({ id, options }) => `${id}:${options.filter(({ notice }) => notice).at(-1)?.id}`)
const OFFERS = 40
const ENQUIRIES = 110
const CODES = Array.from(
  { length: 30 },
  (_, index) => `W-${'ABCDEFGHJK'[index % 10]}BC${'23456789'[index % 8]}${'XYZ'[index % 3]}9`,
)

const LONGEST: Readonly<Record<string, FieldValues>> = {
  tenancy: { landlordId: LANDLORD, homeArea: HOME_AREA, currentBedrooms: '20', currentFloor: '60' },
  risk: {
    riskKinds: scheme.riskKinds.filter(({ toldByRiskAreas }) => !toldByRiskAreas).map(({ id }) => id),
    dashScore: '24',
    maracDate: '2026-11-01',
    jointTenancyWithPerpetrator: ['yes'],
    keepApartFrom: CODES.join(', ').slice(0, 298),
  },
  household: {
    adults18to25: '2',
    adults26to59: '3',
    children10to15: '2',
    girls10to15: '1',
    couples: '1',
    babyExpected: ['yes'],
    carer: ['yes'],
  },
  home: {
    bedrooms: '12',
    bedroomsReason: long(500),
    acceptOneFewer: ['yes'],
    propertyNeeds: NEEDS,
    highestFloor: 'ground',
  },
  areas: { areasWanted: AREAS.filter((code) => code !== HOME_AREA), anythingElse: long(1_000) },
}
const LONGEST_HOME: FieldValues = {
  ...HOME,
  bedrooms: '12',
  floor: '60',
  lift: ['yes'],
  meets: NEEDS,
  rentPerWeek: '1999.99',
  tenancyOffered: 'assured_shorthold_fixed',
}

let world: World
let saved: Saved
let staged: Staged

beforeAll(async () => {
  world = await startWorld()
  saved = await readSaved(world)
})
afterAll(async () => {
  await saved?.end()
  await world?.end()
})

describe('with the longest legal values in every field, Slack refuses nothing', { timeout: 60_000 }, () => {
  test('a referral, page by page, and its look at the whole', async () => {
    const code = await refer(world, OFFICER, LONGEST)
    const store = world.app.opened.store.forScheme(SCHEME)
    const [request] = await store.listRequests({ code })
    staged = new Staged(world, world.app.ports, request?.id ?? '')
    expect(request?.form.needs.areasWanted).toHaveLength(32)
    expect(request?.form.confidential.keepApartFrom.length).toBeGreaterThan(20)
  })

  test('questions and answers, again and again, up to the approval', async () => {
    for (let round = 0; round < 4; round++) {
      await staged.take(COORDINATOR, 'return_for_information', { question: long(1_000) })
      await openFromStatus(OFFICER, 'answer_questions')
      await fill(world, OFFICER, { answer: long(1_000) })
    }
    await staged.take(COORDINATOR, 'send_for_approval')
    await openFromStatus(LEAD, 'ask_question')
    await fill(world, LEAD, { question: long(1_000) })
    await staged.take(OFFICER, 'answer_questions', { answer: long(1_000) })
    await staged.take(COORDINATOR, 'send_for_approval')
    for (const action of ['decline', 'approve']) await openFromStatus(SECOND_LEAD, action)
    await fill(world, SECOND_LEAD, { identityConfirmed: ['yes'] })
  })

  test('the notice in every channel, its details, and wishes about it', async () => {
    await openFromStatus(COORDINATOR, 'release')
    await fill(world, COORDINATOR, {})
    await saved.settle()
    const [notice] = world.slack.store.messages(world.room(PARTNER))
    if (!notice) throw new Error('no notice')
    await world.as(HOUSING_OFFICER).press(notice, isAction('open_details'))
    await world.until(() => /Details of P-/.test(wordsOf(world.as(HOUSING_OFFICER).modal() ?? {})))
    for (let wish = 0; wish < 4; wish++) await staged.take(OFFICER, 'ask_for_change', { wish: long(1_000) })
    await openFromStatus(COORDINATOR, 'change_request')
    await openFromStatus(COORDINATOR, 'set_exclusion')
  })

  test(`${OFFERS} offers, checked and not taken up with long notes`, async () => {
    const officers = await officersWithNotice()
    for (let index = 0; index < OFFERS; index++) {
      const propertyNumber = `BX-${String(index).padStart(27, '0')}`
      await staged.offer({ ...LONGEST_HOME, propertyNumber }, officers[index % officers.length])
      if (index % 4 === 0)
        await staged.take(COORDINATOR, 'check_area', { suitable: false, reason: 'other', note: long(1_000) })
      else if (index % 4 === 1)
        await staged.take(COORDINATOR, 'check_area', { suitable: true, keepApartCleared: true })
    }
    await saved.settle()
    expect((await staged.offers()).length).toBe(OFFERS)
    for (const who of [OFFICER, COORDINATOR]) await type(world, who, `offers ${await staged.code()}`)
    await openFromStatus(OFFICER, 'choose_offer')
    await openFromStatus(COORDINATOR, 'check_area')
    await openFromStatus(COORDINATOR, 'on_behalf')
  })

  test(`lists, Home and every page to read, with ${ENQUIRIES} enquiries more`, async () => {
    await Promise.all(Array.from({ length: ENQUIRIES }, () => requestAt(world, 'enquiry')))
    for (const who of [OFFICER, COORDINATOR, COVER, LEAD, HOUSING_OFFICER]) {
      for (const words of ['mine', 'waiting', 'overdue', 'help', 'faq', `status ${await staged.code()}`])
        await type(world, who, words)
      await world.as(who).openHome()
      expect(world.as(who).home()?.blocks.length).toBeGreaterThan(2)
    }
    for (const words of ['ledger', 'partners', 'intake', 'on-behalf']) await type(world, COORDINATOR, words)
    await saved.settle()
  })

  test('a case told by areas at risk, and hidden from as many as can be', async () => {
    const risk = {
      ...LONGEST.risk,
      riskKinds: scheme.riskKinds.map(({ id }) => id),
      gangSupportConfirmed: ['yes'],
      areasAtRisk: AREAS.slice(0, 32),
      excludedOrganisations: world.directory.organisations
        .filter(
          ({ kind, id }) => ['local_authority', 'registered_provider'].includes(kind) && id !== LANDLORD,
        )
        .map(({ id }) => id)
        .slice(0, 50),
      excludedPeople: world.directory.people
        .filter(
          ({ organisation }) =>
            ![LANDLORD, 'harbourlight-london', 'larkspur-womens-aid'].includes(organisation),
        )
        .map(({ id }) => id)
        .slice(0, 50),
    }
    const code = await refer(world, OFFICER, {
      ...LONGEST,
      risk,
      areas: { ...LONGEST.areas, areasWanted: [] },
    })
    const [request] = await world.app.opened.store.forScheme(SCHEME).listRequests({ code })
    staged = new Staged(world, world.app.ports, request?.id ?? '')
    await staged.take(COORDINATOR, 'send_for_approval')
    for (const who of [OFFICER, COORDINATOR, LEAD]) await type(world, who, `status ${code}`)
    await openFromStatus(OFFICER, 'ask_to_close')
  })
})

test('every message, form and Home that was sent is within the table of limits, and none was refused', async () => {
  await saved.settle()
  const sent = world.slack.log.filter(({ method }) => SHOWN.test(method))
  expect(sent.length).toBeGreaterThan(300)
  expect(new Set(sent.flatMap(beyondLimits))).toEqual(new Set())
  expect(world.slack.log.filter(({ ok }) => !ok).map(({ method, error }) => `${method} ${error}`)).toEqual([])
  const trouble = [...world.slack.store.users.keys()].flatMap((user) => world.slack.store.seen(user))
  expect(trouble).toEqual([])
})

const SHOWN = /^(chat\.(postMessage|update|postEphemeral)|views\.\w+|response_url)$/

/** Sentences of the stand-in about what a call would show. */
function beyondLimits({ method, args }: LoggedCall): string[] {
  const read = (value: unknown): unknown => (typeof value === 'string' ? JSON.parse(value) : value)
  if (method.startsWith('views.')) return checkView(read(args.view))
  return args.blocks === undefined ? [] : checkBlocks(read(args.blocks), 'message')
}

async function openFromStatus(who: string, action: string): Promise<void> {
  const open = world.as(who).modal()
  if (open) await world.as(who).closeView(open.id, { all: true })
  const card = await type(world, who, `status ${await staged.code()}`)
  const first = card.blocks
    .flatMap(({ elements, accessory }) => [...((elements as object[] | undefined) ?? []), accessory])
    .find((element) => element && isAction(action)(element as Parameters<ReturnType<typeof isAction>>[0]))
  await openForm(world, who, { on: card, action: String((first as { action_id?: string })?.action_id) })
}

/** One housing officer of each partner that has the notice. */
async function officersWithNotice(): Promise<string[]> {
  const store = world.app.opened.store.forScheme(SCHEME)
  const facts = await store.readCase({
    target: { requestId: staged.id },
    actor: 'system',
    key: null,
    circulation: true,
  })
  const people = await store.people()
  return (facts?.notices ?? []).flatMap(
    ({ partnerId }) => people.find((person) => holdsAt(person, 'housing_officer', partnerId))?.id ?? [],
  )
}
