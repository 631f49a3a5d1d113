import { AsyncLocalStorage } from 'node:async_hooks'

const unheard = new AsyncLocalStorage<true>()
const ours = new WeakSet<object>()

/**
 * Runs this without what it says on the console. The Bot Framework writes the stack trace and Teams' keys there for
 * every token that it refuses: whoever sends bad ones could fill a log with them. Everything else says what it says.
 */
export function unheardOnConsole<T>(run: () => Promise<T>): Promise<T> {
  listenIn()
  return unheard.run(true, run)
}

/** Whose words they are is told by where they were said. Whoever took the console's place since is listened to again. */
function listenIn(): void {
  for (const name of ['error', 'warn', 'log'] as const) {
    if (ours.has(console[name])) continue
    const said = console[name].bind(console)
    console[name] = (...words: unknown[]) => {
      if (!unheard.getStore()) said(...words)
    }
    ours.add(console[name])
  }
}
