import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** One end of a comparison, in a process of its own. */
export interface Child {
  ask<T>(question: string, data?: unknown): Promise<T>
  end(): Promise<void>
}

interface Question {
  id: number
  question: string
  data: unknown
}

interface Answer {
  id: number
  value?: unknown
  error?: string
}

/** As `npm start` runs the program: short-lived objects of many clicks at once are collected in one go. For floors too. */
const AS_STARTED = '--max-semi-space-size=64'

/** Starts `bench/<name>.js`, which answers with `answerQuestions`. */
export function startChild(name: string): Child {
  const file = fileURLToPath(new URL(`../${name}.js`, import.meta.url))
  const child = fork(file, { execArgv: ['--expose-gc', AS_STARTED], serialization: 'advanced' })
  const waiting = new Map<number, (answer: Answer) => void>()
  const ended = once(child, 'exit').then(() => {
    for (const answer of waiting.values()) answer({ id: 0, error: `${name} has ended` })
  })
  child.on('message', (answer: Answer) => waiting.get(answer.id)?.(answer))
  let asked = 0
  return {
    async ask<T>(question: string, data?: unknown) {
      const id = ++asked
      const answer = await new Promise<Answer>((resolve) => {
        waiting.set(id, resolve)
        child.send({ id, question, data } satisfies Question)
      })
      waiting.delete(id)
      if (answer.error !== undefined) throw new Error(`${name}, ${question}: ${answer.error}`)
      return answer.value as T
    },
    async end() {
      if (child.connected) child.disconnect()
      await ended
    },
  }
}

/** The child's side. It ends with its parent, whatever becomes of that. */
export function answerQuestions(
  answers: Readonly<Record<string, (data: never) => unknown>>,
  stop: () => Promise<unknown>,
): void {
  process.on('message', async ({ id, question, data }: Question) => {
    try {
      const value = await answers[question]?.(data as never)
      process.send?.({ id, value } satisfies Answer)
    } catch (error) {
      process.send?.({ id, error: String((error as Error).stack ?? error) } satisfies Answer)
    }
  })
  process.once('disconnect', () => stop().finally(() => process.exit()))
  // A Ctrl-C reaches the whole group; the parent ends its children in order.
  process.on('SIGINT', () => undefined)
}

/** Milliseconds since 1970 with fractions: comparable between processes of one machine. */
export function wallClock(): number {
  return performance.timeOrigin + performance.now()
}

/** Resident memory once nothing is left to collect. */
export function restingMemory(): number {
  globalThis.gc?.()
  globalThis.gc?.()
  return process.memoryUsage.rss()
}
