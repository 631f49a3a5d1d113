import { cpus } from 'node:os'
import { benchClick } from './parts/click.js'
import { benchFanOut } from './parts/fan-out.js'
import { benchFreeText } from './parts/free-text.js'
import { benchMemory } from './parts/memory.js'
import { benchNothingFound } from './parts/nothing-found.js'
import { type BenchWorld, startBenchWorld } from './support/bench-world.js'
import { isKept, type Verdict, verdictLine } from './support/figures.js'

type Part = (bench: BenchWorld, say: (line: string) => void) => Promise<Verdict[]>

/** Clicks come last: they leave outbox rows that a program in the role `all` would work off. */
const PARTS: Readonly<Record<string, Part>> = {
  'free-text': benchFreeText,
  'nothing-found': benchNothingFound,
  memory: benchMemory,
  'fan-out': benchFanOut,
  click: benchClick,
}

/** One more than the circulation reaches: the applicant's own landlord is never told. */
const PARTNERS = 1_001

/** Measures the named parts, or all of them; true when every promise was kept. */
export async function bench(names: string[]): Promise<boolean> {
  const unknown = names.find((name) => !(name in PARTS))
  if (unknown) throw new Error(`There is no part "${unknown}". There are: ${Object.keys(PARTS).join(', ')}.`)
  const say = (line: string) => console.log(line)
  const began = Date.now()
  const processor = cpus()[0]?.model.trim() ?? 'unknown processor'
  say(
    `Node ${process.versions.node}, ${cpus().length} cores (${processor}). Everything is measured in this run.`,
  )
  const world = await startBenchWorld(PARTNERS)
  const stop = () => void world.end().finally(() => process.exit(1))
  process.once('SIGINT', stop).once('SIGTERM', stop)
  try {
    const verdicts: Verdict[] = []
    for (const [name, part] of Object.entries(PARTS)) {
      if (names.length > 0 && !names.includes(name)) continue
      const found = await part(world, say)
      for (const verdict of found) say(verdictLine(verdict))
      verdicts.push(...found)
    }
    say(`${Math.round((Date.now() - began) / 1_000)} s. ${verdicts.every(isKept) ? 'All kept.' : 'Missed.'}`)
    return verdicts.every(isKept)
  } finally {
    process.removeListener('SIGINT', stop).removeListener('SIGTERM', stop)
    await world.end()
  }
}
