import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isInput } from '../../../../src/bots/forms/form.js'
import type { FormData } from '../../../../src/bots/forms/form-data.js'
import { FORM_IDS, type FormId } from '../../../../src/bots/forms/form-id.js'
import { decodeMeta } from '../../../../src/bots/forms/form-meta.js'
import { buildForm } from '../../../../src/bots/forms/index.js'
import { checkCard, decodeAction, renderDialog } from '../../../../src/bots/teams/render/index.js'
import type { AdaptiveCard, CardInput } from '../../../../src/bots/teams/render/model.js'
import { decodeButton } from '../../../../src/bots/views/button-value.js'
import { london } from '../../../core/scheme/london.js'
import { metaOf, PAGES } from '../../golden/forms.js'
import { wrongWith } from '../../support/card-judge.js'
import { buttonsOf, inputsOf } from '../../support/card-reader.js'
import { crowded, long } from '../../support/crowded-form-data.js'

const scheme = london()
const zone = scheme.timezone

interface Extras {
  values?: Readonly<Record<string, unknown>>
  errors?: Readonly<Record<string, string>>
  notice?: string
}
const draw = (id: FormId, extras: Extras = {}, data: FormData = {}, step: string = id) =>
  renderDialog(buildForm(id, scheme, data), metaOf(id, step), { zone, ...extras })
const wrong = (card: AdaptiveCard) => [...checkCard(card, 'dialog'), ...wrongWith(card)]

describe('every form', () => {
  test.each(PAGES)('%s is a card that Teams takes, with little data and with much', (_name, id, step) => {
    for (const data of [{}, crowded]) {
      const form = buildForm(id, scheme, data)
      const errors = Object.fromEntries(
        form.steps.flatMap(({ fields }) => fields.filter(isInput).map(({ name }) => [name, long(300)])),
      )
      const extras = {
        values: data.values ?? {},
        notice: long(2_900),
        errors: { ...errors, form: long(300) },
      }
      expect(wrong(draw(id, extras, data, step).card)).toEqual([])
    }
  })

  test.each(PAGES)('%s sends its ids along with every button', (_name, id, step) => {
    for (const { data } of buttonsOf(draw(id, {}, crowded, step).card)) {
      expect(decodeMeta(data.form ?? '')).toEqual(metaOf(id, step))
      const action = decodeAction(data)
      expect(action && 'press' in action ? decodeButton(action.press) : action).not.toBeNull()
    }
  })

  test.each(PAGES)('%s has the safety row when it is about a case', (_name, id, step) => {
    const about = buttonsOf(draw(id, {}, crowded, step).card).slice(-2)
    expect(about.map(({ title }) => title)).toEqual(['Safety concern', 'Risk has changed'])
    const free = renderDialog(buildForm(id, scheme), { ...metaOf(id, step), ref: null }, { zone })
    expect(JSON.stringify(free)).not.toContain('raise_safety_concern')
  })

  test.each(PAGES)('%s checks nothing in the client: core is the only judge', (_name, id, step) => {
    const drawn = JSON.stringify(inputsOf(draw(id, {}, crowded, step).card))
    expect(drawn).not.toMatch(/"(isRequired|regex|min|max|maxLength|errorMessage)"/)
  })

  test('has no field named like what its buttons carry', () => {
    for (const id of FORM_IDS)
      for (const { fields } of buildForm(id, scheme).steps)
        for (const field of fields.filter(isInput))
          expect(['press', 'form', 'step', 'msteams']).not.toContain(field.name)
  })

  test('marks what may be left empty', () => {
    const byId = new Map(inputsOf(draw('make_offer').card).map((input) => [input.id, JSON.stringify(input)]))
    for (const field of buildForm('make_offer', scheme).steps[0].fields.filter(isInput))
      expect([field.name, byId.get(field.name)?.includes('(optional)')]).toEqual([
        field.name,
        !field.required,
      ])
  })
})

describe('choices', () => {
  const input = (card: AdaptiveCard, id: string): CardInput =>
    inputsOf(card).find((one) => one.id === id) ?? expect.fail(id)

  test('up to six are shown whole; more are a menu, in which one can search', () => {
    expect(input(draw('intake').card, 'intake')).toMatchObject({ style: 'expanded' })
    expect(input(draw('make_offer').card, 'area')).toMatchObject({ style: 'filtered' })
  })

  test('several of a long list are a menu of boxes', () => {
    const risk = draw('refer', {}, crowded, 'risk').card
    expect(input(risk, 'excludedPeople')).toMatchObject({ style: 'compact', isMultiSelect: true })
  })

  test('an empty list says so', () => {
    expect(JSON.stringify(draw('correct_landlord').card)).toContain(
      'The right landlord: there is nothing to choose.',
    )
  })
})

describe('a form that comes back with errors', () => {
  const errors = { note: 'Please add a note.', form: 'The offer has ended.' }
  const { card } = draw('decline', { errors })
  const at = (find: string) => card.body.findIndex((element) => JSON.stringify(element).includes(find))

  test('says each sentence right under its field, in colour and with a sign', () => {
    expect(at('Please add a note.')).toBe(at('"id":"note"') + 1)
    expect(card.body[at('Please add a note.')]).toMatchObject({
      type: 'TextBlock',
      text: '⚠️ Please add a note.',
      color: 'attention',
    })
  })

  test('says at the top that something needs another look, and what belongs to no field', () => {
    expect(at('Please look again')).toBe(0)
    expect(at('The offer has ended.')).toBe(1)
    expect(JSON.stringify(draw('decline').card)).not.toContain('Please look again')
  })

  test('says under both inputs what is wrong with a day and a time', () => {
    const { body } = draw('arrange_viewing', { errors: { viewingAt: 'Please give a day and a time.' } }).card
    const index = body.findIndex((element) => 'id' in element && element.id === 'viewingAt.time')
    expect(body[index + 1]).toMatchObject({ text: '⚠️ Please give a day and a time.' })
  })

  test('has room for a sentence where there is no field', () => {
    const released = JSON.stringify(draw('release', { errors: { form: 'It was recalled.' } }).card)
    expect(released).toContain('It was recalled.')
    expect(released).not.toContain('Please look again')
  })
})

describe('a form of several pages', () => {
  const titles = (step: string) => buttonsOf(draw('refer', {}, {}, step).card)

  test('has a button to each page, the present one marked, and says what the last one does', () => {
    const pages = titles('risk').filter(({ data }) => data.step !== undefined)
    expect(pages.map(({ data }) => data.step)).toEqual(buildForm('refer', scheme).steps.map(({ id }) => id))
    expect(pages.flatMap(({ style, data }) => (style ? [data.step] : []))).toEqual(['risk'])
    expect(titles('consent').map(({ title }) => title)).toContain('Save and go on')
    expect(titles('review').map(({ title }) => title)).toContain('Send it in')
  })

  test('opens at the first page for a page that it does not have', () => {
    expect(draw('refer', {}, {}, 'elsewhere')).toEqual(draw('refer', {}, {}, 'consent'))
  })
})

test('any values, also those that no input could hold, give a card that Teams takes', () => {
  const names = [
    ...buildForm('make_offer', scheme)
      .steps[0].fields.filter(isInput)
      .map(({ name }) => name),
  ]
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), fc.anything()), (values) => {
      expect(wrong(draw('make_offer', { values }).card)).toEqual([])
    }),
    { numRuns: 100 },
  )
  fc.assert(
    fc.property(fc.anything(), (viewingAt) => {
      expect(wrong(draw('arrange_viewing', { values: { viewingAt } }).card)).toEqual([])
    }),
  )
})
