import { isEnglish, isKnownCapital, plain } from '../words/vocabulary.js'
import { anyOf, type Detector, type Found, matches } from './found.js'

const AREAS =
  'AB AL BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY EC EH EN EX FK FY GL GU HA HD HG HP HR HS HU HX IG IP IV KA KT KW KY LA LD LE LL LN LS LU ME MK ML NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB WA WC WD WF WN WR WS WV YO ZE B E G L M N S W'
const LONDON = 'EC NW SE SW WC BR CR DA EN HA IG KT RM SM TN TW UB WD'
const INWARD = String.raw`\d[ABD-HJLNP-UW-Z]{2}`

/** Full postcodes, and their beginnings where these are London's or the text calls them so. */
export const findPostcodes: Detector = (text) => [
  ...matches(text, 'postcode', [
    new RegExp(
      String.raw`(?<![\p{L}\p{N}])${anyOf(AREAS)}\d[A-Z\d]?[\s-]{0,2}${INWARD}(?![\p{L}\p{N}])`,
      'giu',
    ),
    new RegExp(
      String.raw`(?<![\p{L}\p{N}])${anyOf(AREAS)}\s\d[A-Z\d]?[\s-]{1,2}${INWARD}(?![\p{L}\p{N}])`,
      'gu',
    ),
  ]),
  ...matches(
    text,
    'postcode',
    [
      new RegExp(String.raw`(?<![\p{L}\p{N}/])${anyOf(LONDON)}\d[\dA-Z]?(?![\p{L}\p{N}])`, 'giu'),
      /(?<![\p{L}\p{N}/])(?:e(?:1\d|20|[1-9])|n(?:1\d|2[0-2]|[1-9])|w(?:1[0-4A-Z]?|[2-9])|e1w|n1c)(?![\p{L}\p{N}(])/giu,
      /(?<![\p{L}\p{N}/£])(?:se|sw|nw|e)\s\d{1,2}(?![\p{L}\p{N}:.%])/giu,
      /(?<![\p{L}\p{N}/£])(?:[NEW]|EC|WC)\s\d{1,2}(?![\p{L}\p{N}:.%])/gu,
    ],
    (match) =>
      !/^\s*(?:motorway|noise|road noise|form|visa)\b/i.test(text.slice(match.index + match[0].length)),
  ),
  ...matches(text, 'postcode', [
    new RegExp(
      String.raw`\bpost\s?code\b[^\n.]{0,30}?\b(?:${anyOf(AREAS)}\s?\d[A-Z\d]?|${INWARD})(?![\p{L}\p{N}])`,
      'giu',
    ),
    new RegExp(
      String.raw`\b(?:from|in|around|near|outside|to|of)\s+${anyOf('B G L M S')}\d{1,2}(?![\p{L}\p{N}(])(?!\s+(?:noise|motorway))`,
      'gu',
    ),
  ]).filter(
    ({ start, end }) => !/\bM(?:1|2|3|4|5|6|11|18|20|23|25|26|27|40|42|50|60)$/.test(text.slice(start, end)),
  ),
]

const SURE_SUFFIX = anyOf(
  'road rd street lane ln avenue ave close crescent cres terrace mews drive gardens gdns grove villas square sq parade',
)
const ANY_SUFFIX = anyOf(
  'road rd street st lane ln avenue ave close cl crescent cres terrace terr mews drive dr gardens gdns grove villas square sq parade way place pl court ct hill walk row rise house buildings mansions tower towers point heights wharf quay path yard green park estate view gate vale broadway approach circus embankment passage alley cottages lodge rents paddocks field fields end side mount croft dene cross ridge bank meadow meadows',
)
const NUMBER = String.raw`(?:no\.?\s*|number\s+|flat\s+|room\s+)?(?:\d{1,4}[a-z]?|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\p{L}+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred)(?:[\s-]+(?:and|hundred|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety))*)`
const NAME_WORD = String.raw`\p{L}[\p{L}'-]*`

// Words that stand before "road" or "street" without naming it.
const GENERIC =
  /^(?:main|busy|high|same|next|quiet|side|back|front|this|that|the|a|an|her|his|my|our|their|own|another|other|every|any|each|no|new|old|whole|long|short|local|noisy|dark|one|two|of|on|in|off|across|down|up|cross|ring|trunk|private|residential|nearby|street|road|to|and|or|from|with|by|council|social|safe|ground|level|first|second|third|top|bed|bedroom|door|tower|town|sheltered|supported|temporary|terraced|detached|semi|family|suitable|open|public|large|small|big|sure|wet|please|very|so|too|is|was|at|some|all|both|it|she|he|they|we|you|not|half|full|right|left|wrong|good|safer|easy|only|best|worst|clear|hard|steep|green|car)$/i

/** Streets and houses with their number, or by a name that is not an ordinary word. */
export const findStreets: Detector = (text) => [
  ...named(
    text,
    new RegExp(
      String.raw`(?<![\p{L}\p{N}])${NUMBER},?\s+((?:${NAME_WORD}\s+){0,2}?${NAME_WORD})\.?\s+(${ANY_SUFFIX})(?![\p{L}\p{N}])`,
      'giud',
    ),
    isNamedWithNumber,
  ),
  ...named(
    text,
    new RegExp(
      String.raw`(?<![\p{L}\p{N}])((?:${NAME_WORD}\s+)?${NAME_WORD})\s+(${ANY_SUFFIX})(?![\p{L}\p{N}])`,
      'giud',
    ),
    isNamed,
  ),
  ...matches(text, 'street', [/(?<![\p{L}\p{N}])\d{1,4}[a-z]?,?\s+The\s+\p{Lu}\p{Ll}+/gu]),
]

function named(text: string, pattern: RegExp, test: (words: string[], suffix: string) => boolean): Found[] {
  const found: Found[] = []
  // Overlapping on purpose: "in the Ashby Road" is tried from each word.
  for (const start of text.matchAll(/(?<![\p{L}\p{N}])[\p{L}\p{N}]/gu)) {
    const sticky = new RegExp(pattern.source, `${pattern.flags.replace('g', '')}y`)
    sticky.lastIndex = start.index
    const match = sticky.exec(text)
    if (match && test((match[1] ?? '').split(/\s+/), match[2] ?? '')) {
      found.push({ kind: 'street', start: match.index, end: match.index + match[0].length })
    }
  }
  return found
}

function isNamedWithNumber(words: string[], suffix: string): boolean {
  const last = words.at(-1) ?? ''
  if (
    GENERIC.test(last) ||
    words.some((word) =>
      /^(?:bed|bedroom|bedrooms|minute|minutes|week|weeks|floor|year|years|mile|miles|month|months|day|days|hour|hours|per|times)$/i.test(
        word,
      ),
    )
  )
    return false
  if (isCapital(last) || !isEnglish(last)) return true
  return words.length === 1 && isSure(suffix) && !isEnglishPlural(last)
}

/** Without a number: the last word before the suffix names something, and the suffix is written or sure. */
function isNamed(words: string[], suffix: string): boolean {
  const last = words.at(-1) ?? ''
  if (GENERIC.test(last) || isKnownCapital(last)) return false
  const written = isCapital(last) && isCapital(suffix)
  if (isEnglish(last))
    return (
      written && isSureOrStreetLike(suffix) && words.every((word) => !GENERIC.test(word) || word.length > 3)
    )
  return written || isSure(suffix)
}

function isEnglishPlural(word: string): boolean {
  return /s$/.test(word) && isEnglish(word)
}

function isCapital(word: string): boolean {
  return /^\p{Lu}/u.test(word)
}

function isSure(suffix: string): boolean {
  return new RegExp(`^${SURE_SUFFIX}$`, 'i').test(suffix)
}

function isSureOrStreetLike(suffix: string): boolean {
  return (
    isSure(suffix) ||
    /^(?:st|way|place|pl|court|walk|row|rise|buildings|mansions|wharf|quay|yard|villas|hill|house|tower|point|heights|broadway)$/i.test(
      suffix,
    )
  )
}

const SCHOOL_WORD = anyOf(
  'primary secondary infant infants junior juniors nursery academy acadamy academies high college school grammar prep comprehensive pru kindergarten preschool playgroup university c',
)
const NO_SCHOOL_NAME =
  /^(?:a|an|the|her|his|their|my|our|its|this|that|any|some|good|local|new|old|same|different|other|another|first|primary|secondary|special|nursery|junior|infant|infants|high|after|before|from|at|in|to|of|near|starts?|starting|start|attends?|and|or|no|not|is|was|for|with|school|mainstream|faith|religious|catholic|nearest|current|present|private|state|boarding|public|free|art|further|sixth|form|community|outside|pre|very|too|so|on|by|every|each|both|girls|boys|all|english|muslim|jewish|islamic|single|change|changing|leave|left|finish|finished|next|which|whose|find|found|need|needs|wants|want|year|years|open|university)$/i

/** Schools, nurseries and colleges by name. */
export const findSchools: Detector = (text) => [
  ...named2(text),
  ...matches(text, 'school', [
    /(?<![\p{L}])(?:st|saint)\.?\s+\p{L}[\p{L}']*(?:\s+\p{L}[\p{L}']*)?\s+(?:c\s?of\s?e|rc|catholic|primary|secondary|academy|acadamy|school|juniors?|infants?|nursery|high|college|girls|boys)\b/giu,
    /\bour\s+lady\b[^\n,.;]{0,30}?\b(?:rc|primary|secondary|school|academy|college|convent|nursery)\b/giu,
    /\bsixth\s+form\s+(?:at|of|college)\s+\p{Lu}\p{L}+/gu,
  ]),
]

function named2(text: string): Found[] {
  const pattern = new RegExp(
    String.raw`(?<![\p{L}\p{N}'-])(${NAME_WORD})(?:\s+(?:rc|ce|c\s?of\s?e|girls'?|boys'?|community|green|park|hill|house|sixth|church|manor))?\s+(?:${SCHOOL_WORD}|sixth\s+form|forest\s+school|montessori)(?![\p{L}\p{N}])`,
    'giud',
  )
  return [...text.matchAll(/(?<![\p{L}\p{N}'-])\p{L}/gu)].flatMap((start) => {
    const sticky = new RegExp(pattern.source, 'iuy')
    sticky.lastIndex = start.index
    const match = sticky.exec(text)
    const word = match?.[1] ?? ''
    if (!match || NO_SCHOOL_NAME.test(plain(word)) || isKnownCapital(word)) return []
    if (/\sc$/i.test(match[0])) return []
    const atStart = /(?:^|[.!?\n:]\s*)$/u.test(text.slice(0, start.index))
    const names = isEnglish(word)
      ? isCapital(word) && !atStart && isCapital(match[0].split(/\s+/).at(-1) ?? '')
      : true
    return names ? [{ kind: 'school' as const, start: match.index, end: match.index + match[0].length }] : []
  })
}
