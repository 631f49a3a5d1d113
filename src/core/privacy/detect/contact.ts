import { isEnglish } from '../words/vocabulary.js'
import { anyOf, type Detector, matches } from './found.js'

const AT = String.raw`(?:\s*@\s?|\s*[([{]\s*at\s*[)\]}]\s*|\s+at\s+)`
const DOT = String.raw`(?:\.|\s*[([{]\s*(?:dot|\.)\s*[)\]}]\s*|\s+dot\s+)`

/** E-mail addresses, also spelled out or cut short. */
export const findEmails: Detector = (text) =>
  matches(text, 'email', [
    new RegExp(String.raw`[\p{L}\p{N}][\p{L}\p{N}._%+-]*${AT}[\p{L}\p{N}-]+(?:${DOT}[\p{L}\p{N}-]+)+`, 'giu'),
    /[\p{L}\p{N}][\p{L}\p{N}._%+-]*@[\p{L}\p{N}][\p{L}\p{N}-]+/giu,
  ]).filter(({ start, end }) => !isPlainSentence(text.slice(start, end)))

/** "at noon.She" reads like "at … ." but has neither an @ nor the word "dot". */
function isPlainSentence(match: string): boolean {
  return !/[@]|\bdot\b|[([{]\s*at/iu.test(match)
}

const CERTAIN_TLD = anyOf(
  'com org net uk co info biz gov edu example test invalid wales london scot cymru ly be tv gg io app dev xyz online site page link cc ru pl ro de fr es pt ie eu',
)
// As words these end sentences when the space is forgotten ("tell.me"), so they need a path behind them.
const UNCERTAIN_TLD = anyOf('me it is at in so to us no am fm')

/** Web addresses, with or without their beginning, also spelled out. */
export const findLinks: Detector = (text) =>
  matches(text, 'link', [
    /\b[a-z][a-z0-9+.-]{1,9}:\/\/\S+/giu,
    /(?<![\w:/])\/\/[a-z0-9-]+\.[a-z0-9.-]+\S*/giu,
    /\bwww\s?\.\s?\S+/giu,
    /\bmailto:\S+/giu,
    new RegExp(String.raw`(?<![\w@.])(?:[a-z0-9][a-z0-9-]*\.)+${CERTAIN_TLD}\b(?!@)(?:[/:?#]\S*)?`, 'giu'),
    new RegExp(String.raw`(?<![\w@.])(?:[a-z0-9][a-z0-9-]*\.)+${UNCERTAIN_TLD}/\S*`, 'giu'),
    /\b[a-z0-9-]+\s+dot\s+(?:com|org|net|uk|co|info|gov)\b(?:\s+(?:slash|dot)\s+\S+)*/giu,
    /\b(?:https?|h\s?t\s?t\s?p\s?s?)\s*[:;]?\s*\/\s?\/?\s*\S+/giu,
  ])

const PLATFORM = anyOf(
  'insta instagram ig snap snapchat sc tiktok facebook fb messenger whatsapp telegram twitter discord threads linkedin signal kik reddit youtube steam xbox psn handle username user gamertag screenname',
)
const LINK_WORDS = anyOf(
  'is as on under name names account profile handle user username it its are me her him',
)

/** User names: after an @, with an underscore, or beside the name of a platform. */
export const findHandles: Detector = (text) => [
  ...matches(text, 'handle', [
    /(?<![\p{L}\p{N}.])@+[\p{L}\p{N}_][\p{L}\p{N}_.-]+/gu,
    /(?<![\p{L}\p{N}])[\p{L}\p{N}.]*_+[\p{L}\p{N}_.]*[\p{L}\p{N}]/gu,
  ]),
  ...[
    ...text.matchAll(
      new RegExp(
        String.raw`\b${PLATFORM}\b(?:\s+${LINK_WORDS}\b){0,3}\s*[:=(-]?\s*["']?([\p{L}\p{N}][\p{L}\p{N}._-]*)`,
        'giud',
      ),
    ),
  ].flatMap((match) => {
    const [start, end] = match.indices?.[1] ?? [0, 0]
    const word = match[1]?.replace(/[.,]+$/u, '') ?? ''
    return isUserName(word)
      ? [{ kind: 'handle' as const, start, end: Math.min(end, start + word.length) }]
      : []
  }),
  ...matches(text, 'handle', [
    new RegExp(String.raw`\b${PLATFORM}\b(?:\s+${LINK_WORDS}\b){0,3}\s*[:=-]?\s*"[^"]{2,40}"`, 'giu'),
  ]),
]

function isUserName(word: string): boolean {
  if (word.length < 3) return false
  const mixed = /\p{L}/u.test(word) && /[\p{N}_.]/u.test(word)
  return mixed || (!isEnglish(word) && !/^\p{Lu}?\p{Ll}+['-]?\p{Ll}*$/u.test(word))
}
