import type pg from 'pg'
import { vi } from 'vitest'
import type { World } from '../end-to-end/world.js'

const A_SWEEP_AFTER_LOOKS = 200

/** The clock of a world whose rows this connection reads. */
export class Rest {
  /** When the clock was moved on, oldest first. */
  readonly moves: Date[] = []

  constructor(
    readonly world: World,
    readonly owner: pg.Client,
  ) {}

  /**
   * Lives up to this moment, from one at which something is due to the next, and ends there with nothing under way.
   * What is due within `leapMs` of something is done late, with it.
   */
  async until(end: Date, leapMs = 20_000): Promise<void> {
    for (;;) {
      await this.#settled()
      const due = await this.#due(end)
      if (!due) break
      await this.moveTo(new Date(Math.min(due.getTime() + leapMs, end.getTime())))
    }
    await this.moveTo(end)
    await this.#settled()
  }

  async moveTo(at: Date): Promise<void> {
    if (at <= this.world.now()) return
    await this.world.moveTo(at)
    this.moves.push(at)
  }

  /** Until nothing is under way or due now. Whatever no doorbell announced is found by a sweep, as each minute does. */
  async #settled(): Promise<void> {
    let looks = 0
    const nothingLeft = async () => {
      if (++looks % A_SWEEP_AFTER_LOOKS === 0) await this.world.app.sweep()
      const { rows } = await this.owner.query<{ what: string }>(LEFT, [this.world.now()])
      if (rows.length > 0) throw new Error(`never came to rest: ${rows.map(({ what }) => what).join(', ')}`)
    }
    await vi.waitFor(nothingLeft, { timeout: 60_000, interval: 8 })
  }

  /** The next moment at which something is due. */
  async #due(end: Date): Promise<Date | null> {
    const { rows } = await this.owner.query<{ at: Date | null }>(DUE, [this.world.now(), end])
    return rows[0]?.at ?? null
  }
}

const LEFT = `
  select 'placement ' || key || ' ' || state as what from "Placement"
    where state = 'sending' or (state in ('planned', 'retryable', 'ambiguous') and "dueAt" <= $1)
  union all select 'outbox ' || coalesce(topic, kind) from "Outbox" where "doneAt" is null
  union all select 'follow-up ' || kind from "FollowUp" where state = 'pending' and "dueAt" <= $1
  limit 20`

const DUE = `
  select min(at) as at from (
    select min("dueAt") as at from "Placement"
      where state in ('planned', 'retryable', 'ambiguous') and "dueAt" > $1 and "dueAt" <= $2
    union all
    select min("dueAt") from "FollowUp" where state = 'pending' and "dueAt" > $1 and "dueAt" <= $2) due`
