import { describe, expect, it } from 'vitest'
import { freeText, optionalFreeText } from '../../../src/core/privacy/free-text.js'
import { aScheme } from '../../support/facts.js'

const scheme = aScheme()

function errorOf(schema: ReturnType<typeof freeText>, text: unknown): string | undefined {
  return schema.safeParse(text).error?.issues[0]?.message
}

describe('free text', () => {
  it('is kept as it was written, without the spaces around it', () => {
    expect(freeText(scheme).parse('  The lift is out of order. ')).toBe('The lift is out of order.')
  })

  it('shows what was caught, asks for a rewrite and points to "Safety concern"', () => {
    const words = errorOf(freeText(scheme), 'Please write to E8 1DY about it.')
    expect(words).toContain('“E8 1DY”')
    expect(words).toContain('Safety concern')
  })

  it('lets the names of areas and services pass', () => {
    const text = `London Gang Exit and Housing Moves know of ${scheme.areas.map(({ name }) => name).join(', ')}.`
    expect(errorOf(freeText(scheme), text)).toBeUndefined()
  })

  it('says when there is none, or too much', () => {
    for (const nothing of [undefined, null, 7, '', '   ']) {
      expect(errorOf(freeText(scheme), nothing)).toBe('Please write a sentence.')
    }
    expect(errorOf(freeText(scheme, { missing: 'Please write the question.' }), '')).toBe(
      'Please write the question.',
    )
    expect(errorOf(freeText(scheme, { max: 10 }), 'ten chars!')).toBeUndefined()
    expect(errorOf(freeText(scheme, { max: 10 }), 'ten chars!!')).toBe('Please keep it under 11 characters.')
    expect(errorOf(freeText(scheme), 'a'.repeat(1_000))).toBeUndefined()
    expect(errorOf(freeText(scheme), 'a'.repeat(1_001))).toBe('Please keep it under 1001 characters.')
  })

  it('that may be left out is none when it is empty', () => {
    const schema = optionalFreeText(scheme, { max: 10 })
    for (const nothing of [undefined, null, '', '  ']) expect(schema.parse(nothing)).toBeUndefined()
    expect(schema.parse(' yes ')).toBe('yes')
    expect(schema.safeParse('far too long').success).toBe(false)
  })
})
