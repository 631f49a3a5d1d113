import { describe, expect, test } from 'vitest'
import { type Field, type Form, fieldNames, isInput, stepOf } from '../../../src/bots/forms/form.js'
import type { FormData } from '../../../src/bots/forms/form-data.js'
import { FORM_IDS, type FormId } from '../../../src/bots/forms/form-id.js'
import { decodeMeta, encodeMeta, type FormMeta } from '../../../src/bots/forms/form-meta.js'
import { buildForm, formOf } from '../../../src/bots/forms/index.js'
import { CASE_PARTS, type CaseFacts } from '../../../src/core/facts.js'
import { emptyForm } from '../../../src/core/request/form-content.js'
import { SECTION_IDS, sectionSchema } from '../../../src/core/request/form-sections.js'
import type { PartnerRecord } from '../../../src/core/request/records.js'
import { allActions } from '../../../src/core/request/rights.js'
import { stepFor } from '../../../src/core/steps.js'
import { london } from '../../core/scheme/london.js'

const scheme = london()
const brent: PartnerRecord = {
  id: 'brent',
  name: 'Brent Council',
  kind: 'local_authority',
  active: true,
  stockAreas: null,
  successorId: null,
}
const facts: CaseFacts = {
  ...CASE_PARTS,
  scheme,
  intake: 'open',
  actor: null,
  request: null,
  partners: [brent],
}
const partners = [{ id: brent.id, label: brent.name }]
const data: FormData = { partners, people: [{ id: 'p1', label: 'Lena Lead, Brent Council' }] }

/** Forms that core takes apart itself: the referral by sections, and those that are about no request. */
const OF_THEIR_OWN: readonly FormId[] = [
  'refer',
  'enquiry',
  'away',
  'intake',
  'make_code',
  'on_behalf',
  'change_request',
]
const ofOneStep = FORM_IDS.filter((id) => !OF_THEIR_OWN.includes(id))

interface ZodParts {
  def: { type: string; in?: ZodParts }
  shape?: Record<string, { safeParse(value: unknown): { success: boolean } }>
}

/** The object at the bottom of a schema, below refinements and transforms. */
function shapeOf(schema: unknown): NonNullable<ZodParts['shape']> {
  let at = schema as ZodParts
  while (at.def.type === 'pipe' && at.def.in) at = at.def.in
  if (!at.shape) throw new Error(`no object: ${at.def.type}`)
  return at.shape
}

function inputsOf(form: Form) {
  return form.steps[0].fields.filter(isInput)
}

function required(fields: readonly Field[]): string[] {
  return fields.filter(isInput).flatMap((field) => (field.required ? [field.name] : []))
}

describe('forms ask for what core takes', () => {
  test.each(ofOneStep)('%s has the fields of its step, no more and no fewer', (id) => {
    const shape = shapeOf(stepFor(id as never).input(facts))
    expect(
      inputsOf(buildForm(id, scheme, data))
        .map(({ name }) => name)
        .sort(),
    ).toEqual(Object.keys(shape).sort())
  })

  test.each(ofOneStep)('%s marks as needed what its step needs', (id) => {
    const shape = shapeOf(stepFor(id as never).input(facts))
    const needed = Object.keys(shape).filter((name) => !shape[name]?.safeParse(undefined).success)
    expect(required(buildForm(id, scheme, data).steps[0].fields).sort()).toEqual(needed.sort())
  })

  test.each(SECTION_IDS)('the referral has the fields of its section %s', (section) => {
    const shape = shapeOf(sectionSchema(section, scheme, { form: emptyForm(), landlordId: null }))
    const step = buildForm('refer', scheme, data).steps.find(({ id }) => id === section)
    expect(step && fieldNames(step).sort()).toEqual(Object.keys(shape).sort())
    const needed = Object.keys(shape).filter((name) => !shape[name]?.safeParse(undefined).success)
    expect(required(step?.fields ?? []).sort()).toEqual(needed.sort())
  })

  test('the referral has the sections of core, in their order, and a last look', () => {
    expect(buildForm('refer', scheme).steps.map(({ id }) => id)).toEqual([...SECTION_IDS, 'review'])
  })

  test('changing a request asks for the home and the areas, and leaves the words of the officer alone', () => {
    const shapes = (['home', 'areas'] as const).map((section) =>
      Object.keys(shapeOf(sectionSchema(section, scheme, { form: emptyForm(), landlordId: null }))),
    )
    expect(fieldNames(buildForm('change_request', scheme).steps[0])).toEqual(
      shapes.flat().filter((name) => name !== 'anythingElse'),
    )
  })

  test('an action acts at once only where its step asks for nothing', () => {
    const asking = allActions().filter(
      (action) => formOf(action) === null && Object.keys(shapeOf(stepFor(action).input(facts))).length > 0,
    )
    expect(asking).toEqual([])
  })

  test('every choice that a form offers is one that core takes', () => {
    const before = { form: emptyForm(), landlordId: null }
    const forms = [
      ...ofOneStep.map((id) => ({
        step: buildForm(id, scheme, data).steps[0],
        shape: shapeOf(stepFor(id as never).input(facts)),
      })),
      ...SECTION_IDS.map((section) => ({
        step: stepOf(buildForm('refer', scheme, data), section),
        shape: shapeOf(sectionSchema(section, scheme, before)),
      })),
    ]
    for (const { step, shape } of forms)
      for (const field of step.fields.filter(isInput))
        if (field.kind === 'choice' || field.kind === 'many')
          for (const { id } of field.options) {
            const taken = shape[field.name]?.safeParse(field.kind === 'many' ? [id] : id).success
            expect([step.id, field.name, id, taken]).toEqual([step.id, field.name, id, true])
          }
  })
})

describe('the last look at a referral', () => {
  const review = (given: FormData) => JSON.stringify(buildForm('refer', scheme, given).steps.at(-1))

  test('shows answers in the form’s own words', () => {
    const shown = review({
      ...data,
      values: { landlordId: 'brent', riskKinds: ['stalking'], temporary: false },
    })
    expect(shown).toContain('{"label":"Landlord now","value":"Brent Council"}')
    expect(shown).toContain('{"label":"Kind of risk","value":"Stalking"}')
    expect(shown).toContain('"value":"No"')
  })

  test('names what is missing and where', () => {
    const missing = [{ section: 'consent', words: 'Please give a date.' }]
    expect(review({ missing })).toContain('Consent: Please give a date.')
    expect(review({})).toContain('Everything is there')
  })
})

describe('what travels with an open form', () => {
  const meta: FormMeta = {
    form: 'decline',
    step: 'decline',
    formKey: '01935d2e-0000-7000-8000-000000000001',
    schemeId: 'london',
    ref: { kind: 'placement', placementId: '7d444840-9dc0-41d1-b245-5ffdce74fad2', revision: 3 },
    offerId: '01935d2e-0000-7000-8000-0000000000f1',
    onBehalf: { personId: 'lena', confirmedBy: 'phone' },
  }

  test('comes back as it was', () => {
    expect(decodeMeta(encodeMeta(meta))).toEqual(meta)
    expect(decodeMeta(encodeMeta({ form: 'refer', step: 'consent', formKey: 'k', ref: null }))).not.toBeNull()
  })

  test('is nothing when this program did not write it', () => {
    for (const bad of [
      '',
      '{}',
      'null',
      '[]',
      JSON.stringify({ ...meta, form: 'other' }),
      `${encodeMeta(meta)}x`,
    ])
      expect(decodeMeta(bad)).toBeNull()
    expect(decodeMeta(JSON.stringify({ ...meta, name: 'somebody' }))).toBeNull()
  })
})
