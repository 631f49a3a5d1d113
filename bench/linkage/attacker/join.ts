import type { Reading } from './read.js'

/** By what two insiders recognise that their notices are about the same request. */
export const TRAITS = ['words', 'day', 'words and day', 'words and minute', 'words and all changes'] as const
export type Trait = (typeof TRAITS)[number]

/**
 * For each notice of one channel those of another that look the same. Whoever joins picks one of them blindly, so a
 * join is right one time in as many.
 */
export function lookAlikes(one: readonly Reading[], other: readonly Reading[], trait: Trait): Reading[][] {
  const alike = new Map<string, Reading[]>()
  for (const reading of other) {
    const key = looksOf(reading, trait)
    alike.set(key, [...(alike.get(key) ?? []), reading])
  }
  return one.map((reading) => alike.get(looksOf(reading, trait)) ?? [])
}

function looksOf({ bedrooms, tenancy, needs, since, changes }: Reading, trait: Trait): string {
  const words = [bedrooms, tenancy, ...needs]
  const [day, minute] = [since.slice(0, 10), since.slice(0, 16)]
  const minutes = changes.map((at) => at.slice(0, 16))
  const looks = {
    words,
    day: [day],
    'words and day': [...words, day],
    'words and minute': [...words, minute],
    'words and all changes': [...words, ...minutes],
  }
  return JSON.stringify(looks[trait])
}
