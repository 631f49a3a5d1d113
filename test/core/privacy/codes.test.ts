import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  codeKind,
  newPartnerReference,
  newReference,
  newWorkingCode,
  normaliseCode,
  type RandomBytes,
} from '../../../src/core/privacy/codes.js'

/** Repeatable bytes that look random. */
function bytesFrom(seed: string): RandomBytes {
  let round = 0
  return (size) => {
    const chunks: number[] = []
    while (chunks.length < size) chunks.push(...createHash('sha256').update(`${seed} ${round++}`).digest())
    return Uint8Array.from(chunks.slice(0, size))
  }
}

const random = bytesFrom('codes')
const reference = (now = '2026-11-24T14:00:00Z') =>
  newReference(random, 'ARC', new Date(now), 'Europe/London')

describe('codes (D8)', () => {
  it('can be told apart by their look', () => {
    expect(newWorkingCode(random)).toMatch(/^W-[2-9A-HJKMNP-TV-Z]{6}$/)
    expect(newPartnerReference(random)).toMatch(/^P-[2-9A-HJKMNP-TV-Z]{6}$/)
    expect(reference()).toMatch(/^ARC-[2-9A-HJKMNP-TV-Z]{4}-26$/)
    expect([newWorkingCode(random), newPartnerReference(random), reference()].map(codeKind)).toEqual([
      'working',
      'partner',
      'reference',
    ])
    expect(codeKind('ARC-0000-26')).toBeUndefined()
  })

  it('carry the local year of approval', () => {
    expect(reference('2026-12-31T23:59:00Z')).toMatch(/-26$/)
    expect(reference('2027-01-01T00:00:00Z')).toMatch(/-27$/)
  })

  it('use every letter equally often: bytes that would favour some are thrown away', () => {
    const everyByte: RandomBytes = () => Uint8Array.from({ length: 256 }, (_, byte) => byte)
    let made = ''
    let used = 0
    const slice: RandomBytes = (size) => {
      const bytes = everyByte(256).slice(used, used + size)
      used += size
      return bytes.length > 0 ? bytes : Uint8Array.of(0)
    }
    while (used < 252) made += newWorkingCode(slice).slice(2)
    const counts = new Map<string, number>()
    for (const letter of made.slice(0, 240)) counts.set(letter, (counts.get(letter) ?? 0) + 1)
    expect(new Set(counts.values())).toEqual(new Set([8]))
    expect(counts.size).toBe(30)
  })

  it('are found again however they were typed', () => {
    for (const typed of ['ARC-7K3Q-26', 'arc7k3q26', ' arc 7k3q 26 ', 'ARC–7K3Q–26', 'ＡＲＣ-7K3Q-26']) {
      expect(normaliseCode(typed)).toBe('ARC-7K3Q-26')
    }
    expect(normaliseCode('p 9xwq4m')).toBe('P-9XWQ4M')
    expect(normaliseCode('w-7k3q9f')).toBe('W-7K3Q9F')
    expect(normaliseCode('hello')).toBe('HELLO')
  })
})
