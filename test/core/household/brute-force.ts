import type { BedroomCase } from '../../../src/core/household/bedroom-standard.js'

type Somebody = BedroomCase['people'][number]

/** Fewest rooms over every way to put people two and two or alone; straight from the standard's words. */
export function bedroomsByTrying({ couples, people }: BedroomCase): number {
  return couples + fewestRooms(people)
}

function fewestRooms(people: readonly Somebody[]): number {
  const [first, ...others] = people
  if (!first) return 0
  const alone = 1 + fewestRooms(others)
  return others.reduce((fewest, second, index) => {
    if (!mayShare(first, second)) return fewest
    return Math.min(fewest, 1 + fewestRooms(others.filter((_, position) => position !== index)))
  }, alone)
}

function mayShare(a: Somebody, b: Somebody): boolean {
  if (a.age >= 21 || b.age >= 21) return false
  return a.sex === b.sex || (a.age < 10 && b.age < 10)
}
