/**
 * The store gave no answer in time. Whether a change was saved cannot be known, so people read
 * "Not confirmed"; the same click again shows the real outcome.
 */
export class StoreUnavailable extends Error {
  readonly code = 'store_unavailable'

  constructor(cause: unknown) {
    super('The store gave no answer', { cause })
    this.name = 'StoreUnavailable'
  }
}
