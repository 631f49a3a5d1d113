import { anyOf, type Detector, matches } from './found.js'

const AREAS = anyOf(
  'AB AL BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY EC EH EN EX FK FY GL GU HA HD HG HP HR HS HU HX IG IP IV KA KT KW KY LA LD LE LL LN LS LU ME MK ML NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB WA WC WD WF WN WR WS WV YO ZE B E G L M N S W',
)
const LONDON = anyOf('EC NW SE SW WC BR CR DA EN HA IG KT RM SM TN TW UB WD')
// o, i and l are written for 0 and 1.
const OUTWARD_NUMBER = '[0-9oil][a-z0-9]?'
const INWARD = '[0-9oil][abd-hjlnp-uw-z]{2}'
const ALONE = String.raw`(?<![\p{L}\p{N}/£_-])`
const END = String.raw`(?![\p{L}\p{N}])`

/** Full postcodes, and their beginnings where these are London's or the text calls them so. */
export const findPostcodes: Detector = (text) => [
  ...matches(text, 'postcode', FULL, ([match]) => isPostcode(match)),
  ...matches(
    text,
    'postcode',
    DISTRICTS,
    (match) =>
      !/^\s*(?:motorway|noise|road\s+noise|form|visa)\b/i.test(text.slice(match.index + match[0].length)),
  ),
  ...matches(text, 'postcode', SAID_TO_BE, ([match]) => !MOTORWAY.test(match)),
]

const FULL = [
  new RegExp(String.raw`${ALONE}${AREAS}${OUTWARD_NUMBER}[\s.,/_-]{0,2}${INWARD}${END}`, 'giu'),
  new RegExp(String.raw`${ALONE}${AREAS}[\s.-]${OUTWARD_NUMBER}[\s.,/_-]{1,2}${INWARD}${END}`, 'giu'),
  new RegExp(
    String.raw`${ALONE}${AREAS}\s?${OUTWARD_NUMBER}\s[0-9]\s[ABD-HJLNP-UW-Z]\s?[ABD-HJLNP-UW-Z]${END}`,
    'gu',
  ),
]

const DISTRICTS = [
  new RegExp(String.raw`${ALONE}${LONDON}\d[\dA-Z]?${END}`, 'giu'),
  /(?<![\p{L}\p{N}/£_-])(?:e(?:1\d|20|[1-9])|n(?:1\d|2[0-2]|[1-9])|w(?:1[0-4A-Z]?|[2-9])|e1w|n1c)(?![\p{L}\p{N}(])/giu,
  /(?<![\p{L}\p{N}/£])(?:se|sw|nw|e)[\s-]\d{1,2}(?![\p{L}\p{N}:.%])/giu,
  /(?<![\p{L}\p{N}/£])(?:[ns]\.\s?[ew]|[ew]\.\s?c)\.?\s?\d{1,2}(?![\p{L}\p{N}:.%])/giu,
  /\b(?:SE|SW|NW|se|sw|nw|E|N|W)[\s-](?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty)\b/gu,
  /(?<![\p{L}\p{N}/£])(?:[NEW]|EC|WC)\s\d{1,2}(?![\p{L}\p{N}:.%])/gu,
]

const SAID_TO_BE = [
  new RegExp(
    String.raw`\bpost\s?code\b[^\n.]{0,30}?\b(?:${AREAS}\s?\d[A-Z\d]?|\d[abd-hjlnp-uw-z]{2})${END}`,
    'giu',
  ),
  new RegExp(
    String.raw`\b(?:from|in|around|near|outside|to|of)\s+${anyOf('B G L M S')}\d{1,2}(?![\p{L}\p{N}(])(?!\s+(?:noise|motorway))`,
    'gu',
  ),
]
const MOTORWAY = /\bM(?:1|2|3|4|5|6|11|18|20|23|25|26|27|40|42|50|60)$/

/** Needs a real digit in each half or capitals; "so 3 5th" and "me 2 3rd" are ordinals. */
function isPostcode(match: string): boolean {
  if (/^\p{L}{1,2}\s/u.test(match) && /\d(?:st|nd|rd|th)$/i.test(match)) return false
  const digits = match.match(/\d/g)?.length ?? 0
  return digits >= 2 || (digits === 1 && match === match.toUpperCase())
}
