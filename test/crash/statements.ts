import { seeded } from '../../src/standins/shared/seeded.js'
import { longRun } from '../support/long-run.js'
import { bundledAlone } from './bundle.js'
import { Child } from './child.js'
import type { KillAt } from './statement-program.js'

/** How many statements are tried in every run, before they are sent and after. */
const EVERY_RUN = 2

/** What is begun anew for each kill. */
export interface Ground<T> {
  /** Of the question. */
  data: T
  drop(): Promise<void>
}

/**
 * Lets processes do the same again and again, each killed at another statement, and calls `after` when each has died.
 * Gives the number of statements and of kills.
 */
export async function killAtEachStatement<T extends object>(
  question: 'migrate' | 'import',
  before: () => Promise<Ground<T>>,
  after: (data: T, killAt: KillAt) => Promise<void>,
): Promise<{ statements: number; kills: number }> {
  const file = await bundledAlone('statement-program.ts')
  let standby = new Child(file)
  const run = async (data: T, killAt: KillAt | null): Promise<number | null> => {
    const child = standby
    standby = new Child(file)
    const statements = await child.ask<number>(question, { ...data, killAt }).catch((error: unknown) => {
      if (!child.dead) throw error
      return null
    })
    await child.end()
    return statements
  }
  try {
    const undisturbed = await before()
    const statements = (await run(undisturbed.data, null)) ?? 0
    await undisturbed.drop()
    let kills = 0
    for (const killAt of chosen(statements)) {
      const { data, drop } = await before()
      const ended = await run(data, killAt)
      if (ended !== null) throw new Error(`it was not killed at ${JSON.stringify(killAt)}`)
      await after(data, killAt)
      await drop()
      kills += 1
    }
    return { statements, kills }
  } finally {
    await standby.end()
  }
}

function chosen(statements: number): KillAt[] {
  const random = seeded(statements)
  const all = Array.from({ length: statements }, (_, n) => n + 1)
  return [false, true].flatMap((sent) => {
    const shuffled = all
      .map((statement) => ({ statement, order: random() }))
      .sort((a, b) => a.order - b.order)
    const some = longRun ? all : shuffled.slice(0, EVERY_RUN).map(({ statement }) => statement)
    return some.map((statement) => ({ statement, sent }))
  })
}
