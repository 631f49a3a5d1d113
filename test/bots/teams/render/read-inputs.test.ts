import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type InputField, isInput, stepOf } from '../../../../src/bots/forms/form.js'
import type { FormId } from '../../../../src/bots/forms/form-id.js'
import { buildForm } from '../../../../src/bots/forms/index.js'
import { renderModal } from '../../../../src/bots/slack/render/modal.js'
import { readState } from '../../../../src/bots/slack/render/read-state.js'
import { readInputs, renderDialog } from '../../../../src/bots/teams/render/index.js'
import { CASE_PARTS, type CaseFacts } from '../../../../src/core/facts.js'
import { stepFor } from '../../../../src/core/steps.js'
import { startingState } from '../../../../src/standins/slack/fields.js'
import type { Block } from '../../../../src/standins/slack/types.js'
import { london } from '../../../core/scheme/london.js'
import { FORM_DATA, metaOf, PAGES } from '../../golden/forms.js'
import { untouched } from '../../support/card-reader.js'

const scheme = london()
const zone = scheme.timezone

type Values = Readonly<Record<string, unknown>>
const formOf = (id: FormId) => buildForm(id, scheme, FORM_DATA)
const throughTeams = (id: FormId, step: string, values: Values) => {
  const { card } = renderDialog(formOf(id), metaOf(id, step), { values, zone })
  return readInputs(untouched(card), stepOf(formOf(id), step), zone)
}
const throughSlack = (id: FormId, step: string, values: Values) => {
  const { blocks } = renderModal(formOf(id), metaOf(id, step), { values })
  const state = startingState(blocks as unknown as Block[], [], {})
  return readState(state as Parameters<typeof readState>[0], stepOf(formOf(id), step))
}
const read = (data: Values, id: FormId = 'make_offer', step: string = id) =>
  readInputs(data, stepOf(formOf(id), step), zone)

/** What somebody may have answered on either platform. */
function answer(field: InputField): fc.Arbitrary<unknown> {
  switch (field.kind) {
    case 'text':
      return fc
        .string({ minLength: 1, maxLength: Math.min(field.max, 60) })
        .map((text) => text.trim())
        .filter((text) => text !== '')
    case 'number':
      return fc.oneof(fc.integer().map(String), fc.constantFrom('145.2', '0', '0.5'))
    case 'choice':
      return field.options.length > 0
        ? fc.constantFrom(...field.options.map(({ id }) => id))
        : fc.constant(undefined)
    case 'many':
      return fc.subarray(field.options.map(({ id }) => id))
    case 'yesno':
    case 'tick':
      return fc.boolean()
    case 'date':
      return day.map((date) => date.toISOString().slice(0, 10))
    case 'datetime':
      return day.map((date) => `${date.toISOString().slice(0, 16)}:00.000Z`)
  }
}

/** Any minute but those of the night: on one night a year an hour is there twice. */
const day = fc
  .date({ min: new Date('2025-01-01'), max: new Date('2035-01-01'), noInvalidDate: true })
  .map((date) => new Date(date.setUTCHours(4 + (date.getUTCHours() % 20))))

describe('what was typed', () => {
  test.each(PAGES)(
    '%s gives the same answers as on Slack, and again after it came back',
    (_name, id, step) => {
      const fields = stepOf(formOf(id), step).fields.filter(isInput)
      const answers = fc.record(Object.fromEntries(fields.map((field) => [field.name, answer(field)])), {
        requiredKeys: [],
      })
      fc.assert(
        fc.property(answers, (values) => {
          const teams = throughTeams(id, step, values)
          expect(teams).toEqual(throughSlack(id, step, values))
          expect(throughTeams(id, step, teams)).toEqual(teams)
        }),
        { numRuns: 25 },
      )
    },
  )

  test('stands in the form again even where it is wrong', () => {
    const wrong = fc.string({ unit: fc.constantFrom(...'0123456789-:./ abT\n'), maxLength: 20 })
    fc.assert(
      fc.property(wrong, wrong, wrong, (bedrooms, availableFrom, propertyNumber) => {
        const typed = read({ bedrooms, availableFrom, propertyNumber })
        const numbers = (values: Values) => ({ ...values, bedrooms: sameNumber(values.bedrooms) })
        expect(numbers(throughTeams('make_offer', 'make_offer', typed))).toEqual(numbers(typed))
      }),
      { numRuns: 400 },
    )
  })

  test('longer than allowed comes back whole', () => {
    const values = { note: 'w'.repeat(9_000), reason: 'safety' }
    expect(throughTeams('decline', 'decline', values).note).toBe(values.note)
    expect(throughTeams('make_offer', 'make_offer', { propertyNumber: 'one\ntwo' }).propertyNumber).toBe(
      'one\ntwo',
    )
  })

  test('as text in a field for numbers comes back as text, and as digits where they are too many', () => {
    for (const rentPerWeek of ['about 145', '1e5', '12345678901234567890', '-0'])
      expect(throughTeams('make_offer', 'make_offer', { rentPerWeek }).rentPerWeek).toBe(rentPerWeek)
    expect(Number(throughTeams('make_offer', 'make_offer', { rentPerWeek: '145.20' }).rentPerWeek)).toBe(
      145.2,
    )
  })
})

