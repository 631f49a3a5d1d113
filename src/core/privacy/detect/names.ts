import { isEnglish, isGivenName, isTypingSlip } from '../words/vocabulary.js'
import type { Found } from './found.js'
import {
  ACTS,
  AFTER_NO_TITLE,
  BEFORE_A_VERB,
  CONTACTED,
  FAMILY,
  INTRODUCES,
  LISTS_PEOPLE,
  NICKNAMES,
  OWNS,
  ROLE_WORD,
  SURE_TITLE,
  TITLED,
} from './name-cues.js'
import { type Token, tokensOf } from './tokens.js'

/**
 * Names by title, introduction, list, nickname, unknown capitalised word or first name. Names are told from ordinary
 * words by a vocabulary, so words the scheme allows (its areas, services) have to be given.
 */
export function findNames(text: string, isAllowed: (start: number, end: number) => boolean): Found[] {
  const tokens = tokensOf(text, isAllowed)
  const names = tokens.filter((token, index) => isName(token, text, tokens[index - 1], tokens[index + 1]))
  return [...joined(names, text), ...otherScripts(text), ...disguised(text)]
}

function isName(token: Token, text: string, before: Token | undefined, after: Token | undefined): boolean {
  // Most words: ordinary, small, and with nothing in front that would make them a name all the same.
  if (
    token.english &&
    !token.given &&
    !token.capital &&
    !/["']$|\b(?:m[rsx]s?|cllr|messrs)\.?\s+$/i.test(text.slice(Math.max(0, token.start - 8), token.start))
  )
    return false
  if (token.known && !(token.given && isMeantAsAPerson(token, text))) return false
  return (
    isTitled(token, text) ||
    isIntroduced(token, text) ||
    isNickname(token, text) ||
    (token.capital ? isCapitalName(token, text, before, after) : isSmallName(token, text))
  )
}

const lead = (text: string, token: Token) => text.slice(Math.max(0, token.start - 60), token.start)
const rest = (text: string, token: Token) => text.slice(token.end, token.end + 40)
const isUnknown = (token: Token) => !token.english && !token.shout

/** Some places, months and peoples are first names too. */
function isMeantAsAPerson(token: Token, text: string): boolean {
  return actsLikeAPerson(token, text) || CONTACTED.test(lead(text, token))
}

function actsLikeAPerson(token: Token, text: string): boolean {
  if (ACTS.test(rest(text, token))) return true
  return /'s$/.test(token.word) && OWNS.test(rest(text, token))
}

function isTitled(token: Token, text: string): boolean {
  const title = TITLED.exec(lead(text, token))?.[1]
  if (!title || AFTER_NO_TITLE.test(token.word)) return false
  if (token.capital) return !token.shout || !token.english
  return SURE_TITLE.test(title) || (!token.english && (token.given || !isTypingSlip(token.word)))
}

function isIntroduced(token: Token, text: string): boolean {
  if (!INTRODUCES.test(lead(text, token))) return false
  return token.given || !token.english
}

/** By-names are often ordinary words, so a capital or a quotation mark has to show that one is meant. */
function isNickname(token: Token, text: string): boolean {
  const words = lead(text, token)
  if (!NICKNAMES.test(words)) return false
  if (ROLE_WORD.test(token.word)) return false
  return token.capital || /["']$/.test(words) || !token.english
}

function isCapitalName(
  token: Token,
  text: string,
  before: Token | undefined,
  after: Token | undefined,
): boolean {
  if (token.shout) return token.given && !token.english
  if (token.initial) {
    if (token.english)
      return token.given && (actsLikeAPerson(token, text) || isPairedWithAName(text, token, after))
    if (token.given) return true
    return !isTypingSlip(token.word) && standsForAPerson(token, text)
  }
  if (isUnknown(token)) return true
  if (/^\p{Lu}-\p{Lu}\p{Ll}/u.test(token.word))
    return !/^(?:x-ray|e-mail|t-shirt|u-turn|[ao]-level)/i.test(token.word)
  const partOfATitle = before?.capital === true && before.english && !before.given && !before.initial
  if (token.given && !partOfATitle) return true
  const alone = before?.capital !== true || before.initial
  return (
    alone &&
    !ROLE_WORD.test(token.word) &&
    /^\s+(?:says|said|told|rang|came|shouted|would\s+come)\b/.test(rest(text, token))
  )
}

/** "Faith and Grace left": two of them, so both are people. */
function isPairedWithAName(text: string, token: Token, after: Token | undefined): boolean {
  if (!after?.capital || !after.given) return false
  return /^\s*(?:,|&|and|\s)\s*$/.test(text.slice(token.end, after.start))
}

function standsForAPerson(token: Token, text: string): boolean {
  const behind = rest(text, token)
  return (
    ACTS.test(behind) ||
    BEFORE_A_VERB.test(behind) ||
    /'s$/.test(token.word) ||
    FAMILY.test(behind) ||
    /^\s+\p{Ll}{2,}ed\b/u.test(behind) ||
    /^\s*(?:\(\d|,?\s*\d{1,2}\b|,\s*(?:who|her|his|the|aged|and)\b|\s+and\s+(?:\p{Lu}|her\b|his\b|the\b|two\b|three\b|kids\b|children\b|family\b)|\s*[+/]\s*\p{L}|\s*&\s*\p{Lu}|\s+\p{Lu}\p{Ll})/u.test(
      behind,
    )
  )
}

function isSmallName(token: Token, text: string): boolean {
  if (token.english) {
    return token.given && /'s$/.test(token.word) && OWNS.test(rest(text, token)) && !isNoun(token, text)
  }
  if (token.given) return token.word.length >= 4 || standsForAPerson(token, text)
  if (token.word.length < 4 || token.shout || isTypingSlip(token.word)) return false
  return (
    CONTACTED.test(lead(text, token)) ||
    (BESIDE_A_PERSON.test(lead(text, token)) && ENDS_THERE.test(rest(text, token))) ||
    ACTS.test(rest(text, token)) ||
    LISTS_PEOPLE.test(lead(text, token)) ||
    (/'s$/.test(token.word) && OWNS.test(rest(text, token)))
  )
}

const BESIDE_A_PERSON = /\b(?:with|from|by|tell|told|ask|asked|call|ring|met|meet|saw|contact|and|for)\s+$/iu
const ENDS_THERE =
  /^\s*(?:$|[.,;!?)\n]|(?:is|was|has|will|who|that|to|in|at|on|and|but|because|about|again)\b)/iu

/** "the hope's …": with an article it is the ordinary word. */
function isNoun(token: Token, text: string): boolean {
  return /\b(?:the|a|an|this|that|her|his|their|our|my|your)\s+$/iu.test(lead(text, token))
}

/** Neighbouring names are one name. */
function joined(names: Token[], text: string): Found[] {
  return names.reduce<Found[]>((found, { start, end }) => {
    const last = found.at(-1)
    if (last && /^[ .'-]{1,2}$/.test(text.slice(last.end, start))) last.end = end
    else found.push({ kind: 'name', start, end })
    return found
  }, [])
}

/** Words in another alphabet are not read here at all, and a name is the likeliest. Single Greek letters are signs. */
function otherScripts(text: string): Found[] {
  const foreign = /(?:(?![\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}])[\p{L}\p{M}])+/gu
  return [...text.matchAll(foreign)]
    .filter(([word]) => !/^\p{Script=Greek}$/u.test(word))
    .map((match) => ({ kind: 'name', start: match.index, end: match.index + match[0].length }))
}

const SIGNS: Record<string, string> = {
  '0': 'o',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'l',
}

/** Signs for letters (J4m41), letters held apart (S.i.o.b.h.a.n), and initials that are said to be such. */
function disguised(text: string): Found[] {
  const mixed = [...text.matchAll(/[\p{L}\d@$!|]{4,}/gu)].filter(([word]) => isDisguised(word))
  const apart = [...text.matchAll(/(?<![\p{L}\p{N}])\p{L}(?:[ .*_/-]\p{L}){3,}(?![\p{L}\p{N}])/gu)].filter(
    ([letters]) => !isEnglish(letters.replace(/[ .*_/-]/g, '')),
  )
  const starred = [...text.matchAll(/(?<!\p{L})\p{Lu}\p{Ll}*\*+\p{Ll}+(?!\p{L})/gu)]
  const initials = [
    ...text.matchAll(
      /\b[Ii]nitials?\b[^.\n]{0,12}?(?<!\p{L})\p{Lu}[. ]{0,2}\p{Lu}(?:[. ]{0,2}\p{Lu})?(?!\p{L})/gu,
    ),
  ]
  return [...mixed, ...apart, ...starred, ...initials].map((match) => ({
    kind: 'name',
    start: match.index,
    end: match.index + match[0].length,
  }))
}

function isDisguised(word: string): boolean {
  if (!/[\d@$!|]/.test(word) || !/\p{Ll}/u.test(word) || word.length < 4) return false
  const letters = word.toLowerCase().replace(/[03457@$!|]/g, (sign) => SIGNS[sign] ?? sign)
  const readings = [letters.replace(/1/g, 'i'), letters.replace(/1/g, 'l'), letters.replace(/1(.*)1/, 'l$1i')]
  if (readings.some(isGivenName)) return true
  return /^\p{Lu}\p{Ll}*\d\p{Ll}+\d/u.test(word) && !readings.some(isEnglish)
}
