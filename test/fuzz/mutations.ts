import fc from 'fast-check'

export type Json = Record<string, unknown>

/** One thing done to a payload; `at` chooses the place among all that it has. */
type Deed =
  | { deed: 'drop'; at: number }
  | { deed: 'set'; at: number; value: unknown }
  | { deed: 'nest'; at: number; depth: number }
  | { deed: 'lengthen'; at: number; times: number }
  | { deed: 'poison'; at: number; key: string; value: unknown }
  | { deed: 'tamper'; at: number; which: number; word: number }

/** What happens to the body after the payload was written down. */
type Wrapping =
  | { kind: 'none' }
  | { kind: 'cut'; part: number }
  | { kind: 'type'; contentType: string }
  | { kind: 'bytes'; part: number; bytes: string }
  | { kind: 'twice' }

/** One request: which of the real ones it begins as, and everything done to it. */
export interface Recipe {
  base: number
  deeds: Deed[]
  wrapping: Wrapping
}

const at = fc.nat(500)
const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ maxLength: 40 }))
const odd = fc.constantFrom<unknown>(
  null,
  true,
  0,
  -1,
  1e308,
  '',
  ' ',
  '\u0000',
  '\ud800',
  '{}',
  '[]',
  [],
  {},
  [[]],
)
const value = fc.oneof(odd, text, fc.integer(), fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<unknown>)
const keys = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty']

const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ deed: fc.constant('drop' as const), at }),
  fc.record({ deed: fc.constant('set' as const), at, value }),
  fc.record({ deed: fc.constant('nest' as const), at, depth: fc.integer({ min: 1, max: 500 }) }),
  fc.record({ deed: fc.constant('lengthen' as const), at, times: fc.integer({ min: 2, max: 20_000 }) }),
  fc.record({ deed: fc.constant('poison' as const), at, key: fc.constantFrom(...keys), value }),
  fc.record({ deed: fc.constant('tamper' as const), at, which: fc.nat(5), word: fc.nat(50) }),
)

const wrapping: fc.Arbitrary<Wrapping> = fc.oneof(
  { weight: 12, arbitrary: fc.constant({ kind: 'none' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('cut' as const),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('type' as const),
      contentType: fc.constantFrom(
        '',
        'text/plain',
        'application/xml',
        'multipart/form-data; boundary=x',
        'application/json',
        'application/x-www-form-urlencoded',
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('bytes' as const),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
      bytes: fc.constantFrom('\u0000', '%00', '\ufffd', '%F0%9F', '&payload=', '}{', ',,', '"'),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'twice' as const }) },
)

export const recipe: fc.Arbitrary<Recipe> = fc.record({
  base: fc.nat(100),
  deeds: fc.array(deed, { maxLength: 4 }),
  wrapping,
})

/** A copy of the payload with all of this done to it. `words` stand in the place of ids, codes and names. */
export function mutated(payload: Json, deeds: readonly Deed[], words: readonly string[]): unknown {
  const root = { payload: structuredClone(payload) as unknown }
  for (const one of deeds) {
    const places = placesOf(root.payload, root, 'payload')
    const place = places[one.at % places.length]
    if (place) apply(one, place, words)
  }
  return root.payload
}

interface Place {
  holder: Json
  key: string
}

function placesOf(node: unknown, holder: object, key: string, depth = 0): Place[] {
  const own: Place = { holder: holder as Json, key }
  if (typeof node !== 'object' || node === null || depth > 30) return [own]
  return [own, ...Object.entries(node).flatMap(([name, child]) => placesOf(child, node, name, depth + 1))]
}

function apply(one: Deed, { holder, key }: Place, words: readonly string[]): void {
  const present = holder[key]
  switch (one.deed) {
    case 'drop':
      delete holder[key]
      break
    case 'set':
      // A copy: put in two places, the same value could come to hold itself.
      holder[key] = structuredClone(one.value)
      break
    case 'nest': {
      let nested = present
      for (let depth = 0; depth < one.depth; depth++) nested = depth % 2 ? [nested] : { a: nested }
      holder[key] = nested
      break
    }
    case 'lengthen':
      holder[key] = String(typeof present === 'string' ? present : 'x')
        .slice(0, 20)
        .repeat(one.times)
      break
    case 'poison': {
      const target = typeof present === 'object' && present !== null ? present : holder
      Object.defineProperty(target, one.key, {
        value: structuredClone(one.value),
        enumerable: true,
        configurable: true,
        writable: true,
      })
      break
    }
    case 'tamper':
      holder[key] = tampered(present, one.which, words[one.word % words.length] ?? '')
  }
}

/** In a string with ids, numbers or names in it, one of them changes; what it is part of stays well made. */
function tampered(present: unknown, which: number, word: string): unknown {
  if (typeof present === 'number') return present + which - 2
  if (typeof present !== 'string') return word
  const parts = [...present.matchAll(/[0-9a-f]{8}-[0-9a-f-]{27}|[A-Za-z_]{3,}|\d+/g)]
  const part = parts[(which * 7) % Math.max(1, parts.length)]
  return part ? present.slice(0, part.index) + word + present.slice(part.index + part[0].length) : word
}

/** The body and its type as they are sent. */
export function wrapped(
  body: string,
  contentType: string,
  how: Wrapping,
): { body: string; contentType: string } {
  const cut = (part: number) => Math.floor(body.length * part)
  switch (how.kind) {
    case 'none':
      return { body, contentType }
    case 'cut':
      return { body: body.slice(0, cut(how.part)), contentType }
    case 'type':
      return { body, contentType: how.contentType }
    case 'bytes':
      return { body: body.slice(0, cut(how.part)) + how.bytes + body.slice(cut(how.part)), contentType }
    case 'twice':
      return { body: `${body}&${body}`, contentType }
  }
}
