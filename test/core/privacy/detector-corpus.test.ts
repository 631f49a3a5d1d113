import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { allowedWords } from '../../../src/core/privacy/allowed-words.js'
import { findPersonalDetails } from '../../../src/core/privacy/personal-details.js'
import { london } from '../scheme/london.js'

interface Line {
  id: string
  kind: string
  text: string
}

const allow = allowedWords(london())
const corpus: Line[] = readFileSync(new URL('../../expected/detector-corpus.tsv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [id = '', kind = '', , ...text] = line.split('\t')
    return { id, kind, text: text.join('\t') }
  })

/**
 * The corpus was written by somebody else. The detector's author looked at one half (by a hash of the id; the first 29
 * lines had been seen before) and only ever counted the other.
 */
const wasLookedAt = ({ id }: Line) =>
  Number(id.slice(1)) <= 29 || (createHash('sha256').update(id).digest()[0] ?? 0) % 2 === 0

const isHarmless = ({ kind }: Line) => kind === 'harmless'
const isName = ({ kind }: Line) => /^name_|^nickname$|^other_alphabet$/.test(kind)

function figures(lines: Line[]) {
  const share = (belongs: (line: Line) => boolean) => {
    const chosen = lines.filter(belongs)
    const blocked = chosen.filter(({ text }) => findPersonalDetails(text, { allow }).length > 0)
    return blocked.length / chosen.length
  }
  return {
    structured: share((line) => !isHarmless(line) && !isName(line)),
    names: share(isName),
    harmless: share(isHarmless),
  }
}

describe('the detector against a corpus it was not written from', () => {
  it('blocks 97 % of structured details and 85 % of names, and at most 2 of 100 harmless lines', () => {
    const { structured, names, harmless } = figures(corpus)
    expect(structured).toBeGreaterThanOrEqual(0.97)
    expect(names).toBeGreaterThanOrEqual(0.85)
    expect(harmless).toBeLessThanOrEqual(0.02)
  })

  it('does nearly as well on the half that nobody looked at', () => {
    const held = figures(corpus.filter((line) => !wasLookedAt(line)))
    expect(held.structured).toBeGreaterThanOrEqual(0.94)
    expect(held.names).toBeGreaterThanOrEqual(0.9)
    expect(held.harmless).toBeLessThanOrEqual(0.03)
  })
})
