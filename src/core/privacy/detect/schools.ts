import { isEnglish, isTypingSlip, plain } from '../words/vocabulary.js'
import { anyOf, type Detector, matches } from './found.js'

const KIND = anyOf(
  'primary secondary infant infants junior juniors nursery academy acadamy acadmy academies high college colledge school schl skool grammar prep comprehensive pru kindergarten preschool pre-school playgroup montessori',
)
const SCHOOL = new RegExp(
  String.raw`(?<=\s)(?:${KIND}(?!\s+(?:street|st|road|rd|rise|court|risk|level|priority|needs)\b)|sixth\s+form|c\s?of\s?e)(?![\p{L}\p{N}'-])`,
  'giu',
)
const BEFORE = /(?<![\p{L}\p{N}])(?<words>(?:\p{L}[\p{L}'-]*\.?\s+){1,3})$/u

/** What kind of school it is, or what somebody does there; no name. */
const PLAIN =
  /^(?:a|an|the|her|his|their|my|our|its|this|that|any|some|good|local|new|old|same|different|other|another|first|second|third|primary|secondary|special|nursery|junior|juniors|infant|infants|high|after|before|from|at|in|to|of|near|start|starts|started|starting|attend|attends|attended|attending|and|or|no|not|is|was|for|with|school|schools|mainstream|faith|religious|catholic|roman|nearest|current|present|private|state|boarding|public|free|art|arts|further|sixth|form|community|outside|inside|pre|very|too|so|on|by|every|each|both|girls|girls'|boys|boys'|all|english|muslim|jewish|islamic|single|single-sex|mixed|change|changing|changed|leave|leaves|left|leaving|finish|finished|finishes|next|which|whose|find|found|need|needs|wants|want|year|years|open|university|rc|ce|church|two|three|four|summer|autumn|spring|full|half|between|during|through|into|missed|missing|misses|miss|refuses|excluded|child's|children's|son's|daughter's|kids|kids'|only|oldest|youngest|eldest|younger|older|big|small|day|stage|key|upper|lower|middle|technical|medical|law|drama|music|dance|language|hospital|home|risk|score|scored|rated|very|extremely|quite|as|she|he|they|who|support|staff|nearby|safe|safer|excellent|decent|suitable|at-risk)$/i

/** Schools, nurseries and colleges by name. */
export const findSchools: Detector = (text) => [
  ...[...text.matchAll(SCHOOL)].flatMap((match) => {
    const lead = text.slice(Math.max(0, match.index - 80), match.index)
    const words = BEFORE.exec(lead)?.groups?.words?.trim().split(/\s+/) ?? []
    const name = nameIn(words, match[0], lead)
    if (!name) return []
    return [
      {
        kind: 'school' as const,
        start: match.index - lead.length + lead.lastIndexOf(name),
        end: match.index + match[0].length,
      },
    ]
  }),
  ...matches(text, 'school', [
    /(?<![\p{L}])(?:st|saint)\.?\s+\p{L}[\p{L}']*(?:\s+\p{L}[\p{L}']*)?\s+(?:c\s?of\s?e|rc|catholic|primary|secondary|academy|acadamy|school|juniors?|infants?|nursery|high|college|girls|boys)\b/giu,
    /\bour\s+lady\b[^\n,.;]{0,30}?\b(?:rc|primary|secondary|school|academy|college|convent|nursery)\b/giu,
    /\b(?:goes\s+to|attends?|attending|pupils?\s+at|outside|moved\s+(?:him|her|them)\s+from)\s+(?!(?:the|a|an|any|some|her|his|their|our|my|another|local|school|secondary|primary|nursery|infant|junior|after|breakfast|this|that|mainstream|special|faith|same|nearby)\b)\p{L}+(?:\s+\p{L}+)?\s+(?:primary|academy|infants|juniors|grammar|secondary)\b/giu,
    /\b(?:sixth\s+form|university|school|college|academy|nursery)\s+(?:at|of|called|named|is\s+called)\s+\p{Lu}\p{L}+/gu,
  ]),
]

/** The word that names the school, looking back over kinds ("Marlpit Community School"). */
function nameIn(words: string[], kind: string, lead: string): string | undefined {
  const written = /^\p{Lu}/u.test(kind)
  for (const [back, word] of [...words].reverse().entries()) {
    if (PLAIN.test(plain(word)) || PLAIN.test(word)) {
      // Kinds may stand between, other plain words end the search.
      if (
        /^(?:rc|ce|community|girls'?|boys'?|church|primary|secondary|infant|junior|nursery|catholic|sixth|high|jewish|muslim|islamic)$/i.test(
          word,
        )
      )
        continue
      return undefined
    }
    const capital = /^\p{Lu}/u.test(word)
    if (!isEnglish(word)) return capital || !isTypingSlip(word) ? word : undefined
    if (!capital || !written) return undefined
    const begins = /(?:^|[.!?\n]\s*)$/u.test(lead.slice(0, lead.lastIndexOf(word)))
    if (!begins || back > 0) return word
    return undefined
  }
  return undefined
}
