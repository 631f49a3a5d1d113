import { describe, expect, it } from 'vitest'
import type { Household } from '../../../src/core/household/household.js'
import { emptyForm } from '../../../src/core/request/form-content.js'
import {
  applySection,
  type FormState,
  missingSections,
  SECTION_IDS,
  type SectionId,
  sectionTitle,
  sectionValues,
} from '../../../src/core/request/form-sections.js'
import { floorOptions, needOptions } from '../../../src/core/request/sections/home.js'
import { girlsBands, girlsField } from '../../../src/core/request/sections/household.js'
import {
  aForm,
  aRequest,
  aScheme,
  BARNET,
  BRENT,
  CAMDEN,
  EALING,
  FIELDS,
  HACKNEY,
  HARROW,
} from '../../support/facts.js'

const scheme = aScheme()
const empty: FormState = { form: emptyForm(), landlordId: null }

function errorsOf(section: SectionId, change: Record<string, unknown>, before: FormState = aRequest()) {
  const applied = applySection(before, section, { ...FIELDS[section], ...change }, scheme)
  return applied.ok ? {} : applied.errors
}

function applied(section: SectionId, change: Record<string, unknown>, before: FormState = aRequest()) {
  const result = applySection(before, section, { ...FIELDS[section], ...change }, scheme)
  if (!result.ok) throw new Error(JSON.stringify(result.errors))
  return result.state
}

