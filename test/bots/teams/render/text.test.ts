import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderCard } from '../../../../src/bots/teams/render/index.js'
import { markdown } from '../../../../src/bots/teams/render/text.js'
import type { View } from '../../../../src/bots/views/view.js'
import { markdownIn, plainIn } from '../../support/card-reader.js'

const signs = fc.constantFrom(
  ...'*_[]()`~<>#-+=!&;:/\\@{}|.0123',
  ' ',
  'a',
  'www.',
  '://',
  '<at>',
  '&lt;',
  '\n',
)
const typed = fc.oneof(
  fc.string({ unit: signs, maxLength: 40 }),
  fc.constantFrom(
    '**bold**',
    '[link](https://x.test)',
    '<at>Lena</at>',
    '# heading',
    '- item',
    '1. item',
    '---',
    '> quote',
    '`code`',
    '~~gone~~',
    'https://x.test',
    'www.x.test',
    '&#42;',
    '{{DATE(2026-01-01T00:00:00Z)}}',
  ),
)

/** What stands in markdown with a meaning, once everything that is escaped is taken out. */
function meaningsIn(text: string): string[] {
  const bare = text.replaceAll(/\\[!-/:-@[-`{-~]/g, '¤')
  const found = bare.match(/[\\*_[\]`~<]|&#?\w+;|:\/\/|www\.|\{\{(?:DATE|TIME)\(|\n/gi) ?? []
  return [...found, ...(/^(?:#{1,6}(?:\s|$)|>|=|[-+](?:\s|$|-)|\d+[.)](?:\s|$))/.test(bare) ? [bare] : [])]
}

function drawn(text: string) {
  const parts: View['parts'] = [
    { part: 'heading', text },
    { part: 'text', title: text, text },
    { part: 'facts', facts: [{ label: text, value: text }] },
    { part: 'list', title: text, items: [{ text, detail: text, warnings: [text] }] },
    { part: 'status', tone: 'plain', words: text },
    { part: 'note', text },
  ]
  return renderCard({ summary: 's', parts })
}

describe('what people typed', () => {
  test('is markup nowhere', () => {
    fc.assert(
      fc.property(typed, (text) => {
        for (const words of markdownIn(drawn(text))) expect([words, meaningsIn(words)]).toEqual([words, []])
      }),
      { numRuns: 500 },
    )
  })

  test('reads as it was typed once markdown is taken away', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const read = markdown(text)
          .replaceAll(/\\([!-/:-@[-`{-~])/g, '$1')
          .replaceAll('\u2060', '')
        expect(read).toBe(text.replaceAll(/\s+/g, ' ').trim())
      }),
      { numRuns: 500 },
    )
  })

  test('keeps its line breaks', () => {
    expect(plainIn(drawn('one\ntwo'))).toContain('\none\ntwo')
    expect(plainIn(drawn('one\r\ntwo'))).toContain('\none\ntwo')
  })

  test('mentions nobody, opens nothing and computes no date', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const card = JSON.stringify(drawn(text))
        expect(card).not.toMatch(/"entities"|Action\.OpenUrl|selectAction/)
        expect(card).not.toMatch(/\{\{(DATE|TIME)\(/)
      }),
    )
  })

  test('is left alone where nothing needs an escape', () => {
    for (const text of [
      'W-7K3Q9F',
      '-3',
      '+44 20 7946 0101',
      '£145.20 a week',
      '2 (1 female, 1 male)',
      'A & B',
    ])
      expect(markdown(text)).toBe(text)
  })
})
