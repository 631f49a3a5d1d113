import { viewOf } from '../../src/bots/views/index.js'
import { viewWords } from '../../src/bots/views/view-words.js'
import type { OpenCase } from '../../src/core/facts.js'
import type { PlacementRecord } from '../../src/core/placement/placement.js'
import { planPlacements } from '../../src/core/placement/plan-placements.js'
import { screenFor } from '../../src/core/placement/screen-for.js'
import type { Ids } from '../../src/core/ports.js'
import type { PartnerRecord } from '../../src/core/request/records.js'
import type { Scheme } from '../../src/core/scheme/scheme-file.js'
import { asText } from './as-text.js'

export interface InChannel {
  noticeId: string
  place: string
  texts: { at: string; text: string }[]
}

/**
 * What stands in the partners' channels: planned and drawn by the program; sent here the moment it is due, where the
 * program has a queue and a platform in between.
 */
export class Channels {
  readonly #placed = new Map<string, { placement: PlacementRecord; texts: InChannel['texts'] }>()
  readonly #rooms
  #facts: OpenCase | null = null

  constructor(
    private readonly scheme: Scheme,
    partners: readonly PartnerRecord[],
    private readonly ids: Ids,
  ) {
    this.#rooms = partners.map(({ id }) => ({
      platform: 'memory' as const,
      tenant: id,
      roomId: `room of ${id}`,
      partnerId: id,
      usable: true,
    }))
  }

  /** Follows a change of the case. */
  plan(facts: OpenCase, urgent: boolean, now: Date): void {
    this.#send(now)
    const placements = [...this.#placed.values()].map(({ placement }) => placement)
    this.#facts = { ...facts, rooms: this.#rooms, placements }
    const row = {
      id: 'row',
      kind: 'request_changed' as const,
      requestId: facts.request.id,
      urgent,
      topic: null,
      to: null,
      offerId: null,
    }
    for (const want of planPlacements(this.#facts, row, this.ids, now)) {
      if (want.screen !== 'notice') continue
      const known = this.#placed.get(want.key)
      if (!known) this.#placed.set(want.key, { placement: want, texts: [] })
      else if (known.placement.face !== want.face || known.placement.withdraw !== want.withdraw) {
        const { face, withdraw, dueAt } = want
        known.placement = { ...known.placement, face, withdraw, dueAt }
      }
    }
    this.#send(now)
  }

  /** Everything that was shown, once nothing is due any more. */
  finish(): InChannel[] {
    this.#send(null)
    return [...this.#placed.values()].flatMap(({ placement: { noticeId, id }, texts }) =>
      texts.length > 0 ? [{ noticeId: noticeId ?? '', place: id, texts }] : [],
    )
  }

  #send(until: Date | null): void {
    for (const known of this.#placed.values()) {
      const { placement } = known
      const due = until === null || new Date(placement.dueAt) <= until
      if (!due || placement.withdraw || placement.face === placement.shownFace) continue
      known.texts.push({ at: placement.dueAt, text: this.#draw(placement) })
      const message = { conversation: placement.conversation, roomId: '', messageId: placement.id }
      known.placement = { ...placement, message, state: 'sent', shownFace: placement.face }
    }
  }

  #draw(placement: PlacementRecord): string {
    const screen = this.#facts && screenFor(placement, this.#facts, new Date(placement.dueAt))
    if (!screen) return ''
    const ref = { kind: 'placement' as const, placementId: 'one', revision: 0 }
    return asText(viewOf(screen, ref, viewWords(this.scheme)))
  }
}