describe('every section', () => {
  it.each(SECTION_IDS)(
    '%s: takes correct answers, and gives the same answers back to fill the form again',
    (id) => {
      const state = applied(id, {})
      const again = applySection(state, id, sectionValues(state, id, scheme), scheme)
      expect(again).toEqual({ ok: true, state })
      expect(sectionValues(state, id, scheme)).toMatchObject(id === 'risk' || id === 'home' ? {} : FIELDS[id])
      expect(sectionTitle(id)).not.toBe('')
    },
  )

  const REQUIRED: [SectionId, string][] = [
    ['consent', 'consentGiven'],
    ['consent', 'consentDate'],
    ['consent', 'immediateRisk'],
    ['tenancy', 'landlordId'],
    ['tenancy', 'homeArea'],
    ['tenancy', 'tenancyNow'],
    ['tenancy', 'currentBedrooms'],
    ['tenancy', 'currentFloor'],
    ['tenancy', 'currentType'],
    ['tenancy', 'overcrowded'],
    ['tenancy', 'temporary'],
    ['tenancy', 'rentAccount'],
    ['tenancy', 'eligibleForAllocation'],
    ['tenancy', 'ownStockCannotMeet'],
    ['risk', 'riskKinds'],
    ['risk', 'supportInPlace'],
    ['risk', 'domesticAbuseService'],
    ['household', 'tenancyWanted'],
    ['household', 'rentBand'],
    ['home', 'tenancyNeeded'],
    ['areas', 'areasWanted'],
  ]
  it.each(REQUIRED)('%s: without %s there is a sentence at that field, and only there', (id, field) => {
    for (const nothing of [undefined, '', []]) {
      if (nothing === '' && (field === 'riskKinds' || field === 'areasWanted')) continue
      const errors = errorsOf(id, { [field]: nothing })
      expect(Object.keys(errors)).toEqual([field])
      expect(errors[field]).toMatch(/^Please |^A referral needs/)
    }
  })

  const WRONG: [SectionId, string, unknown][] = [
    ['consent', 'consentGiven', false],
    ['consent', 'consentDate', '27/02/2026'],
    ['tenancy', 'homeArea', 'E99'],
    ['tenancy', 'tenancyNow', 'squat'],
    ['tenancy', 'currentBedrooms', '21'],
    ['tenancy', 'currentBedrooms', '-1'],
    ['tenancy', 'currentBedrooms', '1.5'],
    ['tenancy', 'currentBedrooms', 'two'],
    ['tenancy', 'currentFloor', 61],
    ['tenancy', 'currentFloor', -4],
    ['tenancy', 'currentType', 'castle'],
    ['tenancy', 'rentAccount', 'unknown'],
    ['risk', 'riskKinds', ['domestic_abuse', 'weather']],
    ['risk', 'domesticAbuseService', 'perhaps'],
    ['risk', 'dashScore', 25],
    ['risk', 'maracDate', 'soon'],
    ['risk', 'areasAtRisk', ['E99']],
    ['risk', 'keepApartFrom', 'W-7K3Q9F, smith'],
    ['risk', 'keepApartFrom', 'P-7K3Q9F'],
    ['risk', 'keepApartFrom', Array(31).fill('W-7K3Q9F')],
    ['risk', 'excludedPeople', Array.from({ length: 51 }, (_, index) => `person-${index}`)],
    ['household', 'adults26to59', 21],
    ['household', 'tenancyWanted', 'both'],
    ['household', 'rentBand', 'cheap'],
    ['home', 'bedrooms', 0],
    ['home', 'bedrooms', 13],
    ['home', 'propertyNeeds', ['lift']],
    ['home', 'highestFloor', 'ninth'],
    ['home', 'tenancyNeeded', 'lease'],
    ['areas', 'areasWanted', [BARNET, BRENT, CAMDEN, EALING, 'E99']],
  ]
  it.each(WRONG)('%s: %s refuses %j at that field', (id, field, value) => {
    expect(Object.keys(errorsOf(id, { [field]: value }))).toEqual([field])
  })

  const FREE_TEXT: [SectionId, string, Record<string, unknown>][] = [
    ['home', 'bedroomsReason', { bedrooms: 3 }],
    ['areas', 'anythingElse', {}],
  ]
  it.each(FREE_TEXT)('%s: %s is blocked with a postcode, shown with what was caught', (id, field, more) => {
    const errors = errorsOf(id, { ...more, [field]: 'She works near E8 1DY now.' })
    expect(Object.keys(errors)).toEqual([field])
    expect(errors[field]).toContain('E8 1DY')
    expect(errors[field]).toContain('Safety concern')
  })

  it.each(FREE_TEXT)('%s: %s says how long it may be', (id, field, more) => {
    expect(errorsOf(id, { ...more, [field]: 'word '.repeat(300) })[field]).toMatch(/Please keep it under/)
  })

  it('does not touch what other sections hold', () => {
    const before = aRequest()
    const { form } = applied('areas', {
      areasWanted: [BARNET, BRENT, CAMDEN, EALING, HARROW],
      anythingElse: '',
    })
    expect(form.details).toEqual(before.form.details)
    expect(form.confidential).toEqual(before.form.confidential)
    expect(form.approval).toEqual({ ...before.form.approval, anythingElse: undefined })
  })
})

describe('the tenancy section', () => {
  it('keeps the home of now, typed as numbers or as text', () => {
    const { form, landlordId } = applied('tenancy', {
      currentBedrooms: '3',
      currentFloor: '-1',
      overcrowded: true,
    })
    expect(form.approval.currentHome).toEqual({
      bedrooms: 3,
      floor: -1,
      type: 'flat',
      overcrowded: true,
      temporary: false,
    })
    expect(landlordId).toBe('landlord')
  })
})

