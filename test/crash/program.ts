import pino from 'pino'
import { type App, type ComposeOptions, compose } from '../../src/app/compose.js'
// Loaded when it is composed otherwise: a process that waits for its turn has everything loaded.
import '../../src/bots/teams/index.js'
import { keysFromText } from '../../src/store/key-provider.js'
import { restingMemory } from '../soak/resting-memory.js'
import { answerQuestions, TELL_TO } from './answer.js'
import { createPoints, type KillAt } from './points.js'

/** The whole program as it is wired for use, in a process of its own that can be killed at any of its points. */
export interface ProgramOptions
  extends Pick<ComposeOptions, 'role' | 'databaseUrl' | 'redisUrl' | 'slack' | 'teams'> {
  dataKeys: string
  logLevel: string
  aheadMs: number
  /** The point of its start at which it is killed. */
  killAt: KillAt
}

const LONGEST_STOP_MS = 9_000

const points = createPoints(TELL_TO)
let app: App | null = null
let aheadMs = 0

answerQuestions({
  async start({ dataKeys, logLevel, killAt, ...options }: ProgramOptions): Promise<string> {
    aheadMs = options.aheadMs
    points.arm(killAt)
    app = await compose({
      ...options,
      host: '127.0.0.1',
      port: 0,
      keys: keysFromText(dataKeys),
      log: pino({ level: logLevel, base: null }, pino.destination(2)),
      clock: { now: () => new Date(Date.now() + aheadMs) },
      wrap: points.wrap,
    })
    return app.url
  },

  arm: (at: KillAt) => points.arm(at),
  passed: () => points.passed(),
  inHand: () => points.inHand(),
  memory: restingMemory,

  async moveTo(ahead: number): Promise<void> {
    aheadMs = ahead
    await app?.sweep()
  },
})

// As src/main.ts does.
process.on('SIGTERM', async () => {
  setTimeout(() => process.exit(1), LONGEST_STOP_MS)
  await app?.stop()
  process.exit(0)
})
