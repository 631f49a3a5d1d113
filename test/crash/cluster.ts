import { type Balancer, startBalancer } from './balancer.js'
import { Child } from './child.js'
import type { Given, Ground, Programs } from './ground.js'

const ROLES = ['bots', 'bots', 'worker', 'worker'] as const

/** How a process ended that was asked to. */
export interface Stop {
  role: string
  code: number | null
  ms: number
}

interface Member {
  role: (typeof ROLES)[number]
  child: Child
  url: string
}

/** Two processes that answer people and two that do the work, behind one address. */
export class Cluster implements Programs {
  readonly stops: Stop[] = []
  readonly #given: Given
  readonly #balancer: Balancer
  readonly #members: Member[] = []

  private constructor(given: Given, balancer: Balancer) {
    this.#given = given
    this.#balancer = balancer
  }

  static async start(given: Given): Promise<Cluster> {
    const cluster = new Cluster(given, await startBalancer())
    given.connect(cluster.#balancer.url)
    await Promise.all(ROLES.map((role) => cluster.#join(role, new Child(given.file))))
    return cluster
  }

  /** The one that has been there longest stops, and another takes its place: for a moment there is one less. */
  async replaceOldest(): Promise<void> {
    const next = new Child(this.#given.file)
    await next.ask('inHand')
    const oldest = this.#members.shift()
    if (!oldest) throw new Error('there is none')
    const began = performance.now()
    oldest.child.signal('SIGTERM')
    const { code } = await oldest.child.died
    this.#balancer.remove(oldest.url)
    this.stops.push({ role: oldest.role, code, ms: performance.now() - began })
    await this.#join(oldest.role, next)
  }

  async running(): Promise<{ readonly dead: boolean }> {
    return { dead: false }
  }

  async inHand(): Promise<number> {
    const counts = await Promise.all(this.#members.map(({ child }) => child.ask<number>('inHand')))
    return counts.reduce((sum, count) => sum + count, 0)
  }

  async moveTo(aheadMs: number): Promise<void> {
    await Promise.all(this.#members.map(({ child }) => child.ask('moveTo', aheadMs)))
  }

  /** As each minute, one of those that do the work looks for what is due. */
  async tick(): Promise<void> {
    const worker = this.#members.find(({ role }) => role === 'worker')
    await worker?.child.ask('moveTo', this.#given.aheadMs()).catch((error: unknown) => {
      if (!worker.child.dead) throw error
    })
  }

  async end(): Promise<void> {
    await Promise.all(this.#members.map(({ child }) => child.end()))
    await this.#balancer.close()
  }

  async #join(role: Member['role'], child: Child): Promise<void> {
    const { config, aheadMs } = this.#given
    const url = await child.ask<string>('start', { ...config, role, aheadMs: aheadMs(), killAt: null })
    if (role === 'bots') this.#balancer.add(url)
    this.#members.push({ role, child, url })
  }
}

export type Installation = Ground<Cluster>
