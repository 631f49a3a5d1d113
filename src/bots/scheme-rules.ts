import type { Clock, Store } from '../core/ports.js'
import type { Scheme } from '../core/scheme/scheme-file.js'

const KEPT_MS = 60_000

/** Newest rules of a scheme, kept for a minute: texts and names stand on every screen. */
export class SchemeRules {
  readonly #store: Store
  readonly #clock: Clock
  readonly #kept = new Map<string, { rules: Scheme; until: number }>()

  constructor(store: Store, clock: Clock) {
    this.#store = store
    this.#clock = clock
  }

  async of(schemeId: string): Promise<Scheme> {
    const now = this.#clock.now().getTime()
    const kept = this.#kept.get(schemeId)
    if (kept && kept.until > now) return kept.rules
    const { rules } = await this.#store.forScheme(schemeId).scheme()
    this.#kept.set(schemeId, { rules, until: now + KEPT_MS })
    return rules
  }
}
