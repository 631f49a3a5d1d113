import { seeded } from '../../src/standins/shared/seeded.js'

/** How many points of each step are tried in every run. */
const EACH = 2

/**
 * Chooses points of one step after another: as many before a call as after one, and each time one of those whose name
 * was chosen least so far, so that all calls of all edges have their turn. The same seed chooses the same points.
 */
export function fairSample(seed: number): (points: readonly string[]) => number[] {
  const random = seeded(seed)
  const chosen = new Map<string, number>()
  const rarest = (points: readonly string[], side: string): number => {
    const numbers = points.flatMap((name, at) => (name.endsWith(side) ? [at + 1] : []))
    const times = (number: number) => chosen.get(points[number - 1] ?? '') ?? 0
    const least = Math.min(...numbers.map(times))
    const candidates = numbers.filter((number) => times(number) === least)
    const number = candidates[Math.floor(random() * candidates.length)] ?? 1
    chosen.set(points[number - 1] ?? '', least + 1)
    return number
  }
  return (points) =>
    Array.from({ length: EACH }, (_, n) => rarest(points, n % 2 === 0 ? ':after' : ':before'))
}
