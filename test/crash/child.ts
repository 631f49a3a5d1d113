import { type ChildProcess, fork } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { type Answer, type Question, TELL_TO } from './answer.js'
import type { Interruption } from './points.js'

/** How a process ended. */
export interface Death {
  code: number | null
  signal: NodeJS.Signals | null
  /** What it said of itself before it was killed at a point. */
  interruption: Interruption | null
}

/** A process of ours that may die at any moment. */
export class Child {
  readonly died: Promise<Death>
  dead = false
  readonly #process: ChildProcess
  readonly #waiting = new Map<number, (answer: Answer) => void>()
  #asked = 0

  /** `file` as `bundled` gives it. */
  constructor(file: string) {
    this.#process = fork(file, {
      execArgv: [...QUICK],
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc', 'pipe'],
    })
    this.#process.on('message', (answer: Answer) => this.#waiting.get(answer.id)?.(answer))
    this.died = this.#end()
  }

  /** Throws when the process dies first. */
  async ask<T>(question: string, data?: unknown): Promise<T> {
    const id = ++this.#asked
    const answer = await new Promise<Answer>((resolve) => {
      this.#waiting.set(id, resolve)
      const ended = () => void this.died.then(() => resolve(DEAD))
      if (this.dead) ended()
      else this.#process.send({ id, question, data } satisfies Question, (error) => error && ended())
    })
    this.#waiting.delete(id)
    if (answer.error !== undefined) throw new Error(`${question}: ${answer.error}`)
    return answer.value as T
  }

  signal(signal: NodeJS.Signals): void {
    this.#process.kill(signal)
  }

  async end(): Promise<void> {
    this.signal('SIGKILL')
    await this.died
  }

  async #end(): Promise<Death> {
    const told = text(this.#process.stdio[TELL_TO] as NodeJS.ReadableStream)
    const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
      this.#process.once('exit', (...how) => resolve(how))
    })
    this.dead = true
    for (const answer of this.#waiting.values()) answer(DEAD)
    const said = await told
    return { code, signal, interruption: said === '' ? null : JSON.parse(said) }
  }
}

/** Made for a short life: to compile WebAssembly well takes longer than such a process has to run it. */
const QUICK = ['--liftoff-only']

const DEAD: Answer = { id: 0, error: 'the process has ended' }
