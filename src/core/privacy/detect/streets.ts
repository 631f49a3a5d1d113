import { isEnglish, isTypingSlip } from '../words/vocabulary.js'
import { anyOf, type Detector, matches } from './found.js'

/** Words that end the name of a street and little else. */
const SURE = anyOf(
  'road rd street lane ln avenue ave close crescent cres cresc terrace mews drive gardens gdns grove villas square sq parade',
)
/** Also ends of sentences about other things, so the name before them has to be one. */
const ANY = anyOf(
  'road rd street st lane ln avenue ave av close cl crescent cres cresc terrace terr mews drive dr gardens gdns grove gr villas square sq parade way place pl court ct hill walk row rise house hse buildings bldgs mansions tower towers point heights wharf quay path yard green park estate est view gate vale broadway approach circus embankment passage alley cottages lodge rents paddocks field fields mount croft dene cross ridge meadow meadows',
)
const LIKE_A_STREET = new RegExp(
  `^(?:${SURE}|${anyOf('st way place pl court ct walk row rise buildings mansions wharf quay yard hill house tower point heights broadway lodge gate vale')})$`,
  'i',
)
const IS_SURE = new RegExp(`^${SURE}$`, 'i')

const TENS_AND_ONES =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred'
const NUMBER = String.raw`\d{1,4}[a-z]?|${anyOf(TENS_AND_ONES)}(?:[\s-]+(?:and[\s-]+)?${anyOf(TENS_AND_ONES)})*`
const WORD = String.raw`\p{L}[\p{L}'-]*\.?`
const BEFORE = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:(?<number>${NUMBER}),?\s+)?(?<words>(?:${WORD}\s+){0,2}${WORD})\s+$`,
  'iu',
)
const SUFFIX = new RegExp(String.raw`(?<=\s)${ANY}(?![\p{L}\p{N}'-])`, 'giu')

// Words that stand before "road" or "street" without naming it.
const GENERIC =
  /^(?:main|busy|same|next|quiet|side|back|front|this|that|the|a|an|her|his|my|our|their|your|own|another|other|every|any|each|no|new|old|whole|long|short|local|noisy|dark|one|two|of|on|in|off|across|down|up|cross|ring|trunk|private|residential|nearby|street|road|way|to|and|or|from|with|by|council|social|safe|ground|level|first|second|third|top|bed|bedroom|bedroomed|storey|door|town|sheltered|supported|temporary|terraced|detached|semi|family|suitable|open|public|large|small|big|wet|please|very|so|too|is|was|at|some|all|both|it|she|he|they|we|you|not|half|full|right|left|wrong|good|safer|easy|only|best|worst|clear|hard|steep|car|county|crown|magistrates|magistrate's|supreme|youth|business|retail|care|children's|school|play|bus|cycle|get|keep|stay|live|lives|living|be|too|under|over|into|has|have|had|for|as|but|if|when|more|less|near|behind|opposite|outside)$/i
const MEASURES =
  /^(?:bed|beds|bedroom|bedrooms|bedroomed|minutes?|mins?|weeks?|floors?|storeys?|years?|miles?|months?|days?|hours?|per|times|people|adults|children|kids|boys|girls|men|women|steps|stops|doors|rooms)$/i

/** Streets and houses with their number, or by a name. */
export const findStreets: Detector = (text) => [
  ...[...text.matchAll(SUFFIX)].flatMap((match) => {
    const lead = text.slice(Math.max(0, match.index - 80), match.index)
    const before = BEFORE.exec(lead)
    const words = before?.groups?.words?.split(/\s+/) ?? []
    const named = before?.groups?.number
      ? isNamedBehindNumber(words, match[0])
      : isNamed(words, match[0], lead)
    if (!before || !named) return []
    const start = before.groups?.number
      ? match.index - lead.length + before.index
      : match.index - (words.at(-1)?.length ?? 0) - 1
    return [{ kind: 'street' as const, start, end: match.index + match[0].length }]
  }),
  ...matches(text, 'street', [/(?<![\p{L}\p{N}])\d{1,4}[a-z]?,?\s+The\s+\p{Lu}\p{Ll}+/gu]),
]

function isNamedBehindNumber(words: string[], suffix: string): boolean {
  const last = words.at(-1) ?? ''
  if (isHigh(last, suffix)) return true
  if (GENERIC.test(last) || words.some((word) => MEASURES.test(word))) return false
  if (isCapital(last) || !isEnglish(last)) return true
  return IS_SURE.test(suffix) && !/s$/.test(last)
}

function isNamed(words: string[], suffix: string, lead: string): boolean {
  const last = words.at(-1) ?? ''
  const first = words.at(-2) ?? ''
  if (isHigh(last, suffix))
    return isCapital(first) && isCapital(last) && !/^(?:the|a|her|his|on|local)$/i.test(first)
  if (GENERIC.test(last)) return false
  const written = isCapital(last) && isCapital(suffix)
  if (!isEnglish(last)) return written || (IS_SURE.test(suffix) && !isTypingSlip(last))
  if (written) return LIKE_A_STREET.test(suffix)
  return (
    IS_SURE.test(suffix) &&
    BEHIND_A_PREPOSITION.test(lead) &&
    !/s$/.test(last) &&
    !/^(?:drive|square|close)$/i.test(suffix)
  )
}

const BEHIND_A_PREPOSITION = /\b(?:on|off|at|along|opposite|from|corner\s+of)\s+\p{L}+\s+$/iu

function isHigh(word: string, suffix: string): boolean {
  return /^high$/i.test(word) && /^(?:street|st|road|rd)$/i.test(suffix)
}

function isCapital(word: string): boolean {
  return /^\p{Lu}/u.test(word)
}
