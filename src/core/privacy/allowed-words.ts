import type { Scheme } from '../scheme/scheme-file.js'

const lists = new WeakMap<Scheme, readonly string[]>()

/** Words and phrases of a scheme that the detector takes for no personal detail; the same list for the same scheme. */
export function allowedWords(scheme: Scheme): readonly string[] {
  const list = lists.get(scheme) ?? collect(scheme)
  lists.set(scheme, list)
  return list
}

function collect({ areas, words }: Scheme): readonly string[] {
  return [
    ...areas.map(({ name }) => name),
    words.coordinatorTeam,
    words.gangSupport,
    words.housingMoves,
    ...words.known,
  ]
}
