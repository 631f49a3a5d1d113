import { operatorSentence } from './app/operator-sentence.js'
import { start } from './app/start.js'

const LONGEST_STOP_MS = 9_000

try {
  const running = await start(process.env, (line) => console.log(line))
  console.log('Stop it with Ctrl-C.')
  const stop = async () => {
    // A second Ctrl-C, or the one npm sends on, must not cut the first one short.
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.removeListener(signal, stop).on(signal, () => undefined)
    const late = setTimeout(() => process.exit(1), LONGEST_STOP_MS)
    await running.stop()
    clearTimeout(late)
    process.exit(0)
  }
  process.once('SIGINT', stop).once('SIGTERM', stop)
} catch (error) {
  console.error(operatorSentence(error))
  process.exit(1)
}
