import { refuse } from './errors.js'
import { LIMITS } from './limits.js'

/** Counts sends to each conversation in sliding windows and refuses the one too many, with the whole seconds to wait. */
export class RateDesk {
  readonly #times = new Map<string, number[]>()

  constructor(readonly clock: () => number) {}

  take(conversationId: string): void {
    const now = this.clock()
    const longest = Math.max(...LIMITS.sends.map((w) => w.withinMs))
    const times = (this.#times.get(conversationId) ?? []).filter((t) => now - t < longest && t <= now)
    this.#times.set(conversationId, times)
    for (const { most, withinMs } of LIMITS.sends) {
      const within = times.filter((t) => now - t < withinMs)
      const oldest = within.at(-most)
      if (oldest !== undefined)
        throw refuse.throttled(Math.max(1, Math.ceil((oldest + withinMs - now) / 1_000)))
    }
    times.push(now)
  }

  clear(): void {
    this.#times.clear()
  }
}
