import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Bytes of this process once everything that nobody uses any more was collected. */
export interface RestingMemory {
  /** Objects, and what they hold outside of the heap. */
  heap: number
  resident: number
}

export function restingMemory(): RestingMemory {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  collect()
  const { heapUsed, external, rss } = process.memoryUsage()
  return { heap: heapUsed + external, resident: rss }
}
