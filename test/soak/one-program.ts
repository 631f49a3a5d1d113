import { Child } from '../crash/child.js'
import type { Given, Programs } from '../crash/ground.js'
import type { RestingMemory } from './resting-memory.js'

/** One process that runs the whole program for as long as it takes. */
export class OneProgram implements Programs {
  readonly #child: Child

  private constructor(child: Child) {
    this.#child = child
  }

  static async start({ file, config, aheadMs, connect }: Given): Promise<OneProgram> {
    const child = new Child(file)
    connect(await child.ask<string>('start', { ...config, role: 'all', aheadMs: aheadMs(), killAt: null }))
    return new OneProgram(child)
  }

  async running(): Promise<Child> {
    return this.#child
  }

  inHand(): Promise<number> {
    return this.#child.ask('inHand')
  }

  async moveTo(aheadMs: number): Promise<void> {
    await this.#child.ask('moveTo', aheadMs)
  }

  async memory(): Promise<RestingMemory> {
    // Points that were passed are counted anew: their names are no memory of the program's.
    await this.#child.ask('arm', null)
    return this.#child.ask('memory')
  }

  async end(): Promise<void> {
    await this.#child.end()
  }
}