describe('the risk section', () => {
  it('asks for a domestic abuse service only where the kind of risk calls for it', () => {
    expect(errorsOf('risk', { riskKinds: ['hate_crime'], domesticAbuseService: '' })).toEqual({})
    expect(
      errorsOf('risk', { riskKinds: ['hate_crime', 'forced_marriage'], domesticAbuseService: '' }),
    ).toHaveProperty('domesticAbuseService')
  })

  it('takes lists that were not sent as empty', () => {
    const { confidential } = applied('risk', {
      areasAtRisk: undefined,
      excludedPeople: undefined,
      excludedOrganisations: null,
    }).form
    expect(confidential).toMatchObject({ areasAtRisk: [], exclusions: [] })
    expect(errorsOf('risk', { riskKinds: ['hate_crime'], domesticAbuseService: null })).toEqual({})
    expect(errorsOf('risk', { excludedPeople: Array(51).fill('x') })).toHaveProperty('excludedPeople')
    expect(errorsOf('risk', { keepApartFrom: 'smith' }).keepApartFrom).toContain('“smith”')
    expect(errorsOf('risk', { dashScore: 'high' }).dashScore).toContain('from 0 to 24')
    expect(errorsOf('risk', { maracDate: 'soon' }).maracDate).toBe('Please give a date.')
    expect(errorsOf('risk', { gangSupportConfirmed: 'maybe' }).gangSupportConfirmed).toBe(
      'Please answer yes or no.',
    )
    expect(applied('risk', { dashScore: null, maracDate: ' ' }).form.confidential).toMatchObject({
      dashScore: undefined,
      maracDate: undefined,
    })
  })

  it('wants the areas at risk where they tell the case, and keeps every place out of its notices (D7)', () => {
    const gang = { riskKinds: ['gang_related'], domesticAbuseService: undefined }
    expect(errorsOf('risk', { ...gang, areasAtRisk: [] })).toHaveProperty('areasAtRisk')
    expect(applied('risk', gang).form.needs.toldByRiskAreas).toBe(true)
    expect(applied('risk', {}).form.needs.toldByRiskAreas).toBe(false)
    expect(errorsOf('risk', { areasAtRisk: [] })).toEqual({})
  })

  it('keeps codes of linked cases as they are written, however they were typed', () => {
    expect(applied('risk', { keepApartFrom: Array(30).fill('W-7K3Q9F') })).toBeDefined()
    const { confidential } = applied('risk', { keepApartFrom: 'w7k3q9f; ARC-7K3Q-26\nW-7K3Q9F' }).form
    expect(confidential.keepApartFrom).toEqual(['W-7K3Q9F', 'ARC-7K3Q-26'])
    expect(applied('risk', { keepApartFrom: ['W-7K3Q9F'] }).form.confidential.keepApartFrom).toEqual([
      'W-7K3Q9F',
    ])
  })

  it('replaces exclusions of organisations and people, and leaves teams alone', () => {
    const before = aRequest()
    before.form.confidential.exclusions = [
      { kind: 'team', id: 'night-team' },
      { kind: 'person', id: 'somebody' },
    ]
    const state = applied(
      'risk',
      { excludedOrganisations: ['ealing-homes'], excludedPeople: ['lead'] },
      before,
    )
    expect(state.form.confidential.exclusions).toEqual([
      { kind: 'organisation', id: 'ealing-homes' },
      { kind: 'person', id: 'lead' },
      { kind: 'team', id: 'night-team' },
    ])
    expect(sectionValues(state, 'risk', scheme)).toMatchObject({
      excludedOrganisations: ['ealing-homes'],
      excludedPeople: ['lead'],
    })
  })
})

