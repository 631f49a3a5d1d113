import { operatorSentence } from './app/operator-sentence.js'
import { start } from './app/start.js'

const LONGEST_STOP_MS = 9_000

try {
  const running = await start(process.env, (line) => console.log(line))
  console.log('Stop it with Ctrl-C.')
  let stopping = false
  const stop = async () => {
    // A second Ctrl-C, or the one npm sends on, must not cut the first one short.
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(1), LONGEST_STOP_MS)
    await running.stop()
    process.exit(0)
  }
  // Not `once`: a signal without any listener would end the process on the spot.
  process.on('SIGINT', stop).on('SIGTERM', stop)
} catch (error) {
  console.error(operatorSentence(error))
  process.exit(1)
}
