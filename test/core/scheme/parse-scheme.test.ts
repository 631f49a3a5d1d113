import { describe, expect, it } from 'vitest'
import { parseScheme } from '../../../src/core/scheme/parse-scheme.js'
import { formatFileErrors } from '../../../src/core/scheme/yaml-file.js'
import { london, londonText } from './london.js'

function errorsAfter(...edits: [from: string | RegExp, to: string][]) {
  const text = edits.reduce((before, [from, to]) => {
    const after = before.replace(from, to)
    expect(after, `"${from}" is in the file`).not.toBe(before)
    return after
  }, londonText)
  const parsed = parseScheme(text, 'london.yaml')
  return parsed.ok ? [] : parsed.errors
}

const lineOf = (words: string) => londonText.split('\n').findIndex((line) => line.includes(words)) + 1

describe('the London scheme file', () => {
  it('is valid', () => {
    expect(london()).toMatchObject({ id: 'london', version: 1, referencePrefix: 'ARC' })
  })

  it('names the 33 London authorities of the official list', () => {
    const { areas } = london()
    expect(areas).toHaveLength(33)
    expect(areas[0]).toEqual({ code: 'E09000001', name: 'City of London' })
    expect(areas[32]).toEqual({ code: 'E09000033', name: 'Westminster' })
  })

  it('never lets a refusal for safety, size, access, rent, tenancy or condition count as an offer (D5)', () => {
    const counting = london().reasons.refused.filter(({ countsAsOffer }) => countsAsOffer)
    expect(counting.map(({ id }) => id)).toEqual(['school_care_work', 'other'])
  })

  it('hides the starred refusal reasons from the officer', () => {
    const hidden = london().reasons.refused.filter(({ hiddenFromOfficer }) => hiddenFromOfficer)
    expect(hidden.map(({ id }) => id)).toEqual([
      'area_unsafe',
      'perpetrator_connection',
      'school_care_work',
      'no_longer_at_risk',
      'other',
    ])
  })

  it('says of its population table that it is synthetic', () => {
    expect(london().population).toMatchObject({
      synthetic: true,
      source: expect.stringContaining('Synthetic'),
    })
  })
})

