import { AsyncLocalStorage } from 'node:async_hooks'

const unheard = new AsyncLocalStorage<true>()
let listening = false

/**
 * Runs this without what it says on the console. The Bot Framework writes the stack trace and Teams' keys there for
 * every token that it refuses: whoever sends bad ones could fill a log with them. Everything else says what it says.
 */
export function unheardOnConsole<T>(run: () => Promise<T>): Promise<T> {
  listenIn()
  return unheard.run(true, run)
}

/** Once for the whole program: whose words they are is told by where they were said. */
function listenIn(): void {
  if (listening) return
  listening = true
  for (const name of ['error', 'warn', 'log'] as const) {
    const said = console[name].bind(console)
    console[name] = (...words: unknown[]) => {
      if (!unheard.getStore()) said(...words)
    }
  }
}