describe('the household section', () => {
  it('turns flat fields into bands, with the sexes that are known', () => {
    const { household } = applied('household', {
      adults18to25: 2,
      under21: '2',
      under21Women: 1,
      children2to9: 3,
      girls2to9: '',
      children10to15: 2,
      girls10to15: 0,
      carer: true,
    }).form.details
    expect(household).toEqual({
      adults: { a18_25: 2, a26_59: 1, a60_plus: 0 },
      couples: 0,
      under21: { f: 1, m: 1 },
      children: {
        c0_1: { f: 0, m: 0, unknown: 0 },
        c2_9: { f: 0, m: 0, unknown: 3 },
        c10_15: { f: 0, m: 2, unknown: 0 },
        c16_17: { f: 0, m: 0, unknown: 0 },
      },
      babyExpected: false,
      carer: true,
    })
  })

  it('asks for girls of every age but the youngest', () => {
    expect(girlsBands(scheme).map(girlsField)).toEqual(['girls2to9', 'girls10to15', 'girls16to17'])
    const boys = applied('household', { children2to9: 3, girls2to9: 1, babyExpected: true })
    expect(sectionValues(boys, 'household', scheme)).toMatchObject({
      children2to9: 3,
      girls2to9: 1,
      babyExpected: true,
    })
    const household = { ...boys.form.details.household, children: {}, adults: {} } as Household
    const bare = { ...boys, form: { ...boys.form, details: { household } } }
    expect(sectionValues(bare, 'household', scheme)).toMatchObject({ adults26to59: 0, children2to9: 0 })
  })

  it('gives every number back to the form', () => {
    const state = applied('household', {
      adults18to25: 2,
      under21: 2,
      under21Women: 1,
      children0to1: 1,
      girls10to15: 1,
      children10to15: 1,
    })
    expect(sectionValues(state, 'household', scheme)).toMatchObject({
      adults18to25: 2,
      adults26to59: 1,
      adults60plus: 0,
      children0to1: 1,
      children2to9: 1,
      girls2to9: 1,
      children10to15: 1,
      girls10to15: 1,
      girls16to17: undefined,
      under21: 2,
      under21Women: 1,
    })
    expect(sectionValues(empty, 'household', scheme)).toEqual({
      tenancyWanted: undefined,
      rentBand: undefined,
    })
  })

  const WRONG: [string, Record<string, unknown>, string][] = [
    ['nobody at all', { adults26to59: 0 }, 'adults18to25'],
    ['more couples than adults', { couples: 1 }, 'couples'],
    ['more girls than children', { girls2to9: 2 }, 'girls2to9'],
    [
      'more women under 21 than people under 21',
      { adults18to25: 1, under21: 1, under21Women: 2 },
      'under21Women',
    ],
    ['women under 21 of nobody under 21', { under21Women: 1 }, 'under21Women'],
    ['more people under 21 than adults of that band', { under21: 1 }, 'under21'],
  ]
  it.each(WRONG)('refuses %s at its field', (_what, change, field) => {
    expect(Object.keys(errorsOf('household', change))).toEqual([field])
  })

  it('computes the bedrooms, and leaves a number that was given with a reason (D11)', () => {
    expect(applied('household', {}).form.needs.bedrooms).toBe(2)
    expect(
      applied('household', { couples: 1, adults26to59: 2, children2to9: 0, girls2to9: '' }).form.needs
        .bedrooms,
    ).toBe(1)
    const overridden = applied('home', { bedrooms: 3, bedroomsReason: 'A room for medical equipment.' })
    expect(applied('household', { children2to9: 0, girls2to9: '' }, overridden).form.needs.bedrooms).toBe(3)
  })
})

