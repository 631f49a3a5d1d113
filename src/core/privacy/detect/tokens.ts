import { isEnglish, isGivenName, isKnownCapital } from '../words/vocabulary.js'

export interface Token {
  word: string
  start: number
  end: number
  /** Written with a capital letter that is not owed to a line in capitals. */
  capital: boolean
  /** First of a sentence, a line, a list entry, a bracket or a quotation: a capital letter says nothing. */
  initial: boolean
  /** All of it in capitals, as abbreviations are. */
  shout: boolean
  english: boolean
  given: boolean
  /** A day, a people, a country, a public body, or a word that the scheme allows. */
  known: boolean
}

const WORD = /\p{L}[\p{L}\p{M}]*(?:['-][\p{L}\p{M}]+)*/gu
// A dot behind a single capital is an initial's.
const BEFORE_A_START = /(?:^|(?<!(?<!\p{L})\p{Lu})\.|[!?:;\n•*|/("[{>=]|\s-+)\s*$/u

/** The words of a text with what the rules for names ask about them. */
export function tokensOf(text: string, isAllowed: (start: number, end: number) => boolean): Token[] {
  return text.split('\n').reduce<{ tokens: Token[]; offset: number }>(
    ({ tokens, offset }, line) => {
      const inCapitals = isInCapitals(line)
      for (const match of line.matchAll(WORD)) {
        const word = match[0]
        const start = offset + match.index
        const end = start + word.length
        const shout = word.length > 1 && word === word.toUpperCase() && word !== word.toLowerCase()
        tokens.push({
          word,
          start,
          end,
          capital: !inCapitals && /^\p{Lu}/u.test(word),
          initial: BEFORE_A_START.test(line.slice(0, match.index)),
          shout: shout && !inCapitals,
          english: isEnglish(word),
          given: isGivenName(word),
          known: isKnownCapital(word) || isAllowed(start, end),
        })
      }
      return { tokens, offset: offset + line.length + 1 }
    },
    { tokens: [], offset: 0 },
  ).tokens
}

/** In a line of capitals a capital letter marks nothing. */
function isInCapitals(line: string): boolean {
  const letters = line.match(/\p{L}/gu) ?? []
  const capitals = line.match(/\p{Lu}/gu) ?? []
  return letters.length >= 8 && capitals.length / letters.length > 0.7
}
