/** Requests that are being worked on, so that a stop can wait for them. */
export class InHand {
  readonly #work = new Set<Promise<void>>()

  /** The work must not reject. */
  add(work: Promise<void>): void {
    const kept = work.finally(() => this.#work.delete(kept))
    this.#work.add(kept)
  }

  /** Waits until nothing is in hand, also for what comes in meanwhile. */
  async empty(): Promise<void> {
    while (this.#work.size > 0) await Promise.allSettled(this.#work)
  }
}
