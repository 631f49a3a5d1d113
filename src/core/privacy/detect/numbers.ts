import { isEnglish } from '../words/vocabulary.js'
import { type Detector, matches } from './found.js'

const LITTLE_WORDS = /^(?:of|to|at|in|on|is|by|up|or|an|as|it|me|my|no|so|us|we|he|if|go|do|be|am)$/i

/** National Insurance numbers, also with prefixes that were never issued: two letters, six digits, a letter A to D. */
export const findNiNumbers: Detector = (text) =>
  matches(
    text,
    'ni_number',
    [/(?<![\p{L}\p{N}])[a-z][\s.-]?[a-z][\s.-]*(?:\d[\s.-]*){6}[a-d](?![\p{L}\p{N}])/giu],
    ([match]) => {
      const [prefix = ''] = match.match(/^\p{L}+/u) ?? []
      // "of 160000 a week" has the same shape.
      return !(LITTLE_WORDS.test(prefix) && /\s[a-d]$/.test(match) && prefix === prefix.toLowerCase())
    },
  )

/** NHS numbers: any ten digits in the usual grouping that are not a telephone number. */
export const findNhsNumbers: Detector = (text) => [
  ...matches(text, 'nhs_number', [/(?<![\p{L}\p{N}+.,£])[1-9]\d{2}[\s.-]?\d{3}[\s.-]?\d{4}(?![\p{N}])/gu]),
  ...matches(text, 'nhs_number', [/\bnhs\b[^\d\n]{0,20}(?:\d[\s.-]?){5,9}\d/giu]),
]

/** Number plates of today, of 1983 to 2001 and of 1963 to 1983. */
export const findPlates: Detector = (text) =>
  matches(
    text,
    'plate',
    [
      /(?<![\p{L}\p{N}])[A-Z]{2}\s?\d{2}[\s-]?[A-Z]{3}(?![\p{L}\p{N}])/gu,
      /(?<![\p{L}\p{N}])[a-z]{2}\d{2}[\s-]?[a-z]{3}(?![\p{L}\p{N}])/giu,
      /(?<![\p{L}\p{N}])[A-HJ-NPR-Y]\d{1,3}[\s-]?[A-Z]{3}(?![\p{L}\p{N}])/gu,
      /(?<![\p{L}\p{N}])[A-Z]{3}[\s-]?\d{1,3}[A-HJ-NPR-Y](?![\p{L}\p{N}])/gu,
      /\b(?:reg|plate|index|registration|vrm)\b[\s:.-]*(?:is|no|number)?[\s:.-]*[a-z]{2}\s?\d{2}\s?[a-z]{3}\b/giu,
    ],
    ([match]) => !endsInAWord(match),
  )

/** "IN 10 DAY" and "M4 AND" have the shape of a plate, and no plate reads like that. */
function endsInAWord(match: string): boolean {
  const last = match.match(/\p{L}{3}$/u)?.[0] ?? ''
  return /^\p{L}{1,2}[\s]?\d+\s/u.test(match) && COMMON_THREE.test(last) && isEnglish(last)
}

const COMMON_THREE =
  /^(?:and|the|for|are|but|not|day|per|now|all|bed|was|has|who|can|she|her|his|him|may|min|via|two)$/i
