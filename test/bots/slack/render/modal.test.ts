import type { InputBlock } from '@slack/types'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isInput } from '../../../../src/bots/forms/form.js'
import type { FormData } from '../../../../src/bots/forms/form-data.js'
import { FORM_IDS, type FormId } from '../../../../src/bots/forms/form-id.js'
import { decodeMeta } from '../../../../src/bots/forms/form-meta.js'
import { buildForm } from '../../../../src/bots/forms/index.js'
import { checkLimits } from '../../../../src/bots/slack/render/limits.js'
import { modalErrors, renderModal, sayModal, waitingModal } from '../../../../src/bots/slack/render/modal.js'
import { readState } from '../../../../src/bots/slack/render/read-state.js'
import { checkView } from '../../../../src/standins/slack/check.js'
import { startingState } from '../../../../src/standins/slack/fields.js'
import type { Block, StateValues } from '../../../../src/standins/slack/types.js'
import { london } from '../../../core/scheme/london.js'
import { metaOf, PAGES } from '../../golden/forms.js'
import { crowded, long } from '../../support/crowded-form-data.js'

const scheme = london()
describe('every form', () => {
  test.each(PAGES)('%s is within Slack’s limits with little data and with much', (_name, id, step) => {
    for (const data of [{}, crowded]) {
      const modal = renderModal(buildForm(id, scheme, data), metaOf(id, step), {
        values: data.values ?? {},
        notice: long(2_900),
      })
      expect(checkLimits(modal, 'modal')).toEqual([])
      expect(checkView(modal)).toEqual([])
      expect(decodeMeta(modal.private_metadata ?? '')).toEqual(metaOf(id, step))
    }
  })

  test.each(PAGES)('%s has the safety row when it is about a case', (_name, id, step) => {
    const last = JSON.stringify(renderModal(buildForm(id, scheme, crowded), metaOf(id, step)).blocks.at(-1))
    expect(last).toContain('raise_safety_concern')
    expect(last).toContain('report_risk_change')
  })

  test('has a title that is not cut', () => {
    for (const id of FORM_IDS) expect(buildForm(id, scheme).title.length).toBeLessThanOrEqual(24)
  })

  test('has a button that is not cut', () => {
    for (const id of FORM_IDS) expect(buildForm(id, scheme).submitLabel.length).toBeLessThanOrEqual(24)
  })
})

describe('what was typed', () => {
  const given: Readonly<Record<string, unknown>> = {
    propertyNumber: 'MH-2207',
    area: 'E09000007',
    bedrooms: '2',
    type: 'flat',
    floor: '0',
    lift: true,
    meets: ['lift:needed', 'pet:allowed'],
    rentPerWeek: '145.20',
    tenancyOffered: 'secure_lifetime',
    availableFrom: '2026-12-01',
  }
  const stateOf = (
    id: FormId,
    values: Readonly<Record<string, unknown>>,
    data: FormData = {},
  ): StateValues => {
    const { blocks } = renderModal(buildForm(id, scheme, data), metaOf(id, id), { values })
    return startingState(blocks as unknown as Block[], [], {})
  }
  const read = (id: FormId, values: Readonly<Record<string, unknown>>, data: FormData = {}) =>
    readState(
      stateOf(id, values, data) as Parameters<typeof readState>[0],
      buildForm(id, scheme, data).steps[0],
    )

  test('stands in the form when it comes back', () => {
    expect(read('make_offer', given)).toEqual(given)
    expect(read('approve', { identityConfirmed: true, rentAccountCheck: 'plan' })).toEqual({
      identityConfirmed: true,
      rentAccountCheck: 'plan',
      conductCheck: undefined,
    })
    expect(read('arrange_viewing', { viewingAt: '2026-11-24T14:00:00.000Z' })).toEqual({
      viewingAt: '2026-11-24T14:00:00.000Z',
    })
    expect(read('check_area', { suitable: false })).toMatchObject({ suitable: false })
  })

  test('is found in a list of several hundred people', () => {
    const id = crowded.people?.[429]?.id
    expect(read('away', { deputyId: id }, crowded)).toMatchObject({ deputyId: id })
  })

  test('left empty is nothing, never an empty text', () => {
    expect(read('make_offer', {})).toEqual({
      ...Object.fromEntries(Object.keys(given).map((name) => [name, undefined])),
      lift: false,
      meets: [],
    })
    expect(readState({}, buildForm('decline', scheme).steps[0])).toMatchObject({ reason: undefined })
    expect(
      readState({ note: { note: { value: '   ' } } }, buildForm('decline', scheme).steps[0]),
    ).toMatchObject({ note: undefined })
  })

  test('survives any values, also those that no option has', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(given)), fc.anything()), (values) => {
        const modal = renderModal(buildForm('make_offer', scheme), metaOf('make_offer', 'make_offer'), {
          values,
        })
        expect(checkView(modal)).toEqual([])
      }),
      { numRuns: 100 },
    )
  })
})

describe('a form that comes back with errors', () => {
  const step = buildForm('decline', scheme).steps[0]

  test('says each sentence at its field', () => {
    expect(modalErrors(step, { note: 'Please add a note.' })).toEqual({ note: 'Please add a note.' })
  })

  test('says at the first field what belongs to none', () => {
    expect(modalErrors(step, { form: 'One.', other: 'Two.' })).toEqual({ reason: 'One. Two.' })
  })

  test('has nowhere to say it when it has no field', () => {
    expect(modalErrors(buildForm('release', scheme).steps[0], { form: 'One.' })).toBeNull()
  })
})

describe('a form of several pages', () => {
  const draw = (step: string) => renderModal(buildForm('refer', scheme), metaOf('refer', step))

  test('has a button to each page and says what the last one does', () => {
    const pagesOf = JSON.stringify(draw('consent').blocks[0])
    for (const step of buildForm('refer', scheme).steps) expect(pagesOf).toContain(`go_to_step:${step.id}`)
    expect(draw('consent').submit?.text).toBe('Save and go on')
    expect(draw('review').submit?.text).toBe('Send it in')
  })

  test('opens at the first page for a page that it does not have', () => {
    expect(draw('elsewhere').blocks).toEqual(draw('consent').blocks)
  })
})

describe('a modal without a form', () => {
  test('says its sentence within the limits', () => {
    for (const modal of [waitingModal(long(80)), sayModal(long(80), long(5_000))]) {
      expect(checkView(modal)).toEqual([])
      expect(checkLimits(modal, 'modal')).toEqual([])
    }
  })
})

test('a block of a form has the name of its field, so that Slack shows an error there', () => {
  for (const id of FORM_IDS) {
    const form = buildForm(id, scheme, crowded)
    const { blocks } = renderModal(form, metaOf(id, id))
    const names = form.steps[0].fields.filter(isInput).map(({ name }) => name)
    const inputs = blocks.filter((block): block is InputBlock => block.type === 'input')
    expect(inputs.map(({ block_id }) => block_id)).toEqual(names)
    expect(inputs.map(({ element }) => element.action_id)).toEqual(names)
  }
})
