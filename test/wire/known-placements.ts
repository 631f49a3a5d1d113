import type { Wrap } from '../../src/app/compose.js'
import type { PlacementRecord } from '../../src/core/placement/placement.js'
import type { SchemeStore } from '../../src/core/ports.js'

export interface KnownNotice {
  placementId: string
  requestId: string
  partnerId: string
  /** 1 for the first notices of its request that were seen, 2 for those after a change. */
  round: number
}

/** Learns which placements are notices, of what and for whom, as the program plans them: faults are meant for some. */
export class KnownPlacements {
  readonly #keys = new Set<string>()
  readonly #notices = new Map<string, KnownNotice>()
  readonly #rounds = new Map<string, number>()

  readonly wrap: Wrap = (name, edge) => {
    if (name !== 'store') return edge
    const store = edge as unknown as SchemeStore
    const upsertPlacements: SchemeStore['upsertPlacements'] = async (wants, ...more) => {
      const due = await store.upsertPlacements(wants, ...more)
      if (due) for (const want of wants) this.#note(want)
      return due
    }
    return { ...edge, upsertPlacements }
  }

  notice(placementId: string | undefined): KnownNotice | undefined {
    return placementId === undefined ? undefined : this.#notices.get(placementId)
  }

  forget(): void {
    this.#keys.clear()
    this.#notices.clear()
    this.#rounds.clear()
  }

  /** A key that is planned again keeps the placement it has. */
  #note({ id, key, screen, requestId, partnerId }: PlacementRecord): void {
    if (screen !== 'notice' || requestId === null || partnerId === null || this.#keys.has(key)) return
    this.#keys.add(key)
    const one = `${requestId} ${partnerId}`
    const round = (this.#rounds.get(one) ?? 0) + 1
    this.#rounds.set(one, round)
    this.#notices.set(id, { placementId: id, requestId, partnerId, round })
  }
}
