import { anyOf, type Detector, type Found } from './found.js'

const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const TENS = anyOf('twenty thirty forty fifty sixty seventy eighty ninety')
const ONES = anyOf(
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
)
const ORDINAL = anyOf(
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth',
)
const DAY = String.raw`(?:(?:the\s+)?\d{1,2}(?:st|nd|rd|th)?|(?:the\s+)?(?:twenty\s+|thirty\s+)?${ORDINAL})`
const YEAR = String.raw`(?:\d{4}|'?\d{2}|nineteen\s+${TENS}(?:[\s-]${ONES})?|${TENS}(?:[\s-]${ONES})?|two\s+thousand(?:\s+and)?(?:\s+${ONES})?|twenty\s+${ONES})`

const NUMERIC = String.raw`\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:\d{4}|\d{2})|\d{4}[/.-]\d{1,2}[/.-]\d{1,2}`
const IN_WORDS = String.raw`${DAY}(?:\s+of)?[\s-]+${MONTH},?(?:[\s-]+${YEAR})?|${MONTH}\s+${DAY},?(?:\s+${YEAR})?`
const ANY_DATE = String.raw`(?:${NUMERIC}|${IN_WORDS}|\d{1,2}/\d{4}|\d{1,2}[/.]\d{1,2}|${MONTH}\s+\d{4}|\d{6}|\d{8})`

const BORN = String.raw`(?:d\.?\s?o\.?\s?b\.?|date\s+of\s+birth|born|birth\s?date|birth\s?day|of\s+birth|\bb\.)`
const TURNS = String.raw`(?:turn(?:s|ed|ing)?|(?:will|'ll)\s+be|becomes?|became|is|aged?)`
const PERSON = anyOf(
  'applicant tenant client she he they baby child son daughter boy girl twin twins mother father mum dad brother sister partner husband wife ex perpetrator victim age aged kid toddler grandson granddaughter nephew niece',
)

/** Dates that are or look like a date of birth. Other dates (viewings, hearings, ends of tenancies) pass. */
export const findBirthDates: Detector = (text) => [
  ...datesBy(text, PATTERNS),
  ...datesBy(text, OLD_DATES).filter(
    ({ start }) => !OF_A_STAY.test(text.slice(Math.max(0, start - 60), start)),
  ),
]

function datesBy(text: string, patterns: readonly RegExp[]): Found[] {
  return patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match): Found => {
      const [start, end] = match.indices?.[1] ?? [match.index, match.index + match[0].length]
      return { kind: 'date_of_birth', start, end }
    }),
  )
}

const PATTERNS = [
  new RegExp(String.raw`(?<!\p{L})${BORN}[^\n]{0,30}?(?<![\p{N}/.-])(${ANY_DATE})(?!\p{N})`, 'giud'),
  // "born in 1985, on the 8th of January"
  /\bborn\s+in\s+(\d{4})(?!\p{N})/dgiu,
  new RegExp(
    String.raw`\b${TURNS}\s+(?:\d{1,2}|${TENS}(?:[\s-]${ONES})?|${ONES})\s+on\s+(${ANY_DATE})`,
    'giud',
  ),
  // A date in brackets behind a person or an age.
  new RegExp(String.raw`\b${PERSON}\b[^\n.;()]{0,20}\(\s*((?:${NUMERIC}|${IN_WORDS}))\s*\)`, 'giud'),
  new RegExp(String.raw`\bbaby\s+(?:arrived|came|was\s+delivered)\s+(?:on\s+)?(${ANY_DATE})`, 'giud'),
]

// A full date before 2015 is hardly ever anything else, except where tenancies and stays are told.
const OLD_YEAR = '(?:19\\d\\d|200\\d|201[0-4])'
const OLD_DATES = [
  new RegExp(String.raw`(?<![\p{N}/.-])(\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?${OLD_YEAR})(?!\p{N})`, 'giud'),
  new RegExp(String.raw`(?<![\p{N}/.-])(${OLD_YEAR}[/.-]\d{1,2}[/.-]\d{1,2})(?!\p{N})`, 'giud'),
  new RegExp(
    String.raw`(?<!\p{N})((?:${DAY}(?:\s+of)?[\s-]+${MONTH}|${MONTH}\s+${DAY}),?\s+${OLD_YEAR})(?!\p{N})`,
    'giud',
  ),
]
const OF_A_STAY =
  /\b(?:tenan\p{L}*|lived|living|lives|moved|since|start\p{L}*|began|begun|opened|until|signed|joined|arrived|housed|dated|from)\b[^\n.;]{0,25}$/iu
