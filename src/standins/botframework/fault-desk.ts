import { seeded } from '../shared/seeded.js'
import { directory } from './directory.js'
import type { Fault, FaultedCall, FaultFilter, FaultPlan, Faults, SeededFaults } from './faults.js'
import type { LoginDesk } from './logins.js'
import type { BotFrameworkStore } from './store.js'
import type { Operation } from './types.js'

interface Planned {
  operation: Operation | '*'
  fault: Fault
  left: number
  filter: FaultFilter | undefined
}

/** Holds the faults that tests planned and hands each to the call it is meant for. */
export class FaultDesk implements Faults {
  #planned: Planned[] = []
  #each: FaultPlan | undefined
  #random: { plan: SeededFaults; draw: () => number } | undefined

  constructor(
    readonly store: BotFrameworkStore,
    readonly logins: LoginDesk,
  ) {}

  next(operation: Operation | '*', fault: Fault, times = 1, filter?: FaultFilter): void {
    this.#planned.push({ operation, fault, left: times, filter })
  }

  each(plan: FaultPlan | undefined): void {
    this.#each = plan
  }

  random(plan: SeededFaults | undefined): void {
    this.#random = plan && { plan, draw: seeded(plan.seed) }
  }

  clear(): void {
    this.#planned = []
    this.#each = undefined
    this.#random = undefined
  }

  /** The fault for this call, used up by asking. */
  take(call: FaultedCall): Fault | undefined {
    const planned = this.#planned.find(
      (p) => meant(p.operation, call.operation) && (p.filter?.(call) ?? true),
    )
    if (!planned) return this.#each?.(call) ?? this.#drawn(call.operation)
    planned.left -= 1
    if (planned.left <= 0) this.#planned = this.#planned.filter((p) => p !== planned)
    return planned.fault
  }

  blockApp(tenantId: string): void {
    directory.tenant(this.store, tenantId).appBlocked = true
  }

  unblockApp(tenantId: string): void {
    directory.tenant(this.store, tenantId).appBlocked = false
  }

  revokeTokens(): void {
    this.logins.revokeAll()
  }

  disableUser(userId: string): void {
    const user = directory.user(this.store, userId)
    user.disabled = true
    this.store.changed({ kind: 'directory', tenantId: user.tenantId })
  }

  dropApp(where: { userId: string } | { teamId: string }): void {
    if ('userId' in where) {
      directory.user(this.store, where.userId).hasApp = false
      return
    }
    const team = directory.team(this.store, where.teamId)
    team.hasApp = false
    for (const channel of team.channels.values()) channel.hasApp = false
  }

  #drawn(operation: Operation): Fault | undefined {
    if (!this.#random) return undefined
    const { plan, draw } = this.#random
    const among = plan.operations?.includes(operation) ?? operation !== 'token'
    if (!among) return undefined
    return draw() < plan.rate ? plan.faults[Math.floor(draw() * plan.faults.length)] : undefined
  }
}

function meant(planned: Operation | '*', operation: Operation): boolean {
  return planned === operation || (planned === '*' && operation !== 'token')
}
