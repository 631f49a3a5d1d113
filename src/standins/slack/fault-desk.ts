import { seeded } from '../shared/seeded.js'
import { directory } from './directory.js'
import type { Fault, FaultFilter, FaultPlan, Faults, SeededFaults } from './faults.js'
import type { SlackStore } from './store.js'
import type { Channel, Dict } from './types.js'

interface Planned {
  method: string
  fault: Fault
  left: number
  filter: FaultFilter | undefined
}

/** Holds the faults that tests planned and hands each to the call it is meant for. */
export class FaultDesk implements Faults {
  #planned: Planned[] = []
  #each: FaultPlan | undefined
  #random: { plan: SeededFaults; draw: () => number } | undefined

  constructor(readonly store: SlackStore) {}

  next(method: string, fault: Fault, times = 1, filter?: FaultFilter): void {
    this.#planned.push({ method, fault, left: times, filter })
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
  take(method: string, teamId: string | undefined, args: Dict): Fault | undefined {
    if (this.#planned.length === 0 && !this.#each && !this.#random) return undefined
    const planned = this.#planned.find(
      (p) => (p.method === '*' || p.method === method) && (p.filter?.({ method, teamId, args }) ?? true),
    )
    if (!planned) return this.#each?.({ method, teamId, args }) ?? this.#drawn(method)
    planned.left -= 1
    if (planned.left <= 0) this.#planned = this.#planned.filter((p) => p !== planned)
    return planned.fault
  }

  revokeToken(teamId: string): void {
    directory.workspace(this.store, teamId).revoked = true
  }

  restoreToken(teamId: string): void {
    directory.workspace(this.store, teamId).revoked = false
  }

  archiveChannel(channelId: string): void {
    this.#channel(channelId).archived = true
    this.#tell(channelId)
  }

  unarchiveChannel(channelId: string): void {
    this.#channel(channelId).archived = false
    this.#tell(channelId)
  }

  removeBot(channelId: string): void {
    const channel = this.#channel(channelId)
    channel.members.delete(directory.workspace(this.store, channel.teamId).botUserId)
    this.#tell(channelId)
  }

  returnBot(channelId: string): void {
    const channel = this.#channel(channelId)
    channel.members.add(directory.workspace(this.store, channel.teamId).botUserId)
    this.#tell(channelId)
  }

  deactivateUser(userId: string): void {
    const user = directory.user(this.store, userId)
    user.deleted = true
    user.updated = this.store.clock()
    this.store.changed({ kind: 'directory', teamId: user.teamId })
  }

  #drawn(method: string): Fault | undefined {
    if (!this.#random) return undefined
    const { plan, draw } = this.#random
    if (plan.methods && !plan.methods.includes(method)) return undefined
    return draw() < plan.rate ? plan.faults[Math.floor(draw() * plan.faults.length)] : undefined
  }

  #channel(channelId: string): Channel {
    const channel = this.store.channels.get(channelId)
    if (!channel) throw new Error(`no channel ${channelId}`)
    return channel
  }

  #tell(channelId: string): void {
    this.store.changed({ kind: 'directory', teamId: this.#channel(channelId).teamId })
  }
}
