import { describe, expect, test } from 'vitest'
import { checkCard, decodeAction } from '../../../../src/bots/teams/render/index.js'
import { againstSchema, toLibrary } from '../../support/card-judge.js'

const text = { type: 'TextBlock', text: 'x', wrap: true }
const press = { type: 'Action.Submit', title: 'Go', data: {} }
const execute = { type: 'Action.Execute', title: 'Go', verb: 'go', data: {}, fallback: press }
const card = (...body: object[]) => ({ type: 'AdaptiveCard', version: '1.5', body })
const row = (...actions: object[]) => ({ type: 'ActionSet', actions })
const input = (over: object = {}) => ({ type: 'Input.Text', id: 'a', label: 'A', ...over })
const choices = (values: string[], over: object = {}) => ({
  ...input({ type: 'Input.ChoiceSet', wrap: true, ...over }),
  choices: values.map((value) => ({ title: value, value })),
})
const many = (count: number) => Array.from({ length: count }, () => press)

/** Nothing is said about the first; one thing is found in the second. */
const EDGES: readonly [what: string, right: object, wrong: object][] = [
  ['a version', card(text), { ...card(text), version: '1.6' }],
  ['no version', card(text), { ...card(text), version: undefined }],
  ['a refresh', card(text), { ...card(text), refresh: { action: execute } }],
  ['a verb', card(row(execute)), card(row({ ...execute, verb: '' }))],
  ['a fallback', card(row(execute)), card(row({ ...execute, fallback: undefined }))],
  ['words that wrap', card(text), card({ ...text, wrap: undefined })],
  ['buttons of one row', card(row(...many(6))), card(row(...many(7)))],
  ['elements that are not in the table', card(text), card({ type: 'Carousel' })],
  [
    'an element in a container',
    card({ type: 'Container', items: [text] }),
    card({ type: 'Container', items: [{}] }),
  ],
  ['ids', card(input(), input({ id: 'b' })), card(input(), input())],
  ['a label', card(input()), card(input({ label: '' }))],
  ['choices', card(choices(['a', 'b'])), card(choices(['a', 'a']))],
  ['a comma in a choice of several', card(choices(['a,b'])), card(choices(['a,b'], { isMultiSelect: true }))],
  [
    'a card that a button unfolds',
    card(row({ type: 'Action.ShowCard', title: 'Sure?', card: { type: 'AdaptiveCard', body: [text] } })),
    card(row({ type: 'Action.ShowCard', title: 'Sure?', card: { type: 'AdaptiveCard', body: [{}] } })),
  ],
]

describe('what Teams would not take', () => {
  test.each(EDGES)('%s', (_what, right, wrong) => {
    expect(checkCard(right)).toEqual([])
    expect(checkCard(wrong)).toHaveLength(1)
  })

  test('28 KB of a message, in bytes; a dialog may be larger', () => {
    const sized = (bytes: number) => {
      const empty = card({ ...text, text: 'é' })
      const rest = bytes - Buffer.byteLength(JSON.stringify(empty))
      return card({ ...text, text: `é${'x'.repeat(rest)}` })
    }
    expect(checkCard(sized(28 * 1_024))).toEqual([])
    expect(checkCard(sized(28 * 1_024 + 1))).toHaveLength(1)
    expect(checkCard(sized(100_000), 'dialog')).toEqual([])
  })

  test('anything that is no card', () => {
    for (const other of [null, 'x', [], {}]) expect(checkCard(other)).toEqual(['no AdaptiveCard'])
  })
})

describe('the schema of Adaptive Cards', () => {
  test('knows every element, and refuses properties and words that are not in it', () => {
    const right = card(text, input(), choices(['a'], { style: 'filtered' }), row(execute, press), {
      type: 'RichTextBlock',
      inlines: ['x', { type: 'TextRun', text: 'y', weight: 'bolder' }],
    })
    expect(againstSchema(right)).toEqual([])
    expect(againstSchema({ ...card(text), msteams: { width: 'Full' } })).toEqual([])
    for (const wrong of [
      card({ ...text, bold: true }),
      card({ ...text, size: 'huge' }),
      card({ type: 'TextBlock', wrap: true }),
      card({ type: 'Carousel' }),
      card(input({ id: undefined })),
      card(row({ ...press, verb: 'go' })),
      card({ type: 'Container', items: [{ ...text, colour: 'good' }] }),
      { ...card(text), version: '1.6' },
      { ...card(text), fallback: 'x' },
      { type: 'AdaptiveCard', body: [] },
    ])
      expect([wrong, againstSchema(wrong).length > 0]).toEqual([wrong, true])
  })

  test('is not the only judge: the official library reads every card too', () => {
    expect(toLibrary(card(text, input(), row(execute)))).toEqual([])
    expect(toLibrary(card({ type: 'Carousel' }))).not.toEqual([])
    expect(toLibrary(card(row(...many(7))))).not.toEqual([])
    expect(toLibrary(card(input(), input()))).not.toEqual([])
  })
})

describe('what comes back with a press', () => {
  test('is a press, a press inside a form, a form, or a page of it', () => {
    expect(decodeAction({ press: 'p', note: 'typed' })).toEqual({ press: 'p' })
    expect(decodeAction({ press: 'p', form: 'f' })).toEqual({ press: 'p', form: 'f' })
    expect(decodeAction({ form: 'f', note: 'typed' })).toEqual({ form: 'f' })
    expect(decodeAction({ form: 'f', step: 'risk' })).toEqual({ form: 'f', step: 'risk' })
    expect(decodeAction({ msteams: { type: 'task/fetch' }, press: 'p' })).toEqual({ press: 'p' })
  })

  test('is nothing when this program did not write it', () => {
    for (const other of [
      null,
      undefined,
      'p',
      5,
      [],
      {},
      { press: 5 },
      { press: '' },
      { step: 'risk' },
      { form: {} },
    ])
      expect(decodeAction(other)).toBeNull()
    expect(decodeAction(Object.create({ press: 'p' }))).toBeNull()
  })
})
