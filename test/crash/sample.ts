import { seeded } from '../../src/standins/shared/seeded.js'

type Side = 'before' | 'after'

/**
 * Chooses a point of each step, in turns one before a call and one after it, and each time one of those whose name was
 * chosen least so far, so that all calls of all edges have their turn. The same seed chooses the same points.
 */
export function fairSample(seed: number, first: Side): (points: readonly string[]) => number[] {
  const random = seeded(seed)
  const chosen = new Map<string, number>()
  let side = first
  return (points) => {
    const numbers = points.flatMap((name, at) => (name.endsWith(`:${side}`) ? [at + 1] : []))
    const times = (number: number) => chosen.get(points[number - 1] ?? '') ?? 0
    const least = Math.min(...numbers.map(times))
    const candidates = numbers.filter((number) => times(number) === least)
    const number = candidates[Math.floor(random() * candidates.length)] ?? 1
    chosen.set(points[number - 1] ?? '', least + 1)
    side = side === 'before' ? 'after' : 'before'
    return [number]
  }
}