describe('the home section', () => {
  it('takes the bedroom standard’s number when none is given, and when the same is given', () => {
    for (const bedrooms of ['', undefined, 2, '2']) {
      const { form } = applied('home', { bedrooms, bedroomsReason: 'Not needed.' })
      expect(form.needs.bedrooms).toBe(2)
      expect(form.approval.bedroomsReason).toBeUndefined()
    }
  })

  it('wants a reason for another number', () => {
    expect(errorsOf('home', { bedrooms: 3 }).bedroomsReason).toContain('gives 2')
    expect(errorsOf('home', { bedrooms: 3 }, empty).bedroomsReason).toContain('household first')
    const { form } = applied('home', { bedrooms: 3, bedroomsReason: 'A room for medical equipment.' })
    expect(form.needs.bedrooms).toBe(3)
    expect(form.approval.bedroomsReason).toBe('A room for medical equipment.')
  })

  it('keeps needs by question, and refuses two answers to one', () => {
    const { needs } = applied('home', { propertyNeeds: ['lift:needed', 'wheelchair:fully'] }).form
    expect(needs.propertyNeeds).toEqual({ lift: 'needed', wheelchair: 'fully', highest_floor: 'second' })
    expect(Object.keys(applied('home', { highestFloor: '' }).form.needs.propertyNeeds)).toEqual(['lift'])
    expect(errorsOf('home', { bedrooms: 3, bedroomsReason: 'word '.repeat(101) })).toHaveProperty(
      'bedroomsReason',
    )
    expect(
      errorsOf('home', { propertyNeeds: ['wheelchair:fully', 'wheelchair:essential_rooms'] }),
    ).toHaveProperty('propertyNeeds')
  })

  it('offers only answers that ask something of a home', () => {
    expect(needOptions(scheme).map(({ id }) => id)).toEqual([
      'lift:needed',
      'level_access:needed',
      'wheelchair:essential_rooms',
      'wheelchair:fully',
      'ground_floor:needed',
      'pet:allowed',
      'parking:needed',
    ])
    expect(needOptions(scheme)[0]?.label).toBe('Lift: Needed above the ground floor')
    expect(floorOptions(scheme).map(({ id }) => id)).toEqual(['any', 'third', 'second', 'first', 'ground'])
    expect(floorOptions({ ...scheme, propertyNeeds: [] })).toEqual([])
    const reversed = { ...scheme, propertyNeeds: [...scheme.propertyNeeds].reverse() }
    expect(floorOptions(reversed)).toEqual(floorOptions(scheme))
  })

  it('fills its form again with needs and floor apart', () => {
    expect(sectionValues(aRequest(), 'home', scheme)).toEqual({
      bedrooms: 2,
      bedroomsReason: undefined,
      acceptOneFewer: false,
      propertyNeeds: ['lift:needed'],
      highestFloor: 'second',
      tenancyNeeded: 'lifetime',
    })
  })
})

describe('the areas section', () => {
  it('wants the scheme’s minimum [S6]', () => {
    expect(errorsOf('areas', { areasWanted: [BARNET, BRENT, CAMDEN, EALING] }).areasWanted).toContain(
      'at least 5',
    )
    expect(errorsOf('areas', { areasWanted: [BARNET, BARNET, BRENT, CAMDEN, EALING] })).toHaveProperty(
      'areasWanted',
    )
  })

  it('wants none where areas at risk tell the case (D7)', () => {
    const before = aRequest()
    before.form.needs.toldByRiskAreas = true
    expect(errorsOf('areas', { areasWanted: [] }, before)).toEqual({})
  })

  it('refuses the home area and areas at risk among the wanted ones', () => {
    const five = [BARNET, BRENT, CAMDEN, EALING, HARROW]
    expect(errorsOf('areas', { areasWanted: [...five, HACKNEY] }).areasWanted).toContain('lives now')
    expect(errorsOf('areas', { areasWanted: [...five, 'E09000030'] }).areasWanted).toContain('a risk')
  })
})

describe('what is missing', () => {
  it('is nothing in a form that is filled in', () => {
    expect(missingSections(aRequest(), scheme)).toEqual([])
  })

  it('is something in every section of an empty form', () => {
    const sections = missingSections(empty, scheme).map(({ section }) => section)
    expect([...new Set(sections)]).toEqual(['consent', 'tenancy', 'risk', 'household', 'home', 'areas'])
  })

  it('names section, field and words', () => {
    const form = aForm()
    form.approval.consentDate = undefined
    expect(missingSections({ form, landlordId: 'landlord' }, scheme)).toEqual([
      { section: 'consent', field: 'consentDate', words: 'Please give a date.' },
    ])
  })

  it('is found where one section no longer fits another', () => {
    const { form } = applied('tenancy', { homeArea: CAMDEN })
    expect(missingSections({ form, landlordId: 'landlord' }, scheme).map(({ field }) => field)).toEqual([
      'areasWanted',
    ])
  })
})
