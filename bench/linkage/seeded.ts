/** Numbers that look random and are the same in every run of the same seed. */
export interface Seeded {
  /** At least 0, less than 1. */
  next(): number
  /** A whole number from 0 to `below`, without it. */
  below(below: number): number
  chance(share: number): boolean
  pick<T>(list: readonly T[]): T
  /** `count` different ones of the list, in random order. */
  some<T>(list: readonly T[], count: number): T[]
}

/** mulberry32: small, fast, and good enough for made-up people. */
export function seeded(seed: number): Seeded {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    next,
    below,
    chance: (share) => next() < share,
    pick: (list) => list[below(list.length)] as (typeof list)[number],
    some(list, count) {
      const rest = [...list]
      return Array.from(
        { length: Math.min(count, rest.length) },
        () => rest.splice(below(rest.length), 1)[0],
      ) as (typeof list)[number][]
    },
  }
}

/** Draws the index of a weight, likelier the greater it is. */
export function weighing(weights: readonly number[]): (random: Seeded) => number {
  const indices = weights.flatMap((weight, index) => (weight > 0 ? [index] : []))
  let sum = 0
  const sums = indices.map((index) => {
    sum += weights[index] ?? 0
    return sum
  })
  return (random) => {
    const drawn = random.next() * sum
    let at = 0
    while (at < sums.length - 1 && drawn >= (sums[at] ?? 0)) at++
    return indices[at] ?? 0
  }
}
