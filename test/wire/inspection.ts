import type { Staged } from '../end-to-end/stage.js'
import { SCHEME } from '../end-to-end/world.js'
import { brokenInvariants } from '../support/invariants.js'
import { whatCoordinatorReads } from './coordinator-reads.js'
import { losses } from './losses.js'
import { everPosted, isOpen, type NoticeRow, noticesOf } from './notices.js'
import type { Troubles } from './troubles.js'
import { uncertainInTeams } from './uncertain.js'
import type { WireWorld } from './wire-world.js'

/** A request whose notices are inspected, with what happened to it so far; times in milliseconds. */
export interface Inspected {
  staged: Staged
  steppedAt: number | null
  closedAt: number | null
  /** What ended is to be read with the next batch only. */
  endsInBatch: boolean
  changed: boolean
}

const BEFORE_A_CHANGE = /Bedrooms/
const AFTER_A_CHANGE = /Lift needed above the ground floor/

/** Looks at everything of some requests, each time when nothing is under way. */
export class Inspection {
  readonly found: string[] = []
  readonly #ids: readonly string[]

  constructor(
    readonly wire: WireWorld,
    readonly troubles: Troubles,
    readonly requests: readonly Inspected[],
  ) {
    this.#ids = requests.map(({ staged }) => staged.id)
  }

  /** Notice by notice. */
  async look(moment: string): Promise<void> {
    const posted = everPosted(this.wire.world)
    const notices = await this.#notices()
    const known = new Set(notices.map(({ reference }) => reference))
    for (const reference of posted.keys())
      if (!known.has(reference)) this.#say(moment, `a message in a room belongs to no notice: ${reference}`)
    for (const { staged, steppedAt, closedAt, endsInBatch, changed } of this.requests) {
      const coordinator = await whatCoordinatorReads(this.wire.world, staged)
      for (const notice of notices.filter(({ requestId }) => requestId === staged.id)) {
        const wrong = losses({
          notice,
          posted: posted.get(notice.reference) ?? [],
          coordinator,
          partnerName: this.#nameOf(notice),
          words: changed && notice.round > 1 ? AFTER_A_CHANGE : BEFORE_A_CHANGE,
          roomInTrouble: this.troubles.stands(notice.partnerId),
          endedAt: (notice.live ? closedAt : steppedAt) ?? 0,
          endsInBatch,
        })
        for (const words of wrong) this.#say(moment, words)
      }
    }
  }

  /** What must always hold, and that in Teams exactly what was cut off is uncertain. */
  async lookAtAll(moment: string): Promise<void> {
    const { world, owner } = this.wire
    const { ids, wrong } = await uncertainInTeams(world.teams, owner, this.#ids)
    const interrupted = new Set([...ids, ...(await this.#cannotBeLookedFor())])
    for (const words of [...wrong, ...(await this.#broken(interrupted))]) this.#say(moment, words)
  }

  /** All that was mended and settled has ended as if nothing had gone wrong. */
  async nothingIsLeft(): Promise<void> {
    const open = [...everPosted(this.wire.world).values()]
      .flat()
      .filter(({ words, deleted }) => !deleted && isOpen(words.at(-1)))
    const { rows: left } = await this.wire.owner.query<{ key: string; state: string }>(LEFT, [this.#ids])
    const { ids } = await uncertainInTeams(this.wire.world.teams, this.wire.owner, this.#ids)
    for (const { words } of open) this.#say('in the evening', `still stands open: ${words.at(-1)}`)
    for (const { key, state } of left) this.#say('in the evening', `${key} is left as ${state}`)
    for (const words of await this.#broken(ids)) this.#say('in the evening', words)
  }

  #broken(interrupted: ReadonlySet<string>): Promise<string[]> {
    const { world } = this.wire
    const watched = { ...world, opened: world.app.opened, schemeId: SCHEME }
    return brokenInvariants(watched, { interrupted, requests: new Set(this.#ids) })
  }

  /** Posts in Slack of which nobody can find out, because nobody can look into the room. */
  async #cannotBeLookedFor(): Promise<string[]> {
    const notices = await this.#notices()
    return notices
      .filter(({ platform, state }) => platform === 'slack' && state === 'ambiguous')
      .filter(({ partnerId }) => this.troubles.stands(partnerId))
      .map(({ placementId }) => placementId ?? '')
  }

  #notices(): Promise<NoticeRow[]> {
    return noticesOf(this.wire.owner, this.#ids)
  }

  #nameOf({ partnerId }: NoticeRow): string {
    const { organisations } = this.wire.world.directory
    return organisations.find(({ id }) => id === partnerId)?.name ?? partnerId
  }

  #say(moment: string, words: string): void {
    this.found.push(`${moment}: ${words}`)
  }
}

/** Nobody is told any more what did not arrive of a closed request; private messages may be uncertain for ever. */
const LEFT = `
  select key, state from "Placement" where "requestId" = any($1) and state not in ('sent', 'withdrawn')
    and not (state = 'unreachable' and "messageId" is null) and not (state = 'ambiguous' and screen = 'message')`
