import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SECTION_IDS } from '../../src/core/request/form-sections.js'
import type { OfferRecord, RequestRecord } from '../../src/core/request/records.js'
import { type RawRow, rawDump } from '../support/raw-dump.js'
import { COORDINATOR, HOME, HOUSING_OFFICER, LEAD, OFFICER, requestAt, type Staged } from './stage.js'
import { SCHEME, startWorld, type World } from './world.js'

/** Somebody and an organisation that no other row of these requests would name. */
const EXCLUDED = { organisation: 'sutton', person: 'celia-marchbanks' }

const ANSWERS = {
  consent: { consentGiven: ['yes'], consentDate: '2026-11-17', immediateRisk: 'yes' },
  tenancy: { currentType: 'maisonette', rentAccount: 'abuse_linked_arrears' },
  risk: {
    riskKinds: ['domestic_abuse', 'stalking'],
    supportInPlace: 'yes',
    domesticAbuseService: 'signposted',
    areasAtRisk: ['E09000033'],
    dashScore: '19',
    maracDate: '2026-10-13',
    keepApartFrom: 'W-ABC234',
    jointTenancyWithPerpetrator: ['yes'],
    excludedOrganisations: [EXCLUDED.organisation],
  },
  household: {
    adults26to59: '1',
    children2to9: '2',
    girls2to9: '1',
    tenancyWanted: 'joint',
    rentBand: 'up_to_190',
  },
  home: { bedrooms: '3', bedroomsReason: 'quartz lantern one', tenancyNeeded: 'lifetime' },
  areas: { anythingElse: 'quartz lantern two' },
}
const WITHOUT_SUTTON = { risk: { excludedOrganisations: [EXCLUDED.organisation] } }
const NOTE = 'quartz lantern three'
const OFFERED = { ...HOME, propertyNumber: 'QL-77', availableFrom: '2027-01-17', rentPerWeek: '143.21' }

/** What each request goes through, so that between them they have been in every state. */
const LIVES: readonly ((world: World) => Promise<Staged>)[] = [
  (world) => requestAt(world, 'enquiry'),
  (world) => requestAt(world, 'draft'),
  async (world) => {
    const staged = await requestAt(world, 'information_needed', { answers: ANSWERS })
    await staged.take(OFFICER, 'answer_questions', { answer: 'quartz lantern four' })
    await staged.take(OFFICER, 'raise_safety_concern')
    return staged
  },
  async (world) => {
    const staged = await requestAt(world, 'awaiting_approval', { answers: ANSWERS, ring: true })
    await staged.take(LEAD, 'ask_question', { question: 'quartz lantern five' })
    await staged.take(OFFICER, 'answer_questions', { answer: 'quartz lantern six' })
    await staged.take(COORDINATOR, 'send_for_approval')
    await staged.take(LEAD, 'send_to_panel', { panelDate: '2026-11-30' })
    await staged.take(LEAD, 'decline', { identityConfirmed: true, reason: 'not_our_tenant', note: NOTE })
    return staged
  },
  async (world) => {
    const staged = await requestAt(world, 'circulated', { answers: ANSWERS, ring: true })
    await staged.take(OFFICER, 'ask_for_change', { wish: 'quartz lantern seven' })
    await staged.take(COORDINATOR, 'set_exclusion', { kind: 'person', id: EXCLUDED.person })
    await staged.take(COORDINATOR, 'recall', { reason: 'risk_changed', note: NOTE })
    return staged
  },
  async (world) => {
    const staged = await offeredTo(world)
    await staged.take(COORDINATOR, 'check_area', { suitable: true, keepApartCleared: true })
    await staged.take(OFFICER, 'choose_offer', { lessSecureUnderstood: true })
    await staged.take(OFFICER, 'refuse_offer', { reason: 'perpetrator_connection', note: NOTE })
    await staged.take(COORDINATOR, 'hold', { reason: 'facts_missing', reviewOn: '2026-12-03', note: NOTE })
    return staged
  },
  async (world) => {
    const staged = await offeredTo(world)
    await staged.take(HOUSING_OFFICER, 'withdraw_offer', { reason: 'not_ready', note: NOTE })
    await staged.take(COORDINATOR, 'close', { reason: 'contact_lost', officerTold: true, note: NOTE })
    await staged.take(COORDINATOR, 'reopen', { reason: 'closed_in_error', into: 'submitted', note: NOTE })
    return staged
  },
  async (world) => {
    const staged = await requestAt(world, 'viewed', { answers: WITHOUT_SUTTON })
    await staged.take(OFFICER, 'report_compromised', { reason: 'address_known', note: NOTE })
    return staged
  },
  (world) => requestAt(world, 'accepted', { answers: WITHOUT_SUTTON, ring: true }),
  (world) => requestAt(world, 'moved', { answers: WITHOUT_SUTTON, ring: true }),
]

