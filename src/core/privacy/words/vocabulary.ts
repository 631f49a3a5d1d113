import { ENGLISH } from './english.js'
import { GIVEN_NAMES } from './given-names.js'
import { FIELD_WORDS, KNOWN_CAPITALS } from './known-words.js'

const setOf = (lists: readonly string[]) => new Set(lists.flatMap((list) => list.split(' ')))

// Built at the first look-up: some 20,000 words that a process which reads no free text never needs.
const lazily = (lists: readonly string[]) => {
  let words: Set<string> | undefined
  return (word: string) => {
    words ??= setOf(lists)
    return words.has(word)
  }
}

const isListed = lazily([...ENGLISH, ...FIELD_WORDS])
const isName = lazily(GIVEN_NAMES)
const isCapital = lazily(KNOWN_CAPITALS)

/** Small letters, no accents, no possessive. */
export function plain(word: string): string {
  return word
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/['’`]s?$/u, '')
    .replace(/[’`]/gu, "'")
    .toLowerCase()
    .replace(/ł/g, 'l')
    .replace(/ı/g, 'i')
}

export function isGivenName(word: string): boolean {
  const name = plain(word)
  return isName(name) || isName(name.replace(/-/g, ''))
}

/** Days, peoples, countries, public bodies and the like. */
export function isKnownCapital(word: string): boolean {
  const bare = plain(word)
  return isCapital(bare) || isCapital(bare.replace(/s$/, ''))
}

/** Ordinary English, with regular endings, and compounds of such words. */
export function isEnglish(word: string): boolean {
  return isEnglishInPlain(plain(word))
}

/** Called hundreds of times for one unknown word. */
function isEnglishInPlain(bare: string): boolean {
  if (bare.length <= 1 || isListed(bare) || hasListedStem(bare)) return true
  if (bare.includes("'")) {
    const whole = bare.replace(/'/g, '')
    const shortened = bare.replace(/(?:n't|'(?:ve|ll|d|re|m))$/, '')
    if ([whole, shortened].some((form) => isListed(form) || hasListedStem(form))) return true
  }
  return isCompound(bare)
}

/** One slip of the keyboard away from an ordinary word: a missing, extra, wrong or swapped letter. */
export function isTypingSlip(word: string): boolean {
  const bare = plain(word)
  if (bare.length < 5 || bare.length > 24) return false
  for (let at = 0; at <= bare.length; at++) {
    const [before, after] = [bare.slice(0, at), bare.slice(at)]
    if (after && isEnglishInPlain(before + after.slice(1))) return true
    if (after.length > 1 && isEnglishInPlain(before + after[1] + after[0] + after.slice(2))) return true
    for (const letter of 'abcdefghijklmnopqrstuvwxyz') {
      if (isEnglishInPlain(before + letter + after)) return true
      if (after && isEnglishInPlain(before + letter + after.slice(1))) return true
    }
  }
  return false
}

function isCompound(word: string): boolean {
  if (!word.includes('-')) return false
  return word.split('-').every((part) => part.length <= 1 || isListed(part) || hasListedStem(part))
}

/** Endings of regular forms, each with what may stand in its place. */
const ENDINGS: readonly (readonly [ending: string, ...replacements: string[]])[] = [
  ['s', ''],
  ['es', ''],
  ['ed', '', 'e'],
  ['ing', '', 'e'],
  ['ings', '', 'e'],
  ['ly', ''],
]
const PREFIXES = ['un', 're', 'non', 'pre', 'over', 'under', 'mis', 'co']

function hasListedStem(word: string): boolean {
  for (const [ending, ...replacements] of ENDINGS) {
    if (!word.endsWith(ending) || word.length - ending.length < 2) continue
    const stem = word.slice(0, -ending.length)
    if (replacements.some((replacement) => isListed(stem + replacement))) return true
  }
  return PREFIXES.some(
    (prefix) =>
      word.startsWith(prefix) && word.length > prefix.length + 3 && isListed(word.slice(prefix.length)),
  )
}
