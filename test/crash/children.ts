import { Child, type Death } from './child.js'
import type { Given, Programs } from './ground.js'
import type { KillAt, Progress } from './points.js'

/** What happens when the one that runs has died. */
export interface TakeOver {
  killAt: KillAt
  /** Called before the next one starts. */
  before(): void
}

/**
 * One process at a time runs the program; another stands by with its modules loaded and takes over when it dies. What
 * was interrupted is remembered.
 */
export class Children implements Programs {
  /** Messages of which nobody can know whether they stand, by placement, and how far they had got. */
  readonly interrupted = new Map<string, Progress>()
  /** Names of the points at which a process was killed. */
  readonly kills: string[] = []
  readonly #given: Given
  #takeOver: TakeOver | null = null
  #next: Child
  #current: Child
  #starting: Promise<void>
  #trouble: Error | null = null
  #ended = false

  constructor(given: Given) {
    this.#given = given
    this.#current = new Child(given.file)
    this.#next = new Child(given.file)
    this.#starting = this.#start(this.#current, null)
  }

  /** The one that runs, once it answers. */
  async running(): Promise<Child> {
    for (;;) {
      const child = this.#current
      await this.#starting.catch((error: unknown) => {
        if (!child.dead) throw error
      })
      if (this.#trouble) throw this.#trouble
      if (child === this.#current && !child.dead) return child
      await child.died
    }
  }

  /** Asks the one that runs; when it dies over the question, whoever takes over. */
  async ask<T>(question: string, data?: unknown): Promise<T> {
    for (;;) {
      const child = await this.running()
      try {
        return await child.ask<T>(question, data)
      } catch (error) {
        if (!child.dead) throw error
      }
    }
  }

  inHand(): Promise<number> {
    return this.ask('inHand')
  }

  moveTo(aheadMs: number): Promise<void> {
    return this.ask('moveTo', aheadMs)
  }

  /** For the next time that it dies. */
  whenItDies(takeOver: TakeOver): void {
    this.#takeOver = takeOver
  }

  async end(): Promise<void> {
    this.#ended = true
    await Promise.all([this.#current.end(), this.#next.end()])
  }

  #start(child: Child, killAt: KillAt): Promise<void> {
    const { config, aheadMs, connect } = this.#given
    const options = { ...config, role: 'all', aheadMs: aheadMs(), killAt }
    void child.died.then((death) => this.#replace(death))
    const starting = child.ask<string>('start', options).then(connect)
    starting.catch(() => undefined)
    return starting
  }

  #replace({ interruption, signal, code }: Death): void {
    if (this.#ended) return
    if (interruption) {
      this.kills.push(interruption.point)
      for (const [id, progress] of Object.entries(interruption.underWay))
        if (isFurther(progress, this.interrupted.get(id))) this.interrupted.set(id, progress)
    } else {
      this.#trouble = new Error(`the program ended by itself: ${signal ?? code}`)
      return
    }
    this.#takeOver?.before()
    const killAt = this.#takeOver?.killAt ?? null
    this.#takeOver = null
    this.#current = this.#next
    this.#next = new Child(this.#given.file)
    this.#starting = this.#start(this.#current, killAt)
  }
}

/** One that was posted before stays so when somebody else is interrupted who only looks for it. */
function isFurther(progress: Progress, known: Progress | undefined): boolean {
  const order: readonly (Progress | undefined)[] = [undefined, 'claimed', 'posting', 'posted']
  return order.indexOf(progress) > order.indexOf(known)
}
