import { parsePhoneNumberFromString } from 'libphonenumber-js'
import { anyOf, type Detector, type Found } from './found.js'

const NUMBER_WORDS: Record<string, string> = {
  oh: '0',
  o: '0',
  zero: '0',
  nought: '0',
  naught: '0',
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
}
const DIGIT_WORD = anyOf(Object.keys(NUMBER_WORDS).join(' '))

/** Telephone numbers: grouped, spaced, with letters for digits, in words. Dates are not taken for numbers. */
export const findPhones: Detector = (text) => [...inDigits(text), ...inWords(text), ...besideAWord(text)]

const DATE = /\b(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2})\b/g
// Groups of digits may be held apart by marks, spaces or a spoken "then"; o and l stand in for 0 and 1.
const DIGIT = '[0-9oOlI]'
const GROUPS = new RegExp(
  String.raw`(?<![\p{L}\p{N}£$€.,])\+?\s?\(?(?=${DIGIT}*\d)(?:${DIGIT}|[ ]{0,2}[ .()/+-]{0,3}(?=${DIGIT})|\s+(?:then|dash|double)\s+(?=\d)|\)\s?)+(?![\p{L}])`,
  'gu',
)

function inDigits(text: string): Found[] {
  const hidden = text.replace(DATE, (date) => '#'.repeat(date.length))
  return [...hidden.matchAll(GROUPS)].flatMap((match) => {
    const digits = match[0].replace(/[oO]/g, '0').replace(/[lI]/g, '1').replace(/\D/g, '')
    if (!isPhone(digits, /^\s*\+/.test(match[0]))) return []
    return [{ kind: 'phone' as const, start: match.index, end: match.index + match[0].length }]
  })
}

function isPhone(digits: string, international: boolean): boolean {
  if (international) return digits.length >= 8 && digits.length <= 15
  if (/^00[1-9]/.test(digits)) return digits.length >= 11 && digits.length <= 17
  if (/^440?[1-9]/.test(digits)) return digits.length >= 11 && digits.length <= 14
  if (/^0[1-9]/.test(digits)) return digits.length >= 10 && digits.length <= 12
  return /^7[1-9]\d{8}$/.test(digits) && parsePhoneNumberFromString(digits, 'GB')?.isPossible() === true
}

/** "oh seven seven hundred nine hundred eight six two" */
function inWords(text: string): Found[] {
  const one = String.raw`(?:${DIGIT_WORD}(?:\s+hundred)?|(?:double|triple|treble)\s+${DIGIT_WORD}|\d)`
  const run = new RegExp(String.raw`\b${one}(?:[\s,-]+${one}){5,}\b`, 'giu')
  return [...text.matchAll(run)].flatMap((match) => {
    const digits = match[0]
      .toLowerCase()
      .replace(
        new RegExp(`(double|triple|treble)\\s+(${DIGIT_WORD})`, 'g'),
        (_, times: string, word: string) => `${word} `.repeat(times === 'double' ? 2 : 3),
      )
      .replace(/hundred/g, '00')
      .replace(/[a-z]+/g, (word) => NUMBER_WORDS[word] ?? '')
      .replace(/\D/g, '')
    if (digits.length < 7) return []
    return [{ kind: 'phone' as const, start: match.index, end: match.index + match[0].length }]
  })
}

/** A shorter number counts when the text says that it is one to ring. */
function besideAWord(text: string): Found[] {
  const words = anyOf(
    'phone tel telephone mobile mob cell landline number no ring call text whatsapp extension ext',
  )
  const pattern = new RegExp(
    String.raw`\b${words}\b\.?\s*(?:is|on|at|her|him|them|[:=#-])?\s*((?:\d[\s.-]?){6,9}\d)\b`,
    'giud',
  )
  const hidden = text.replace(DATE, (date) => '#'.repeat(date.length))
  return [...hidden.matchAll(pattern)].map((match) => {
    const [start, end] = match.indices?.[1] ?? [0, 0]
    return { kind: 'phone' as const, start, end }
  })
}
