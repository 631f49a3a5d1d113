import { setTimeout as wait } from 'node:timers/promises'
import type { ProgramOptions } from '../program.js'
import type { BenchWorld } from '../support/bench-world.js'
import { startChild } from '../support/children.js'
import type { Verdict } from '../support/figures.js'

const AT_REST_AFTER_MS = 4_000
const MB = 1024 * 1024

/** Resident memory of the program a while after its start, against a bare process with the same libraries. */
export async function benchMemory(bench: BenchWorld, say: (line: string) => void): Promise<Verdict[]> {
  const { services, slackConfig, dataKeys } = bench
  const { databaseUrl, redisUrl } = services
  const program = startChild('program')
  const libraries = startChild('libraries')
  try {
    await program.ask('start', {
      role: 'all',
      ...{ databaseUrl, redisUrl, dataKeys, slack: slackConfig },
    } satisfies ProgramOptions)
    await libraries.ask('start', { databaseUrl })
    await wait(AT_REST_AFTER_MS)
    const used = await program.ask<number>('memory')
    const bare = await libraries.ask<number>('memory')
    say('Memory at rest')
    say(`  program   ${(used / MB).toFixed(0)} MB`)
    say(`  libraries ${(bare / MB).toFixed(0)} MB`)
    return [{ what: 'memory, program to libraries', ratio: used / bare, limit: { atMost: 1.25 } }]
  } finally {
    await Promise.all([program.end(), libraries.end()])
  }
}
