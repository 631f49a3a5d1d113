import type { Kind } from './may-appear.js'

/** A word, a number or a telephone number that stands for the content of one field, and leads back to it. */
export interface Marker {
  /** As it is searched: small letters or digits. */
  word: string
  kind: Kind
  /** Requests in which it stands; a word of the scheme file may stand in several. */
  requests: Set<number>
  /** Whose contact details it is, or which partner's. */
  owner?: string
  /** A word of the scheme file or the directory, which a form may offer whatever the case holds. */
  listed?: true
}

type About = Partial<Pick<Marker, 'requests' | 'owner' | 'listed'>>

/** Letters that begin every marker, digits that begin every property number: nothing else holds them. */
const BEGINS = 'vexoru'
const NUMBER_BEGINS = '904172-'
/** Telephone numbers that Ofcom keeps for films and plays: +44 20 7946 0xxx. */
const PHONE_BEGINS = '+4420794'

const CONSONANTS = 'bdfgklmnprst'
const VOWELS = 'aeiou'
const SYLLABLES = [...CONSONANTS].flatMap((c) => [...VOWELS].map((v) => c + v))
/** Coprime to the number of three syllables: markers made one after the other look nothing alike. */
const STRIDE = 77_777
const SERIALS = SYLLABLES.length ** 3

/** Every marker of one world, and how each is found in any bytes. */
export class Markers {
  readonly #known = new Map<string, Marker>()
  #serial: number
  #numbers = 0
  /** Below are the telephone numbers of the scheme file and of people who need no marker. */
  #phones = 60_200

  constructor(seed: number) {
    this.#serial = seed % SERIALS
  }

  /** A pseudo word that the gate of personal details lets pass. */
  word(kind: Kind, about: About = {}): string {
    this.#serial = (this.#serial + STRIDE) % SERIALS
    const n = SYLLABLES.length
    const syllables = [this.#serial, Math.floor(this.#serial / n), Math.floor(this.#serial / n ** 2)]
    return this.#keep(BEGINS + syllables.map((each) => SYLLABLES[each % n]).join(''), kind, about)
  }

  /** A partner's own property number: few letters and no address. */
  propertyNumber(kind: Kind, about: About): string {
    this.#numbers += 1
    // Twelve digits alone would be a national property number.
    return `PN${this.#keep(NUMBER_BEGINS + String(this.#numbers).padStart(6, '0'), kind, about)}`
  }

  /** A telephone number, as the directory keeps it. */
  phone(kind: Kind, about: About): string {
    this.#phones += 1
    if (this.#phones > 60_999) throw new Error('there are no more telephone numbers')
    return this.#keep(`${PHONE_BEGINS}${this.#phones}`, kind, about)
  }

  /** A code that the program has minted. */
  code(code: string, kind: Kind, about: About): void {
    if (!this.#known.has(code.toLowerCase())) this.#keep(code.toLowerCase(), kind, about)
  }

  /** A word of the scheme file stands in this request too. */
  stands(word: string, request: number): void {
    this.#known.get(word.toLowerCase())?.requests.add(request)
  }

  /** Every marker in a text, however it is written: plain, escaped, for a URL, as HTML, in base64, in hexadecimal. */
  find(text: string): Marker[] {
    const words = new Set(wordsIn(text))
    return [...words].flatMap((word) => {
      const exact = this.#known.get(word)
      if (exact) return [exact]
      // Cut off in the middle: whatever it may have been. A code of which nothing is known is none.
      const cut = word.startsWith(BEGINS) || word.startsWith(NUMBER_BEGINS)
      return cut ? [...this.#known.values()].filter((marker) => marker.word.startsWith(word)) : []
    })
  }

  #keep(word: string, kind: Kind, { requests = new Set(), owner, listed }: Partial<Marker>): string {
    if (this.#known.has(word)) throw new Error(`${word} would stand for two things`)
    this.#known.set(word, {
      word,
      kind,
      requests,
      ...(owner !== undefined && { owner }),
      ...(listed && { listed }),
    })
    return word
  }
}

function wordsIn(typed: string, deeper = 2): string[] {
  const text = readable(typed)
  const found = [
    ...[...text.matchAll(/vexoru[a-z]*/g)].map(([word]) => word),
    ...[...text.matchAll(/904172-\d{0,6}/g)].map(([word]) => word),
    ...[...text.matchAll(CODES)].map(([code]) => code),
    ...[...text.matchAll(/20[\s.-]?7946[\s.-]?0(\d{3})/g)].map(([, end]) => `${PHONE_BEGINS}60${end}`),
  ]
  if (deeper === 0) return found
  return [...found, ...inside(typed).flatMap((held) => wordsIn(held, deeper - 1))]
}

const CODES = /\b[wp]-[0-9a-z]{6}\b|\barc-[0-9a-z]{4}-\d\d\b/g
const ESCAPES = /%[0-9a-f]{2}|\\u00[0-9a-f]{2}|\\x[0-9a-f]{2}|&#x?[0-9a-f]+;/gi
/** What is put between letters where a platform would read markdown, and is not seen. */
const UNSEEN = /[\u00ad\u200b-\u200d\u2060\ufeff]/g

function readable(typed: string): string {
  const text = typed.replace(UNSEEN, '')
  if (!/[%&]|\\[ux]/.test(text)) return text.toLowerCase()
  const plain = text.replace(ESCAPES, (written) => {
    const decimal = /^&#(\d+);$/.exec(written)?.[1]
    const code = decimal
      ? Number(decimal)
      : Number.parseInt(written.replace(/^(%|\\u|\\x|&#x?)|;$/gi, ''), 16)
    return code < 0x80 ? String.fromCharCode(code) : written
  })
  return plain.toLowerCase()
}

const IN_BASE64 = [BEGINS, capital(BEGINS), NUMBER_BEGINS].flatMap(inBase64)
const IN_HEX = [BEGINS, capital(BEGINS), NUMBER_BEGINS].map((word) => Buffer.from(word).toString('hex'))

/** Texts that are written in base64 or in hexadecimal within this one, if a marker may be in them. */
function inside(text: string): string[] {
  const held: string[] = []
  for (const part of IN_BASE64)
    for (const run of runsAround(text, part, /[A-Za-z0-9+/_-]/))
      for (let from = 0; from < 4; from++)
        held.push(Buffer.from(run.slice(from), 'base64').toString('latin1'))
  const small = text.toLowerCase()
  for (const part of IN_HEX)
    for (const run of runsAround(small, part, /[0-9a-f]/))
      for (let from = 0; from < 2; from++) held.push(Buffer.from(run.slice(from), 'hex').toString('latin1'))
  return held
}

function runsAround(text: string, part: string, sign: RegExp): string[] {
  const runs: string[] = []
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) {
    let from = at
    let to = at + part.length
    while (from > 0 && sign.test(text[from - 1] ?? '')) from -= 1
    while (to < text.length && sign.test(text[to] ?? '')) to += 1
    runs.push(text.slice(from, to))
  }
  return runs
}

/** What of a word's base64 is the same whatever stands around it, wherever it begins. */
function inBase64(word: string): string[] {
  return [0, 1, 2].map((before) => {
    const whole = Buffer.from('x'.repeat(before) + word).toString('base64')
    return whole.slice(Math.ceil((before * 8) / 6), Math.floor(((before + word.length) * 8) / 6))
  })
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
