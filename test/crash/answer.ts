/** Where a process that kills itself says at which point, before it does. */
export const TELL_TO = 4

export interface Question {
  id: number
  question: string
  data: unknown
}

export interface Answer {
  id: number
  value?: unknown
  error?: string
}

/** The child's side of `child.ts`. It ends with its parent, whatever becomes of that. */
export function answerQuestions(answers: Readonly<Record<string, (data: never) => unknown>>): void {
  process.on('message', async ({ id, question, data }: Question) => {
    try {
      const value = await answers[question]?.(data as never)
      process.send?.({ id, value } satisfies Answer)
    } catch (error) {
      process.send?.({ id, error: String((error as Error).stack ?? error) } satisfies Answer)
    }
  })
  process.once('disconnect', () => process.exit())
  // A Ctrl-C reaches the whole group; the parent ends its children.
  process.on('SIGINT', () => undefined)
}
