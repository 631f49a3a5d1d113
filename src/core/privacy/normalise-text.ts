/** Text as a reader sees it, with the way back to what was typed. */
export interface ReadText {
  text: string
  /** Where a stretch of `text` stands in the text as typed. */
  original(start: number, end: number): { start: number; end: number }
}

// Zero-width and direction marks, soft hyphen, variation selectors, byte order mark.
const INVISIBLE =
  /^(?:[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u206a-\u206f\ufeff]|\u034f|[\u0332-\u0338]|[\u20d0-\u20f0]|[\ufe00-\ufe0f])$/u

/** Letters of other scripts that look like Latin ones. Only folded inside a word that also has Latin letters. */
const LOOKALIKES: Record<string, string> = Object.fromEntries(
  [
    ['АВЕЅІЈКМНОРСТУХҮаеѕіјкорсухүԁԛԝьһӏвнт', 'ABESIJKMHOPCTYXYaesijkopcyxydqwbhlbht'],
    ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαβεικνορτυχγ', 'ABEZHIKMNOPTYXabeikvoptuxy'],
    ['ɑɡɩʟᴀʙᴄᴅᴇɢʜᴊᴋᴍɴᴏᴘʀᴛᴜᴠᴡʏᴢıꜱꜰɪɐǝ', 'agilabcdeghjkmnoprtuvwyzisfiae'],
  ].flatMap(([from, to]) => [...(from ?? '')].map((letter, index) => [letter, to?.[index] ?? letter])),
)

const WORD = /[\p{L}\p{M}\p{N}_'.@-]+/gu

/** NFKC, without what cannot be seen, look-alikes folded, all dashes and quotes alike. */
export function readText(typed: string): ReadText {
  let text = ''
  const from: number[] = []
  const to: number[] = []
  for (const match of typed.matchAll(/\P{M}\p{M}*/gu)) {
    const seen = [...match[0]]
      .filter((letter) => !INVISIBLE.test(letter))
      .join('')
      .normalize('NFKC')
    for (const unit of plainMarks(seen)) {
      text += unit
      for (let index = 0; index < unit.length; index++) {
        from.push(match.index)
        to.push(match.index + match[0].length)
      }
    }
  }
  return {
    text: text.replace(WORD, foldWord),
    original: (start, end) => ({ start: from[start] ?? typed.length, end: to[end - 1] ?? typed.length }),
  }
}

function plainMarks(seen: string): string {
  return unboxed(seen)
    .replace(/[\u2010-\u2015\u2212]/gu, '-')
    .replace(/[\u2018\u2019\u201b\u02bc`]/gu, "'")
    .replace(/[\u201c\u201d\u201e\u00ab\u00bb]/gu, '"')
    .replace(/[\t\u00a0\u2000-\u200a\u202f\u205f\u3000]/gu, ' ')
}

/** Boxed and flag letters, which NFKC leaves alone. */
function unboxed(seen: string): string {
  return seen.replace(/[\u{1f150}-\u{1f169}\u{1f170}-\u{1f189}\u{1f1e6}-\u{1f1ff}]/gu, (boxed) => {
    const code = boxed.codePointAt(0) ?? 0
    const first = [0x1f1e6, 0x1f170, 0x1f150].find((start) => code >= start) ?? code
    return String.fromCharCode(65 + code - first)
  })
}

/** Every replacement is one letter for one, so that positions stay. */
function foldWord(word: string): string {
  if (!/[\p{Script=Latin}\p{N}]/u.test(word) || !/[^\p{ASCII}]/u.test(word)) return word
  return word.replace(/\p{L}/gu, (letter) => LOOKALIKES[letter] ?? letter)
}
