import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allowedWords } from '../../../src/core/privacy/allowed-words.js'
import { findPersonalDetails } from '../../../src/core/privacy/personal-details.js'
import { london } from '../scheme/london.js'

const scheme = london()
const allow = allowedWords(scheme)
const kindsIn = (text: string) => findPersonalDetails(text, { allow }).map(({ kind }) => kind)

const linesOf = (file: string) =>
  readFileSync(new URL(`../../fixtures/${file}`, import.meta.url), 'utf8')
    .trim()
    .split('\n')

describe('personal details in free text', () => {
  it.each(linesOf('personal-details.tsv').map((line) => line.split('\t')))('%s: %s', (kind, text) => {
    expect(kindsIn(text ?? '')).toContain(kind)
  })

  it.each(linesOf('harmless-lines.txt').map((line) => [line]))('lets pass: %s', (text) => {
    expect(findPersonalDetails(text, { allow })).toEqual([])
  })

  it('shows what was caught as it was typed, with its place', () => {
    const text = 'Ring 0\u200b7700\u200b 900\u200b123 or ask for Oluwaseun today'
    const found = findPersonalDetails(text)
    expect(found.map(({ kind }) => kind)).toEqual(['phone', 'name'])
    for (const { excerpt, start, end } of found) expect(text.slice(start, end).trim()).toBe(excerpt)
    expect(found[1]?.excerpt).toBe('Oluwaseun')
  })

  it('sees through look-alike letters, full-width digits and marks that cannot be seen', () => {
    expect(kindsIn('Her nаme is Fаtimа')).toEqual(['name'])
    expect(kindsIn('０７７００ ９００５３８')).toEqual(['phone'])
    expect(kindsIn('Y\u00adet\u00adunde is worried')).toEqual(['name'])
    expect(kindsIn('ЅЕ15 4ZХ')).toEqual(['postcode'])
    expect(kindsIn('🅷🅾🅳🅰🅽 called')).toEqual(['name'])
  })

  it('leaves the words that the scheme allows alone, on their own and in a phrase, and no others', () => {
    expect(kindsIn('Not Waltham Forest, not Kensington, London Gang Exit agrees')).toEqual([])
    expect(findPersonalDetails('Wants to live near Exampleton').map(({ excerpt }) => excerpt)).toEqual([
      'Exampleton',
    ])
    expect(findPersonalDetails('Wants to live near Exampleton', { allow: ['Exampleton'] })).toEqual([])
  })

  it('takes no part of an allowed phrase for allowed, apart from the halves of a double name', () => {
    expect(kindsIn('She takes the Elizabeth line')).toEqual([])
    expect(kindsIn('Spoke to Elizabeth today')).toEqual(['name'])
    expect(kindsIn('Not Dagenham please')).toEqual([])
    expect(findPersonalDetails('From Stoke-on-Trent (city)', { allow: ['Stoke-on-Trent (city)'] })).toEqual(
      [],
    )
  })

  it('does not take the codes of this program for anything', () => {
    expect(kindsIn('ARC-7K3Q-26 is W-7K3Q9F and your P-9XWQ4M')).toEqual([])
  })

  it('finds nothing in what the program itself says', () => {
    const texts: string[] = []
    const collect = (part: unknown): void => {
      if (typeof part === 'string' && !/^[a-z0-9_]+$/.test(part)) texts.push(part.replace(/\{\w+\}/g, 'them'))
      else if (typeof part === 'object' && part !== null) Object.values(part).forEach(collect)
    }
    collect([scheme.texts, scheme.reasons, scheme.propertyNeeds, scheme.tenancies, scheme.riskKinds])
    expect(texts.length).toBeGreaterThan(150)
    for (const text of texts) expect(findPersonalDetails(text, { allow }), text).toEqual([])
  })

  it('gives places inside the text, in order and without overlap, whatever was typed', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom('07700 900123 ', 'SE15 4ZX ', 'ﬁne ', 'Mrs Zubeda ', 'É́', '\u200b', '@sara_k ', '🅷 '),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join('')
        let last = 0
        for (const { start, end, excerpt } of findPersonalDetails(text, { allow })) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(text.length)
          expect(text.slice(start, end).trim()).toBe(excerpt)
          last = end
        }
      }),
      { numRuns: 100 },
    )
  })
})
