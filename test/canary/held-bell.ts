import type { Wrap } from '../../src/app/compose.js'
import type { Doorbell } from '../../src/core/ports.js'

/** Keeps back what clicks ring while many are made at once, as for a worker that is away and comes back. */
export class HeldBell {
  #held: (() => void)[] | null = null

  /** A wrap that is this one's at the doorbell, and the other's everywhere. */
  before(other: Wrap): Wrap {
    return (name, edge) => other(name, name === 'doorbell' ? this.#holding(edge) : edge)
  }

  hold(): void {
    this.#held ??= []
  }

  letGo(): void {
    const rings = this.#held ?? []
    this.#held = null
    for (const ring of rings) ring()
  }

  #holding<T extends object>(edge: T): T {
    const bell = edge as unknown as Doorbell
    const ring: Doorbell['ring'] = (...what) => {
      if (this.#held) this.#held.push(() => bell.ring(...what))
      else bell.ring(...what)
    }
    return new Proxy(edge, { get: (of, key) => (key === 'ring' ? ring : Reflect.get(of, key)) })
  }
}
