import { RateLimited } from './errors.js'

/** Counts requests in sliding windows and refuses the one too many, with the whole seconds to wait. */
export class RateDesk {
  readonly #times = new Map<string, number[]>()

  constructor(readonly clock: () => number) {}

  take(key: string, most: number, windowMs: number): void {
    const now = this.clock()
    const times = (this.#times.get(key) ?? []).filter((t) => now - t < windowMs && t <= now)
    this.#times.set(key, times)
    const [oldest] = times
    if (times.length >= most && oldest !== undefined)
      throw new RateLimited(Math.max(1, Math.ceil((oldest + windowMs - now) / 1_000)))
    times.push(now)
  }

  clear(): void {
    this.#times.clear()
  }
}