describe('a scheme file with mistakes', () => {
  it('reports line and field of every mistake at once', () => {
    const errors = errorsAfter(
      ['version: 1', 'version: one'],
      ['dailyBatchAt: "17:00"', 'dailyBatchAt: "25:00"'],
      ['perOfficerPerDay: 10', 'perOfficerPerDay: 0'],
      ['  intake: open', '  intake: ajar'],
      ['{ id: fgm, label', '{ id: domestic_abuse, label'],
      ['rarity: { k: 50 }', 'rarity: {}'],
      ['timezone: Europe/London', 'timezone: Europe/Londres'],
    )
    expect(errors.map(({ line, field }) => [line, field])).toEqual([
      [lineOf('version: 1'), 'version'],
      [lineOf('timezone: Europe'), 'timezone'],
      [lineOf('id: fgm'), 'riskKinds[4].id'],
      [lineOf('intake: open'), 'rules.intake'],
      [lineOf('dailyBatchAt'), 'rules.circulation.dailyBatchAt'],
      [lineOf('perOfficerPerDay'), 'rules.vacancies.perOfficerPerDay'],
      [lineOf('rarity: {'), 'rules.rarity.k'],
    ])
  })

  it('points at an unknown field itself, so that a misspelt rule is not silently ignored', () => {
    const [error, ...others] = errorsAfter(['  audience: areas', '  audiance: areas\n  audience: areas'])
    expect(others).toEqual([])
    expect(error).toEqual({
      file: 'london.yaml',
      line: lineOf('  audience: areas'),
      column: 3,
      field: 'rules.audiance',
      message: 'is not a known field',
    })
  })

  it.each<[mistake: string, from: string | RegExp, to: string, field: string, message: string]>([
    ['a missing text', /\n {2}notAvailable: .*/, '', 'texts.notAvailable', 'is missing'],
    ['a number as text', 'validFrom: ', 'validFrom: 3 # ', 'validFrom', 'must be text'],
    [
      'a wrong choice',
      'first_decision #',
      'anybody #',
      'rules.approval.policy',
      'must be one of first_decision, all_leads',
    ],
    ['a number too small', 'cap: null', 'cap: 0', 'rules.offers.cap', 'must be at least 1'],
    [
      'a list without entries',
      /propertyTypes:\n(?: {2}- .*\n)+/,
      'propertyTypes: []\n',
      'propertyTypes',
      'needs at least one entry',
    ],
    [
      'a time without quotes and digits',
      '"17:30"',
      '5pm',
      'rules.workingHours.to',
      'use a time of day between "00:00" and "23:59", in quotes',
    ],
    [
      'a country nobody knows',
      'country: GB',
      'country: XX',
      'calendar.country',
      'is not a country, such as GB',
    ],
    [
      'a region nobody knows',
      'region: ENG',
      'region: LDN',
      'calendar.region',
      'is not a region of GB with its own holidays, such as ENG',
    ],
    ['an area twice', 'code: E09000002', 'code: E09000001', 'areas[1].code', '"E09000001" is there twice'],
    ['an area name twice', 'name: Barnet }', 'name: Bexley }', 'areas[3].name', '"Bexley" is there twice'],
    [
      'more areas wanted than there are',
      'minimumWanted: 5',
      'minimumWanted: 33',
      'rules.areas.minimumWanted',
      'must be less than the number of areas (33)',
    ],
    [
      'a list without "other"',
      '{ id: other, label: Another ending',
      '{ id: else, label: Another ending',
      'reasons.enquiryEnded',
      'needs an entry with id "other"',
    ],
    [
      '"other" without a note',
      'label: Another ending, needsNote: true',
      'label: Another ending, needsNote: false',
      'reasons.enquiryEnded[4].needsNote',
      '"other" always needs a note',
    ],
    [
      'chasers out of order',
      '[2, 4]',
      '[4, 2]',
      'rules.approval.chaserWorkingDays[1]',
      'must be later than the one before',
    ],
    [
      'a chaser after the coordinator',
      '[2, 4]',
      '[2, 5]',
      'rules.approval.chaserWorkingDays[1]',
      'must be before tellCoordinatorWorkingDays',
    ],
    [
      'overdue before the reminder',
      'overdueWorkingDays: 5',
      'overdueWorkingDays: 3',
      'rules.release.overdueWorkingDays',
      'must be later than reminderWorkingDays',
    ],
    [
      'working hours that run backwards',
      'workingHours: { from: "09:00"',
      'workingHours: { from: "17:30"',
      'rules.workingHours.to',
      'must be later than "from"',
    ],
    [
      'a batch in quiet hours',
      'dailyBatchAt: "17:00"',
      'dailyBatchAt: "19:00"',
      'rules.circulation.dailyBatchAt',
      'must not fall in quiet hours',
    ],
    [
      'a batch before quiet hours end',
      'dailyBatchAt: "17:00"',
      'dailyBatchAt: "07:59"',
      'rules.circulation.dailyBatchAt',
      'must not fall in quiet hours',
    ],
    [
      'a gap between ages',
      'from: 26, to: 59',
      'from: 27, to: 59',
      'ageBands.adults[1].from',
      'must be 26: bands join up without a gap',
    ],
    [
      'a band that spans ten',
      /to: 9, share: 0.45 }(\n.*)from: 10/,
      'to: 10, share: 0.45 }$1from: 11',
      'ageBands.children[1]',
      'must not span the age of 10: the bedroom standard asks for it',
    ],
    [
      'shares that do not add up',
      'to: 25, share: 0.17',
      'to: 25, share: 0.27',
      'ageBands.adults',
      'the shares must add up to 1',
    ],
    [
      'shares of a need that do not add up',
      'share: 0.68',
      'share: 0.5',
      'propertyNeeds[0].options',
      'the shares must add up to 1',
    ],
    [
      'rents out of order',
      'upTo: 160',
      'upTo: 120',
      'rentBands[1].upTo',
      'must be higher than the one before; null comes last',
    ],
    [
      'a household shape twice',
      'adults: 2, children: 0, bedrooms: 2',
      'adults: 2, children: 0, bedrooms: 1',
      'population.households[2]',
      'has the same shape as a row above',
    ],
  ])('names %s', (_, from, to, field, message) => {
    expect(errorsAfter([from, to]).map((error) => [error.field, error.message])).toEqual([[field, message]])
  })

  it('names the line of text that is not YAML', () => {
    const errors = errorsAfter(['areas:\n  - { code', 'areas:\n  - [ code'])
    expect(errors[0]).toMatchObject({ line: lineOf('E09000001'), field: '' })
  })

  it('is refused when empty, field by field', () => {
    const parsed = parseScheme('', 'empty.yaml')
    expect(parsed).toEqual({
      ok: false,
      errors: [{ file: 'empty.yaml', line: 1, column: 1, field: '', message: 'must be a group of fields' }],
    })
  })

  it('prints one line per mistake, as editors understand it', () => {
    const errors = errorsAfter(['version: 1', 'version: 0'], ['rarity: { k: 50 }', 'rarity: {}'])
    expect(formatFileErrors(errors)).toBe(
      `london.yaml:${lineOf('version: 1')}:1 version: must be at least 1\n` +
        `london.yaml:${lineOf('rarity: {')}:3 rules.rarity.k: is missing`,
    )
  })
})
