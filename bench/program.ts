import pino from 'pino'
import { type App, compose } from '../src/app/compose.js'
import type { SlackConfig } from '../src/config.js'
import { perform } from '../src/core/perform.js'
import { keysFromText } from '../src/store/key-provider.js'
import { answerQuestions, restingMemory, wallClock } from './support/children.js'
import { COORDINATOR } from './support/world.js'

/** The program as it is wired for use, in a process of its own. */
export interface ProgramOptions {
  role: 'all' | 'bots'
  databaseUrl: string
  redisUrl: string
  dataKeys: string
  slack: SlackConfig
}

let app: App | null = null
let aheadMs = 0

answerQuestions(
  {
    async start({ dataKeys, ...options }: ProgramOptions): Promise<string> {
      app = await compose({
        ...options,
        host: '127.0.0.1',
        port: 0,
        keys: keysFromText(dataKeys),
        log: pino({ level: 'warn', base: null }),
        teams: null,
        clock: { now: () => new Date(Date.now() + aheadMs) },
      })
      // As at every start: which schemes are there, so that newer files of theirs can be loaded.
      await app.opened.directory.schemes()
      return `${app.url}/slack/events`
    },

    moveClock(ms: number): void {
      aheadMs += ms
    },

    /** A coordinator releases a request; gives the moment of the commit. */
    async circulate({ schemeId, requestId }: { schemeId: string; requestId: string }): Promise<number> {
      if (!app) throw new Error('not started')
      const outcome = await perform(app.ports, {
        schemeId,
        action: 'release',
        target: { requestId },
        actor: { personId: COORDINATOR },
        key: `release ${requestId}`,
      })
      const committedAt = wallClock()
      if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome))
      return committedAt
    },

    memory: restingMemory,
  },
  async () => app?.stop(),
)
