import { workingTime } from '../../src/core/time/working-time.js'
import { COORDINATOR, requestAt, scheme } from '../end-to-end/stage.js'
import { type CirculationPlan, type DayPlan, planDay } from './fault-plan.js'
import { Injection } from './inject.js'
import { type Inspected, Inspection } from './inspection.js'
import { settleEverything } from './settle.js'
import { Troubles } from './troubles.js'
import type { WireWorld } from './wire-world.js'

const INPUT: Readonly<Record<Exclude<CirculationPlan['step'], 'nothing'>, unknown>> = {
  recall: { reason: 'wrong_facts' },
  change_request: { propertyNeeds: ['lift:needed'] },
  close: { reason: 'contact_lost' },
}

const MINUTE_MS = 60_000
const time = workingTime(scheme)

interface Circulation extends Inspected {
  plan: CirculationPlan
}

/** A day on which a few requests are released in the same moment, and on which much goes wrong. */
export class Day {
  readonly plan: DayPlan
  readonly troubles: Troubles
  readonly injection: Injection
  /** Steps that were taken while notices of the same request were still going out. */
  inFlight = 0
  #circulations: readonly Circulation[] = []

  constructor(
    readonly wire: WireWorld,
    seed: number,
    circulations: number,
  ) {
    this.plan = planDay(seed, { partners: wire.partners, circulations })
    this.troubles = new Troubles(wire.world, this.plan.troubles)
    this.injection = new Injection(wire.world, this.plan, wire.known, this.troubles)
  }

  /** Lives through it; gives a sentence for everything that must not be. */
  async live(): Promise<string[]> {
    const { wire, troubles, injection } = this
    try {
      await this.#morning()
      const inspection = new Inspection(wire, troubles, this.#circulations)
      await this.#release()
      await wire.rest.until(this.#in(120))
      for (const one of this.#circulations) if (one.plan.afterPosts === null) await this.#take(one)
      await wire.rest.until(this.#in(120))
      await inspection.look('before the batch')
      await inspection.lookAtAll('before the batch')

      await troubles.mend('mended meanwhile')
      await this.#throughBatch()
      await inspection.look('after the batch')

      for (const one of this.#circulations) await this.#close(one)
      await this.#throughBatch()
      await inspection.look('when all is closed')
      await inspection.lookAtAll('when all is closed')

      injection.end()
      await troubles.mend('all')
      await settleEverything(wire, this.#circulations)
      await inspection.nothingIsLeft()
      return [...inspection.found, ...injection.waits.broken(wire.rest.moves)]
    } finally {
      injection.end()
      await troubles.mend('all')
    }
  }

  async #morning(): Promise<void> {
    const { world, rest } = this.wire
    await rest.moveTo(time.nextWorkingMoment(this.#in(60)))
    this.#circulations = await Promise.all(
      this.plan.circulations.map(async (plan) => {
        const staged = await requestAt(world, 'approved')
        staged.ports = world.app.ports
        return { staged, plan, steppedAt: null, closedAt: null, endsInBatch: false, changed: false }
      }),
    )
    await world.app.sweep()
    // What stands in the chats by now is not near what follows when that is looked for.
    await rest.until(this.#in(5))
    await this.troubles.begin()
    this.injection.begin(this.#circulations.map(({ staged }) => staged.id))
  }

  async #release(): Promise<void> {
    await Promise.all(
      this.#circulations.map(async (one) => {
        const { staged, plan } = one
        const met = plan.afterPosts === null ? null : this.injection.afterPosts(staged.id, plan.afterPosts)
        await staged.take(COORDINATOR, 'release')
        await met
        if (met) await this.#take(one)
      }),
    )
  }

  async #take(one: Circulation): Promise<void> {
    const { step } = one.plan
    if (step === 'nothing') return
    const at = this.wire.world.now().getTime()
    if (this.injection.posts(one.staged.id) < this.wire.partners.length) this.inFlight += 1
    one.steppedAt = at
    if (step === 'close') one.closedAt = at
    one.endsInBatch = step !== 'recall'
    one.changed = step === 'change_request'
    await one.staged.take(COORDINATOR, step, INPUT[step])
  }

  async #close(one: Circulation): Promise<void> {
    if (one.closedAt !== null) return
    one.closedAt = this.wire.world.now().getTime()
    await one.staged.take(COORDINATOR, 'close', INPUT.close)
  }

  /** To the evening of the next day that has a batch. Until then nothing happens, and the clock may leap. */
  async #throughBatch(): Promise<void> {
    const { world, rest } = this.wire
    const batch = time.nextDailyBatch(world.now(), scheme.rules.circulation.dailyBatchAt)
    await rest.until(new Date(batch.getTime() - MINUTE_MS), 60 * MINUTE_MS)
    await rest.until(new Date(batch.getTime() + 90 * MINUTE_MS))
    for (const one of this.#circulations) one.endsInBatch = false
  }

  #in(minutes: number): Date {
    return new Date(this.wire.world.now().getTime() + minutes * MINUTE_MS)
  }
}
