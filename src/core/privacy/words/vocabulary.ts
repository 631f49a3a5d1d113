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
  const bare = plain(word)
  if (bare.length <= 1) return true
  const whole = bare.replace(/'/g, '')
  const shortened = bare.replace(/(?:n't|'(?:ve|ll|d|re|m))$/, '')
  return [bare, whole, shortened].some((form) => stems(form).some(isListed)) || isCompound(bare)
}

/** One slip of the keyboard away from an ordinary word: a missing, extra, wrong or swapped letter. */
export function isTypingSlip(word: string): boolean {
  const bare = plain(word)
  if (bare.length < 5 || bare.length > 24) return false
  for (let at = 0; at <= bare.length; at++) {
    const [before, after] = [bare.slice(0, at), bare.slice(at)]
    if (after && isEnglish(before + after.slice(1))) return true
    if (after.length > 1 && isEnglish(before + after[1] + after[0] + after.slice(2))) return true
    for (const letter of 'abcdefghijklmnopqrstuvwxyz') {
      if (isEnglish(before + letter + after)) return true
      if (after && isEnglish(before + letter + after.slice(1))) return true
    }
  }
  return false
}

function isCompound(word: string): boolean {
  if (!word.includes('-')) return false
  return word.split('-').every((part) => part.length <= 1 || stems(part).some(isListed))
}

function stems(word: string): string[] {
  const found = [word]
  const cut = (ending: string, ...replacements: string[]) => {
    if (!word.endsWith(ending) || word.length - ending.length < 2) return
    const stem = word.slice(0, -ending.length)
    found.push(...replacements.map((replacement) => stem + replacement))
  }
  cut('s', '')
  cut('es', '')
  cut('ed', '', 'e')
  cut('ing', '', 'e')
  cut('ings', '', 'e')
  cut('ly', '')
  for (const prefix of ['un', 're', 'non', 'pre', 'over', 'under', 'mis', 'co']) {
    if (word.startsWith(prefix) && word.length > prefix.length + 3) found.push(word.slice(prefix.length))
  }
  return found
}
