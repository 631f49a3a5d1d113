import { type Fitting, type Outside, outside } from './count.js'
import { Histogram } from './histogram.js'
import type { Reading } from './read.js'
import type { Known } from './seen.js'

/** One request as the partners read it: whose notice, and who fits it. */
export interface Shared {
  /** By landlord; absent: no such notice in that channel. */
  readings: Map<number, Reading>
  fitting: Fitting
}

export interface TripleCounts {
  /** Households that fit where all three have the notice. */
  all: Histogram
  /** Where two have it and the third, by its homes, should: the third's own tenants, where it is the landlord. */
  third: Histogram
  /** How often a third was suspected, rightly or not. */
  suspected: number
}

/** Says whether a landlord is the applicant's: only the measurement knows. */
type IsLandlord = (one: Shared, landlord: number) => boolean

/** Every three partners who lay their notices side by side; that they join them rightly is taken for granted here. */
export function countTriples(shared: readonly Shared[], known: Known, isLandlord: IsLandlord): TripleCounts {
  const counts: TripleCounts = { all: new Histogram(), third: new Histogram(), suspected: 0 }
  for (const one of shared) countOne(one, known, counts, (landlord) => isLandlord(one, landlord))
  return counts
}

function countOne(
  { readings, fitting }: Shared,
  known: Known,
  counts: TripleCounts,
  isLandlord: (landlord: number) => boolean,
): void {
  const sets = new AreaSets(fitting)
  const having = [...readings.keys()].sort((one, other) => one - other)
  const missing = known.landlords.flatMap(({ areas }, landlord) =>
    readings.has(landlord) ? [] : [{ landlord, areas }],
  )
  const setOf = having.map((landlord) => sets.of(readings.get(landlord)?.areas ?? []))
  for (let a = 0; a < having.length; a++)
    for (let b = a + 1; b < having.length; b++) {
      const two = sets.union(setOf[a] ?? 0, setOf[b] ?? 0)
      for (let c = b + 1; c < having.length; c++) {
        const { total, tenants } = sets.outside(sets.union(two, setOf[c] ?? 0))
        const own = (at: number) => tenants[having[at] ?? 0] ?? 0
        counts.all.add(total - own(a) - own(b) - own(c))
      }
      const named = sets.areas(two)
      for (const { landlord, areas } of missing) {
        if (areas !== null && !areas.some((area) => named.has(area))) continue
        counts.suspected++
        if (isLandlord(landlord)) counts.third.add(sets.outside(two).tenants[landlord] ?? 0)
      }
    }
}

/** Sets of named areas by number, so that those that come again are counted once. */
class AreaSets {
  readonly #ids = new Map<string, number>()
  readonly #sets: ReadonlySet<number>[] = []
  readonly #outside: Outside[] = []
  readonly #unions = new Map<number, number>()

  constructor(private readonly fitting: Fitting) {}

  of(areas: readonly number[]): number {
    const key = [...areas].sort((one, other) => one - other).join()
    const known = this.#ids.get(key)
    if (known !== undefined) return known
    const set = new Set(areas)
    this.#ids.set(key, this.#sets.length)
    this.#outside.push(outside(this.fitting, set))
    return this.#sets.push(set) - 1
  }

  union(one: number, other: number): number {
    if (one === other) return one
    const key = one < other ? one * MOST_SETS + other : other * MOST_SETS + one
    const known = this.#unions.get(key)
    if (known !== undefined) return known
    const made = this.of([...new Set([...this.areas(one), ...this.areas(other)])])
    this.#unions.set(key, made)
    return made
  }

  areas(set: number): ReadonlySet<number> {
    return this.#sets[set] as ReadonlySet<number>
  }

  outside(set: number): Outside {
    return this.#outside[set] as Outside
  }
}

const MOST_SETS = 1_000_000