async function offeredTo(world: World): Promise<Staged> {
  const staged = await requestAt(world, 'circulated', { answers: ANSWERS, ring: true })
  await staged.offer(OFFERED)
  return staged
}

let world: World
/** Rows that came or changed while the requests were brought on. */
let written: RawRow[]
let all: RawRow[]
let requests: RequestRecord[]
let offers: OfferRecord[]

beforeAll(async () => {
  world = await startWorld()
  const before = new Set((await rawDump(world.ownerDatabaseUrl)).map(({ table, text }) => `${table} ${text}`))
  for (const live of LIVES) await live(world)
  await world.moveTo(new Date(world.now().getTime() + 60 * 24 * 3_600_000))
  all = await rawDump(world.ownerDatabaseUrl)
  written = all.filter(({ table, text }) => !before.has(`${table} ${text}`))
  const store = world.app.opened.store.forScheme(SCHEME)
  requests = await store.listRequests({})
  offers = await store.listOffers({})
}, 120_000)
afterAll(() => world?.end())

describe('a stolen copy of the database', () => {
  test('has rows of every kind in it', () => {
    const tables = new Set(written.map(({ table }) => table))
    for (const table of [
      'Request',
      'Offer',
      'Placement',
      'Notice',
      'Outbox',
      'FollowUp',
      'Receipt',
      'Transition',
      'Move',
    ])
      expect(tables).toContain(table)
  })

  test('tells no value of any field of marks D, A and C, and nothing of a home or why it was not taken', () => {
    const needs = valuesOf(requests.map(({ form }) => form.needs))
    const secrets = valuesOf([
      ...requests.flatMap(({ form: { details, approval, confidential } }) => [
        details,
        approval,
        confidential,
      ]),
      ...offers.map(({ home, endReason, endNote }) => ({ home, endReason, endNote })),
      // Mark N: a home that is offered lies where one is wanted.
    ]).filter((value) => !needs.includes(value))
    for (const value of [
      '2026-11-17',
      'E09000010',
      'E09000033',
      'stalking',
      'QL-77',
      NOTE,
      'perpetrator_connection',
    ])
      expect(secrets).toContain(value)
    expect(secrets.filter((value) => /^quartz lantern/.test(value)).length).toBe(7)
    expect(found(secrets, written)).toEqual([])
  })

  test('holds no part of a form that is not sealed', () => {
    const names = requests.flatMap(({ form: { details, approval, confidential } }) =>
      [details, approval, confidential].flatMap((part) => Object.keys(part)),
    )
    expect(names).toEqual(expect.arrayContaining(['household', 'riskKinds', 'dashScore', 'notes', 'wishes']))
    // The audit says which page was saved.
    const pages: readonly string[] = SECTION_IDS
    expect(
      found(
        [...new Set(names)].filter((name) => !pages.includes(name)),
        written,
      ),
    ).toEqual([])
  })

  test('tells nobody’s name, address or telephone, and no token of a platform', async () => {
    const contacts = world.directory.people.flatMap(({ name, email, workPhone }) => [
      name,
      email,
      workPhone ?? name,
    ])
    const workspaces = world.directory.workspaces.filter(({ platform }) => platform === 'slack')
    const tokens = await Promise.all(
      workspaces.map(async (each) => (await world.app.opened.directory.findWorkspace(each))?.botToken ?? ''),
    )
    expect(tokens.every((token) => token.length > 8)).toBe(true)
    const text = all.map((row) => row.text.toLowerCase()).join('\n')
    for (const secret of [...contacts, ...tokens]) expect(text).not.toContain(secret.toLowerCase())
  })
})

/** Who did something when is the audit's to say, and a closed list's kinds say nothing. */
const NO_SECRETS = ['at', 'by', 'askedBy', 'askedAt', 'answeredAt', 'action', 'kind', 'from']
/** `exclusions` have these, of people and organisations; `questions` have ids of their own. */
const LEAST = 4

/** Every text at any depth, once. */
function valuesOf(parts: readonly unknown[]): string[] {
  const values = new Set<string>()
  const walk = (value: unknown, name: string): void => {
    if (NO_SECRETS.includes(name)) return
    if (typeof value === 'string' && value.length >= LEAST) values.add(value)
    if (typeof value === 'number' && value >= 100) values.add(String(value))
    if (value !== null && typeof value === 'object')
      for (const [key, each] of Object.entries(value)) walk(each, Array.isArray(value) ? name : key)
  }
  for (const part of parts) walk(part, '')
  return [...values]
}

/** Which of these words stand in which table. The day of a time is no date that somebody gave. */
function found(words: readonly string[], rows: readonly RawRow[]): string[] {
  const places = words.flatMap((word) => {
    const escaped = word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
    const whole = new RegExp(`(?<![A-Za-z0-9_.-])${escaped}(?![A-Za-z0-9_-]| \\d\\d:)`)
    return rows.filter(({ text }) => whole.test(text)).map(({ table }) => `${word} in ${table}`)
  })
  return [...new Set(places)]
}
