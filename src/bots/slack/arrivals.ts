/**
 * When each request arrived. Slack waits three seconds from then on, not from when we know whose request it is, so
 * everything before the handler takes from the same time.
 */
export class Arrivals {
  readonly #at = new WeakMap<object, number>()

  /** `at` as `performance.now()` tells it. */
  note(body: object, at: number): void {
    this.#at.set(body, at)
  }

  /** Milliseconds left of this time for whoever sent it, at least 0. What came another way has arrived just now. */
  left(body: object, withinMs: number): number {
    const at = this.#at.get(body) ?? performance.now()
    this.#at.set(body, at)
    return Math.max(0, withinMs - (performance.now() - at))
  }
}
