import { localClock } from '../time/local-clock.js'

/** Random bytes, injected: core holds no source of randomness of its own. */
export type RandomBytes = (size: number) => Uint8Array

/** No 0/O, 1/I/L or U: read over the phone, none is mistaken for another and no word appears by chance. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/** D8. For nominating officer, lead and coordinator to quote from submission on: `W-7K3Q9F`. */
export function newWorkingCode(random: RandomBytes): string {
  return `W-${letters(random, 6)}`
}

/** D8. Allocated at approval, seen by coordinator and nominating officer only: `ARC-7K3Q-26`. */
export function newReference(random: RandomBytes, prefix: string, now: Date, timezone: string): string {
  const year = new Date(localClock(timezone).at(now)).getUTCFullYear()
  return `${prefix}-${letters(random, 4)}-${String(year).slice(-2)}`
}

/** D8. A different one for each partner that gets the notice: `P-9XWQ4M`. */
export function newPartnerReference(random: RandomBytes): string {
  return `P-${letters(random, 6)}`
}

/** Handed over on the telephone to confirm an account: `K7Q3-9XWQ`. */
export function newOneTimeCode(random: RandomBytes): string {
  const typed = letters(random, 8)
  return `${typed.slice(0, 4)}-${typed.slice(4)}`
}

/** As it was made, however somebody typed it. */
export function normaliseOneTimeCode(typed: string): string {
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
  return `${plain.slice(0, 4)}-${plain.slice(4)}`
}

export type CodeKind = 'working' | 'reference' | 'partner'

const SHAPES: Record<CodeKind, RegExp> = {
  working: new RegExp(`^W-[${ALPHABET}]{6}$`),
  partner: new RegExp(`^P-[${ALPHABET}]{6}$`),
  reference: new RegExp(`^[A-Z]{2,4}-[${ALPHABET}]{4}-\\d{2}$`),
}

export function codeKind(code: string): CodeKind | undefined {
  return (Object.keys(SHAPES) as CodeKind[]).find((kind) => SHAPES[kind].test(code))
}

/** What a person typed (small letters, spaces, long dashes, none at all) as the code we keep. */
export function normaliseCode(typed: string): string {
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
  const reference = /^([A-Z]{2,4})([0-9A-Z]{4})(\d{2})$/.exec(plain)
  if (reference) return `${reference[1]}-${reference[2]}-${reference[3]}`
  const short = /^([WP])([0-9A-Z]{6})$/.exec(plain)
  return short ? `${short[1]}-${short[2]}` : plain
}

/** Bytes at or above the largest multiple of the alphabet's length are thrown away, so no letter is likelier. */
function letters(random: RandomBytes, count: number): string {
  const limit = 256 - (256 % ALPHABET.length)
  let result = ''
  while (result.length < count) {
    for (const byte of random(count)) {
      if (byte < limit && result.length < count) result += ALPHABET[byte % ALPHABET.length]
    }
  }
  return result
}
