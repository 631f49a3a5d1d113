import { isEnglish, isKnownCapital, isTypingSlip } from '../words/vocabulary.js'
import { anyOf, type Detector, type Found, matches } from './found.js'

const AT = String.raw`(?:\s*@\s?|\s*[([{<]\s*at\s*[)\]}>]\s*|[\s_]+at[\s_]+)`
const DOT = String.raw`(?:\s?\.\s?|\s*[([{<]\s*(?:dot|\.)\s*[)\]}>]\s*|[\s_]+dot[\s_]+)`
const PROVIDER = anyOf(
  'gmail googlemail hotmail outlook yahoo icloud aol btinternet protonmail ymail live msn sky',
)

// Bounded, and only from the start of a word: what people type into a form may be long and odd.
const LOCAL = String.raw`(?<![\p{L}\p{N}])[\p{L}\p{N}][\p{L}\p{N}._%+-]{0,63}`
const DOTTED = String.raw`(?<![\p{L}\p{N}])(?=[\p{L}\p{N}]{0,40}[._\d])[\p{L}\p{N}._-]{3,64}`
const HOST = String.raw`[\p{L}\p{N}-]{1,63}`

/** E-mail addresses, also spelled out or cut short. */
export const findEmails: Detector = (text) => [
  ...matches(text, 'email', SPELLED_OUT).filter(({ start, end }) => !isPlainSentence(text.slice(start, end))),
  ...matches(text, 'email', EMAILS),
]

const SPELLED_OUT = [new RegExp(`${LOCAL}${AT}${HOST}(?:${DOT}${HOST}){1,6}`, 'giu')]
const EMAILS = [
  new RegExp(
    String.raw`${LOCAL}(?:@[\p{L}\p{N}]|@(?!\S)|(?<=\S\S)\s@\s[\p{L}\p{N}])[\p{L}\p{N}-]{0,63}`,
    'giu',
  ),
  new RegExp(String.raw`${LOCAL}${AT}${PROVIDER}\b`, 'giu'),
  new RegExp(String.raw`${DOTTED}\s+at\s+(?:\p{L}{1,20}\s+){0,2}${PROVIDER}\b`, 'giu'),
  new RegExp(String.raw`\b${PROVIDER}\b\s+(?:is|address|account|name|:|=)[\s:=]*(?:is\s+)?${DOTTED}`, 'giu'),
  new RegExp(String.raw`\be-?mail(?:\s+address)?\s*(?:is|:|=)\s*${DOTTED}`, 'giu'),
  new RegExp(String.raw`${LOCAL}\s+(?:dot|underscore|under\s+score)\s+${HOST}\s+at\b`, 'giu'),
]

