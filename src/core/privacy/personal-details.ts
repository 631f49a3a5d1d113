import { findBirthDates } from './detect/birth-date.js'
import { findEmails, findHandles, findLinks } from './detect/contact.js'
import type { Detector, Found, PersonalDetailKind } from './detect/found.js'
import { findNames } from './detect/names.js'
import { findNhsNumbers, findNiNumbers, findPlates } from './detect/numbers.js'
import { findPhones } from './detect/phone.js'
import { findPostcodes } from './detect/postcodes.js'
import { findSchools } from './detect/schools.js'
import { findStreets } from './detect/streets.js'
import { readText } from './normalise-text.js'

export interface PersonalDetail {
  kind: PersonalDetailKind
  /** As it was typed. */
  excerpt: string
  /** Positions in the text as typed. */
  start: number
  end: number
}

/**
 * Personal details in free text [S8]: a last gate that promises nothing. Names are told from ordinary words by a
 * vocabulary; `allow` holds further words and phrases that are none (the scheme's areas and services).
 */
export function findPersonalDetails(
  typed: string,
  { allow = [] }: { allow?: readonly string[] } = {},
): PersonalDetail[] {
  const { text, original } = readText(typed)
  const allowed = allowedStretches(text, allow)
  const isAllowed = (start: number, end: number) =>
    allowed.some((stretch) => stretch.start <= start && end <= stretch.end)
  const structured = [...STRUCTURED.flatMap((find) => find(text)), ...heldApart(text)]
  const found = withoutOverlap([...structured, ...findNames(text, isAllowed)]).filter(
    ({ start, end }) => !isAllowed(start, end),
  )
  const details = found.map(({ kind, start, end }) => {
    const place = original(start, end)
    return { kind, excerpt: typed.slice(place.start, place.end).trim(), ...place }
  })
  // One sign as typed may read as several letters, with something found in each half.
  return withoutOverlap(details)
}

/** In order of certainty: of two that overlap the first one is named. */
const STRUCTURED: readonly Detector[] = [
  findEmails,
  findLinks,
  findNiNumbers,
  findBirthDates,
  findNhsNumbers,
  findPhones,
  findPostcodes,
  findPlates,
  findHandles,
  findSchools,
  findStreets,
]

function withoutOverlap<Place extends { start: number; end: number }>(found: Place[]): Place[] {
  return found
    .filter(({ start, end }, index) =>
      found.slice(0, index).every((earlier) => earlier.end <= start || end <= earlier.start),
    )
    .sort((a, b) => a.start - b.start)
}

/** Written with a space between all letters: read without them. */
function heldApart(text: string): Found[] {
  return [...text.matchAll(/(?<!\S)(?:\S {1,2}){5,}\S(?!\S)/gu)].flatMap((match) => {
    const squeezed = match[0].replace(/ /g, '')
    const kind = STRUCTURED.flatMap((find) => find(squeezed))[0]?.kind
    return kind ? [{ kind, start: match.index, end: match.index + match[0].length }] : []
  })
}

const patterns = new WeakMap<readonly string[], RegExp>()

/** Where the text holds what is allowed. */
function allowedStretches(text: string, allow: readonly string[]): { start: number; end: number }[] {
  if (allow.length === 0) return []
  const pattern = patterns.get(allow) ?? patternOf(allow)
  patterns.set(allow, pattern)
  return [...text.matchAll(pattern)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }))
}

function patternOf(allow: readonly string[]): RegExp {
  const words = allow.flatMap((phrase) => [phrase, ...halves(phrase)])
  const longestFirst = [...new Set(words)].sort((a, b) => b.length - a.length).map(escaped)
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${longestFirst.join('|')})(?![\\p{L}\\p{N}])`, 'giu')
}

/** "Kensington" and "Chelsea" of "Kensington and Chelsea"; "Elizabeth" of "Elizabeth line" stays a name. */
function halves(phrase: string): string[] {
  const parts = phrase.split(/ (?:and|upon) /)
  return parts.length > 1 ? parts : []
}

function escaped(words: string): string {
  return words.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