describe('what Teams sends', () => {
  test('left empty is nothing, never an empty text', () => {
    const nothing = {
      propertyNumber: undefined,
      area: undefined,
      bedrooms: undefined,
      type: undefined,
      floor: undefined,
      lift: false,
      meets: [],
      rentPerWeek: undefined,
      tenancyOffered: undefined,
      availableFrom: undefined,
    }
    expect(read({})).toEqual(nothing)
    expect(read(Object.fromEntries(Object.keys(nothing).map((name) => [name, ' '])))).toEqual(nothing)
    expect(read(Object.fromEntries(Object.keys(nothing).map((name) => [name, null])))).toEqual(nothing)
  })

  test('a number as number or text, several joined by commas, a box as "true"', () => {
    expect(
      read({ bedrooms: 2, rentPerWeek: ' 145.20 ', meets: 'lift:needed,pet:allowed', lift: 'true' }),
    ).toMatchObject({
      bedrooms: '2',
      rentPerWeek: '145.20',
      meets: ['lift:needed', 'pet:allowed'],
      lift: true,
    })
  })

  test('keys that are no field are ignored, those of every object too', () => {
    const step = stepOf(formOf('intake'), 'intake')
    const data = JSON.parse('{"intake":"open","msteams":{},"form":"x","__proto__":{"intake":"closed"}}')
    expect(readInputs(data, step, zone)).toEqual({ intake: 'open' })
    expect(
      readInputs({}, { ...step, fields: [{ ...fieldOf(step.fields[0]), name: 'toString' }] }, zone),
    ).toEqual({
      toString: undefined,
    })
  })

  test('lists and objects where a text belongs go on as they are, for core to refuse', () => {
    const odd = { a: ['x'] }
    expect(
      read({ propertyNumber: odd, bedrooms: [2], area: ['x'], lift: odd, meets: odd, availableFrom: 5 }),
    ).toMatchObject({
      propertyNumber: odd,
      bedrooms: [2],
      area: ['x'],
      lift: odd,
      meets: odd,
      availableFrom: 5,
    })
    expect(read({ suitable: 'perhaps' }, 'check_area')).toMatchObject({ suitable: 'perhaps' })
    expect(read({ viewingAt: [1], 'viewingAt.time': '14:00' }, 'arrange_viewing')).toEqual({ viewingAt: [1] })
    expect(read({ viewingAt: '2026-11-24', 'viewingAt.time': { x: 1 } }, 'arrange_viewing')).toEqual({
      viewingAt: { x: 1 },
    })
  })
})

describe('a day and a time', () => {
  const at = (viewingAt: string | undefined, time: string | undefined) =>
    read({ viewingAt, 'viewingAt.time': time }, 'arrange_viewing').viewingAt
  const facts: CaseFacts = {
    ...CASE_PARTS,
    scheme,
    intake: 'open',
    actor: null,
    request: null,
    partners: [],
  }
  const taken = (viewingAt: unknown) =>
    stepFor('arrange_viewing').input(facts).safeParse({ viewingAt }).success

  test('are read on the clocks of the scheme', () => {
    expect(at('2026-11-24', '14:00')).toBe('2026-11-24T14:00:00.000Z')
    expect(at('2026-07-24', '14:00')).toBe('2026-07-24T13:00:00.000Z')
    expect(at('2026-07-24', '14:00:00')).toBe('2026-07-24T13:00:00.000Z')
    expect(taken(at('2026-07-24', '14:00'))).toBe(true)
  })

  test('of which one is missing, or which no clock will show, are refused by core and come back as typed', () => {
    for (const [day, time] of [
      ['2026-11-24', ''],
      ['', '14:00'],
      // The clocks go from 01:00 to 02:00.
      ['2026-03-29', '01:30'],
      ['2026-02-30', '14:00'],
      ['2026-11-24', '25:00'],
      ['tomorrow', '14:00'],
      ['tomorrow', 'at two'],
    ] as const) {
      const handedOn = at(day, time)
      expect([day, time, handedOn, taken(handedOn)]).toEqual([day, time, expect.any(String), false])
      expect(throughTeams('arrange_viewing', 'arrange_viewing', { viewingAt: handedOn })).toEqual({
        viewingAt: handedOn,
      })
    }
  })

  test('left empty are nothing', () => {
    expect(at('', '')).toBeUndefined()
    expect(at(undefined, undefined)).toBeUndefined()
  })
})

function fieldOf(field: unknown): InputField {
  return field as InputField
}

/** 007 and 7 are one number: an input for numbers gives it back without its zeros. */
function sameNumber(value: unknown): unknown {
  const number = Number(value)
  return value !== undefined && Number.isFinite(number) ? number : value
}
