import { anyOf, type Detector } from './found.js'

/** Telephone numbers: grouped, spaced, with letters for digits, in words. Dates are not taken for numbers. */
export const findPhones: Detector = (text) => {
  const hidden = text.replace(DATE, (date) => '#'.repeat(date.length))
  return [...runsOfDigits(hidden).filter(isPhone), ...besideAWord(hidden)].map(({ start, end }) => ({
    kind: 'phone',
    start,
    end,
  }))
}

interface Run {
  start: number
  end: number
  digits: string
  /** Began with a plus sign. */
  international: boolean
  inWords: boolean
}

const DATE = /\b(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2})\b/g

const NUMBER_WORDS: Record<string, string> = {
  oh: '0',
  zero: '0',
  nought: '0',
  naught: '0',
  nil: '0',
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
const TIMES: Record<string, number> = { double: 2, triple: 3, treble: 3 }

// A piece of a number: digits (o and l stand in for 0 and 1), a word for one, or what may stand between two.
const PIECE =
  /(?<digits>(?:(?<!\p{L})[oOlI]+)?\d(?:[\doO]|[lI](?!\p{L}))*)|(?<word>\p{L}+)|(?<between>[ ]?[-–][ ]?|[/*_.][ ]?|[ ]{1,3}|,(?=\d{2})|, (?=\d{3})|[~|;:\\#'•·=](?=\d{3})|[()]|\+|\.{2,3}[ ]?)|(?<other>[\s\S])/gu
const FILLERS = /^(?:then|dash|space|stroke|hundred|and|plus|next|first|followed|by)$/i

/** Digits in a row, whatever holds them apart. */
function runsOfDigits(text: string): Run[] {
  const runs: Run[] = []
  let run: Run | undefined
  let times = 1
  let plus = false
  const finish = () => {
    if (run) runs.push(run)
    run = undefined
    times = 1
  }
  const add = (digits: string, start: number, end: number, inWords: boolean) => {
    run ??= { start, end, digits: '', international: plus, inWords: false }
    run.digits += digits.repeat(times)
    run.end = end
    run.inWords ||= inWords
    times = 1
    plus = false
  }
  for (const match of text.matchAll(PIECE)) {
    const { digits, word, between } = match.groups ?? {}
    const end = match.index + match[0].length
    if (digits !== undefined) {
      add(digits.replace(/[oO]/g, '0').replace(/[lI]/g, '1'), match.index, end, false)
    } else if (word !== undefined) {
      const said = word.toLowerCase()
      const digit = NUMBER_WORDS[said] ?? (/^o+$/.test(said) ? '0'.repeat(said.length) : undefined)
      if (digit) add(digit, match.index, end, true)
      else if (TIMES[said]) times = TIMES[said]
      else if (run && said === 'hundred') add('00', match.index, end, true)
      else if (!(run && FILLERS.test(said))) finish()
    } else if (between === undefined) finish()
    else if (between === '+') {
      finish()
      plus = true
    }
  }
  finish()
  return runs
}

function isPhone({ digits, international, inWords }: Run): boolean {
  const long = (from: number, to: number) => digits.length >= from && digits.length <= to
  // Freephone and public service numbers belong to helplines, never to a person.
  if (/^(?:0|0?44)?(?:80[08]|3\d\d)\d{6,7}$/.test(digits) && /^(?:0|44)/.test(digits)) return false
  if (international) return long(8, 15)
  if (/^00[1-9]/.test(digits)) return long(11, 17)
  if (/^440?[1-9]/.test(digits)) return long(11, 14)
  if (/^0[1-9]/.test(digits)) return long(10, 12)
  if (/^7[1-9]/.test(digits)) return long(10, 10)
  return inWords && long(8, 15)
}

const RING = anyOf(
  'phone tel telephone mobile mob cell landline number digits no ring call text whatsapp extension ext',
)

// A housing officer's own property number is what an offer is known by.
const OF_A_HOME = anyOf(
  'property void unit flat house home asset tenancy case reference ref panel order invoice',
)

/** A shorter number counts when the text says that it is one to ring. */
function besideAWord(text: string): { start: number; end: number }[] {
  const pattern = new RegExp(
    String.raw`(?<!${OF_A_HOME}\s)\b${RING}\b(?:'s)?\.?\s*(?:is|on|at|her|him|them|ends|ending|in|starts|with|[:=#-])?\s*(?<!\d)((?:\d[\s.-]?){5,9}\d)(?![\d/]|\s*(?:am|pm|%))`,
    'giud',
  )
  return [...text.matchAll(pattern)].flatMap((match) => {
    const [start, end] = match.indices?.[1] ?? [0, 0]
    return /^(?:0?80[08]|0?3\d\d)/.test(text.slice(start, end).replace(/\D/g, '')) ? [] : [{ start, end }]
  })
}
