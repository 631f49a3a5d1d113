import { isEnglish } from '../words/vocabulary.js'
import { anyOf, type Detector, matches } from './found.js'

const LITTLE_WORDS = /^(?:of|to|at|in|on|is|by|up|or|an|as|it|me|my|no|so|us|we|he|if|go|do|be|am)$/i
const APART = String.raw`[\s.,/_*:-]`

/** National Insurance numbers, also with prefixes that were never issued: two letters, six digits, a letter. */
export const findNiNumbers: Detector = (text) => [
  ...matches(text, 'ni_number', [NI_NUMBER], ([match]) => {
    const [prefix = ''] = match.match(/^\p{L}+/u) ?? []
    // "of 160000 a week" has the same shape.
    return !(LITTLE_WORDS.test(prefix) && /\s[a-d]$/.test(match) && prefix === prefix.toLowerCase())
  }),
  // Without the last letter, or without the first two where the text says what it is.
  ...matches(text, 'ni_number', [
    /(?<![\p{L}\p{N}-])[A-Z]{2}\s?(?:\d{6}|\d{2}[\s.-]\d{2}[\s.-]\d{2})(?![\p{N}])/gu,
    /\b(?:ni|nino|n\.i\.|nat(?:ional)?\s+ins(?:urance)?)\b[^\n\d]{0,25}(?:\d[\s.-]?){5}\d(?!\d)/giu,
  ]),
]

const NI_NUMBER = new RegExp(
  String.raw`(?<![\p{L}\p{N}])[a-z]${APART}?[a-z]${APART}{0,3}(?:[\doO]${APART}{0,2}){6}[a-dfmp](?![\p{L}\p{N}])`,
  'giu',
)

/** NHS numbers: any ten digits in the usual grouping that are not a telephone number. */
export const findNhsNumbers: Detector = (text) =>
  matches(text, 'nhs_number', [
    /(?<![\p{L}\p{N}+.,£])[1-689]\d{2}[\s.-]{0,2}\d{3}[\s.-]{0,2}\d{4}(?![\p{N}])/gu,
    /\bnhs\b[^\d\n]{0,20}(?:\d[\s.-]?){5,9}\d/giu,
  ])

/** Number plates of today, of 1983 to 2001, of 1963 to 1983 and of Northern Ireland. */
export const findPlates: Detector = (text) => [
  ...matches(text, 'plate', PLATES, ([match]) => !readsAsWords(match)),
  ...matches(text, 'plate', [CALLED_A_PLATE], ([match]) =>
    /(?:[A-Z]{1,3}\s?\d|\d\s?[A-Z]|[a-z]{1,3}\d|\d[a-z])/.test(match),
  ),
  ...matches(text, 'plate', [END_OF_A_PLATE]),
]

const PLATES = [
  // 0 and O, 1 and I are written for each other.
  /(?<![\p{L}\p{N}])[a-z]{2}[\s.-]?(?:\d\s?[\doOiI]|[oOiI]\d)[\s.-]{0,2}[a-z0]{3}(?![\p{L}\p{N}])/giu,
  /(?<![\p{L}\p{N}])[A-HJ-NPR-Y]\d{1,3}[\s.-]?[A-Z]{3}(?![\p{L}\p{N}])/gu,
  /(?<![\p{L}\p{N}])[a-hj-npr-y]\d{2,3}[a-z]{3}(?![\p{L}\p{N}])/gu,
  /(?<![\p{L}\p{N}])[A-Z]{3}[\s.-]?\d{1,3}[A-HJ-NPR-Y](?![\p{L}\p{N}])/gu,
  /(?<![\p{L}\p{N}])(?:[A-Z][IZ][A-Z]?|[A-Z]{2}[IZ]|[IZ][A-Z]{1,2})\s?\d{3,4}(?![\p{L}\p{N}])/gu,
]
const VEHICLE = anyOf('reg regs registration plate plates vrm index')
const CALLED_A_PLATE = new RegExp(
  String.raw`\b${VEHICLE}\b[^.\n\d]{0,24}?(?<![\p{L}\p{N}])(?:[a-z]{1,3}\s?\d{1,5}(?:\s?[a-z]{1,3})?|\d{1,4}\s?[a-z]{1,3})(?![\p{L}\p{N}])`,
  'giu',
)
const END_OF_A_PLATE = new RegExp(String.raw`\b${VEHICLE}\b[^.\n\d]{0,24}?(?<!\p{L})[A-Z]{3}(?!\p{L})`, 'gu')

/** "in 10 day", "at 12 and": the letters at both ends are words. */
function readsAsWords(match: string): boolean {
  const parts = match.split(/[\s.-]+/)
  if (parts.length < 2) return false
  const first = match.match(/^\p{L}+/u)?.[0] ?? ''
  const last = match.match(/\p{L}+$/u)?.[0] ?? ''
  const small = match === match.toLowerCase()
  return isEnglish(last) && last.length > 1 && (LITTLE_WORDS.test(first) || (small && parts.length > 2))
}
