import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { findPersonalDetails } from '../../src/core/privacy/personal-details.js'
import { takeApart } from './leaving.js'
import { Markers } from './markers.js'

const markers = new Markers(7)
const word = markers.word('note', { requests: new Set([3]) })
const name = word.charAt(0).toUpperCase() + word.slice(1)
const home = markers.propertyNumber('property_number', { requests: new Set([3]) })
const phone = markers.phone('officer_phone', {})

const percent = (text: string) => [...Buffer.from(text)].map((byte) => `%${byte.toString(16)}`).join('')
const entities = (text: string) => [...text].map((sign) => `&#${sign.charCodeAt(0)};`).join('')
const unicode = (text: string) => [...text].map((sign) => `\\u00${sign.charCodeAt(0).toString(16)}`).join('')
const base64 = (text: string, before: number) => Buffer.from('x'.repeat(before) + text).toString('base64')

const WAYS: readonly (readonly [string, string])[] = [
  ['as it is', `the ${word} was there`],
  ['as a name', `${name} Officer`],
  ['in capital letters', word.toUpperCase()],
  ['in JSON within JSON', JSON.stringify(JSON.stringify({ note: `"${word}"\n` }))],
  ['for a URL', `?note=${percent(word)}`],
  ['as HTML', `<p>${entities(word)}</p>`],
  ['in escapes of a script', `"${unicode(word)}"`],
  ['with signs that nobody sees', [...word].join('\u2060')],
  ['cut off in the middle', `${word.slice(0, 9)}…`],
  ...[0, 1, 2, 3].map((before) => [`in base64 after ${before}`, `{"a":"${base64(word, before)}"}`] as const),
  ['in base64 for a URL', Buffer.from(`?>?${name}`).toString('base64url')],
  ['in hexadecimal', `\\x${Buffer.from(word).toString('hex')}`],
]

describe('a marker is found', () => {
  test.each(WAYS)('%s', (_way, text) => {
    expect(markers.find(text).map((found) => found.word)).toContain(word)
  })

  test('as a property number and as a telephone number, however it is dialled', () => {
    expect(markers.find(`Property ${home}: passed on`)).toHaveLength(1)
    for (const written of [phone, `020 7946 0${phone.slice(-3)}`, phone.replace('+44', '0044')])
      expect(markers.find(written), written).toHaveLength(1)
  })

  test('and nothing else is', () => {
    for (const text of ['', 'nothing at all', '020 7946 0100', gzipSync(word).toString('base64')])
      expect(markers.find(text), text).toEqual([])
  })
})

test('no marker is a personal detail, so that the gate lets each pass', () => {
  const many = Array.from({ length: 100 }, () => `the ${markers.word('note')} was there`)
  expect(many.filter((text) => findPersonalDetails(text).length > 0)).toEqual([])
})

describe('a screen is taken apart', () => {
  test('in Slack: what is read, what travels unseen, what can be chosen, what is filled in', () => {
    const parts = takeApart(
      JSON.stringify({
        private_metadata: 'meta',
        blocks: [
          { type: 'section', text: { type: 'mrkdwn', text: 'read' }, block_id: 'block' },
          {
            type: 'actions',
            elements: [{ type: 'button', text: { text: 'label' }, action_id: 'act', value: 'val' }],
          },
          {
            type: 'input',
            element: {
              initial_value: 'typed',
              initial_option: { value: 'chosen' },
              options: [{ text: { text: 'one of many' }, value: 'many' }],
            },
          },
        ],
      }),
    )
    for (const shown of ['read', 'label', 'typed', 'chosen']) expect(parts.shown).toContain(shown)
    for (const hidden of ['meta', 'block', 'act', 'val']) expect(parts.hidden).toContain(hidden)
    expect(parts.choices).toBe('one of many\nmany')
  })

  test('in Teams: answers and cards, with what a client shows instead of a card', () => {
    const card = {
      type: 'AdaptiveCard',
      fallbackText: 'instead',
      body: [
        { type: 'FactSet', facts: [{ title: 'fact', value: 'read' }] },
        {
          type: 'Input.ChoiceSet',
          id: 'field',
          value: 'chosen',
          choices: [{ title: 'choice', value: 'id' }],
        },
      ],
      actions: [{ type: 'Action.Execute', title: 'label', verb: 'verb', data: { press: 'press' } }],
    }
    const parts = takeApart({
      task: { type: 'continue', value: { title: 'title', card: { content: card } } },
    })
    for (const shown of ['fact', 'read', 'chosen', 'label', 'title']) expect(parts.shown).toContain(shown)
    for (const hidden of ['field', 'verb', 'press']) expect(parts.hidden).toContain(hidden)
    expect([parts.preview, parts.choices]).toEqual(['instead', 'choice\nid'])
    expect(takeApart({ task: { type: 'message', value: 'a sentence' } }).shown).toContain('a sentence')
  })
})
