/** Many whole numbers, of which only the least and the middle one are asked. */
export class Histogram {
  readonly #counts = new Map<number, number>()
  total = 0

  add(value: number): void {
    this.#counts.set(value, (this.#counts.get(value) ?? 0) + 1)
    this.total++
  }

  /** NaN when there are none. */
  get least(): number {
    return this.total === 0 ? Number.NaN : Math.min(...this.#counts.keys())
  }

  get median(): number {
    let left = this.total / 2
    for (const [value, count] of [...this.#counts].sort(([one], [other]) => one - other)) {
      left -= count
      if (left <= 0) return value
    }
    return Number.NaN
  }

  /** How many are below a limit. */
  below(limit: number): number {
    return [...this.#counts].reduce((sum, [value, count]) => sum + (value < limit ? count : 0), 0)
  }

  /** How many are this value. */
  at(value: number): number {
    return this.#counts.get(value) ?? 0
  }
}