/** "at noon.She" reads like "at … ." but has neither an @ nor the word "dot". */
function isPlainSentence(match: string): boolean {
  return !/@|[([{<]\s*at/iu.test(match) && !/\bdot\b|_dot_/iu.test(match)
}

const CERTAIN_TLD = anyOf(
  'com org net uk co info biz gov edu example test invalid wales london scot cymru ly be tv gg io app dev xyz online site page link cc ru pl ro de fr es pt ie eu chat club shop store blog',
)
// As words these end sentences when the space is forgotten ("tell.me"), so they need a path behind them.
const UNCERTAIN_TLD = anyOf('me it is at in so to us no am fm')

/** Web addresses, with or without their beginning, also spelled out. */
export const findLinks: Detector = (text) => matches(text, 'link', LINKS)

const LINKS = [
  /\b[a-z][a-z0-9+.-]{1,9}:\/\/\S+/giu,
  /\bh[tx]{2}ps?\b\s*[:;]?\s*\/\s?\/?\s*\S+/giu,
  /(?<![\w:/])\/\/[a-z0-9-]+\.[a-z0-9.-]+\S*/giu,
  /\bwww\s?(?:\.|dot|\s)\s?\S+/giu,
  /\bmailto:\S+/giu,
  new RegExp(
    String.raw`(?<![\w@.])(?:[a-z0-9][a-z0-9-]*(?:\.|\[\.\]|\(\.\)|\s?\(dot\)\s?|\s?\[dot\]\s?))+${CERTAIN_TLD}\b(?!@)(?:[/:?#]\S*)?`,
    'giu',
  ),
  new RegExp(String.raw`(?<![\w@.])(?:[a-z0-9][a-z0-9-]*\.)+${UNCERTAIN_TLD}/\S*`, 'giu'),
  /(?<![\w@.])[a-z0-9-]+\.[a-z]{2,10}\/[\w~%-]+\S*/giu,
  /\b[a-z0-9-]+\s+dot\s+(?:com|org|net|uk|co|info|gov|ac|io|me|be)\b(?:\s+(?:slash|dot)\s+\S+)*/giu,
  /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/gu,
]

const PLATFORM = anyOf(
  'insta instagram ig gram snap snapchat sc tiktok tik-tok facebook fb messenger whatsapp whats-app telegram twitter discord threads linkedin signal kik reddit youtube twitch steam xbox psn playstation fortnite roblox bereal onlyfans tinder bumble hinge viber wechat skype imo vsco pinterest soundcloud',
)
const ACCOUNT = anyOf('handle username user-name screenname gamertag userid finsta @')
const LINK_WORDS = anyOf(
  'is as on under by name names named account profile handle user username it its are me her him called page goes with the his tag using live lives posts post posting',
)

/** User names: after an @, with an underscore, beside the name of a platform, or letters that end in digits. */
export const findHandles: Detector = (text) => [
  ...matches(text, 'handle', USER_NAMES),
  ...matches(text, 'handle', [/(?<![\p{L}\p{N}/])\p{L}{3,}\d{2,}\p{L}*(?![\p{L}\p{N}])/gu]).filter(
    ({ start, end }) => {
      const letters = text.slice(start, end).match(/^\p{L}+/u)?.[0] ?? ''
      return /\p{Ll}/u.test(letters) && !isEnglish(letters)
    },
  ),
  ...matches(text, 'handle', [
    /(?<![\p{L}\p{N}])#\p{L}[\p{L}\p{N}_]{3,}/gu,
    /(?<![\p{L}\p{N}'-])\p{L}*\p{Ll}\p{Lu}\p{L}*(?![\p{L}\p{N}'-])/gu,
  ]).filter(
    ({ start, end }) => !isKnownCapital(text.slice(start, end)) && !isEnglish(text.slice(start, end)),
  ),
  ...besidePlatform(text),
]

const USER_NAMES = [
  /(?<![\p{L}\p{N}.])@+\s?[\p{L}\p{N}_][\p{L}\p{N}_.-]+/gu,
  /(?<![\p{L}\p{N}])[\p{L}\p{N}.]{1,40}_+[\p{L}\p{N}_.]{0,40}[\p{L}\p{N}]/gu,
  new RegExp(
    String.raw`\b${PLATFORM}\b[^.\n]{0,12}\b(?:id|profile|account|number|user)\b[^.\n\d]{0,6}\d{5,}`,
    'giu',
  ),
  /(?<![\p{L}\p{N}])[ur]\/[\p{L}\p{N}_-]{3,}/giu,
  new RegExp(
    String.raw`\b(?:${PLATFORM}|${ACCOUNT})\b(?:\s+${LINK_WORDS}\b){0,4}\s*[:=-]?\s*"[^"]{2,40}"`,
    'giu',
  ),
]

const BESIDE = new RegExp(
  String.raw`\b(?:${PLATFORM}|${ACCOUNT})\b(?<link>(?:\s+${LINK_WORDS}\b){0,4}\s*[:=(,/-]?\s*)["']?([\p{L}\p{N}][\p{L}\p{N}._-]*)`,
  'giud',
)
const AHEAD = new RegExp(
  String.raw`(?<![\p{L}\p{N}._-])([\p{L}\p{N}][\p{L}\p{N}._-]+)["')]?\s+(?:on|is\s+(?:her|his|the))\s+(?:her\s+|his\s+|the\s+)?${PLATFORM}\b`,
  'giud',
)

function besidePlatform(text: string): Found[] {
  const behind = [...text.matchAll(BESIDE)].map((match) => ({
    place: match.indices?.[2],
    // "insta is shazzy" gives a name, "Instagram Shazzy" may be anything.
    linked: /[:=(/,-]|\b(?:is|as|under|name|handle|account|user|username|called)\b/i.test(
      match.groups?.link ?? '',
    ),
  }))
  const ahead = [...text.matchAll(AHEAD)].map((match) => ({ place: match.indices?.[1], linked: false }))
  return [...behind, ...ahead].flatMap(({ place, linked }) => {
    const [start, end] = place ?? [0, 0]
    const word = text.slice(start, end).replace(/[.,-]+$/u, '')
    return isUserName(word, linked) ? [{ kind: 'handle' as const, start, end: start + word.length }] : []
  })
}

function isUserName(word: string, linked: boolean): boolean {
  if (word.length < 3 || !/\p{L}/u.test(word)) return false
  if (/\p{L}/u.test(word) && /[_.]|\p{N}/u.test(word)) return !/^\d+(?:st|nd|rd|th|am|pm|k)$/i.test(word)
  return (
    !isEnglish(word) &&
    !isKnownCapital(word) &&
    (linked || (word === word.toLowerCase() && !isTypingSlip(word)))
  )
}
