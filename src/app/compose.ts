import type { Logger } from 'pino'
import { createChat } from '../bots/delivery/create-chat.js'
import { createSlackSender } from '../bots/delivery/slack-sender.js'
import { createSlackApp } from '../bots/slack/app.js'
import { quietLogger } from '../bots/slack/quiet-logger.js'
import type { SlackConfig, TeamsConfig } from '../config.js'
import { writeDailyAnchor } from '../core/audit/write-anchor.js'
import { codeOf } from '../core/error-code.js'
import type { DeliveryPorts } from '../core/placement/deliver-placements.js'
import type { Clock, Ports } from '../core/ports.js'
import { scheduleRetention } from '../core/retention/sweep-retention.js'
import { evictionProblem, producerConnection, sharedConnection } from '../jobs/connection.js'
import { createDoorbell } from '../jobs/doorbell.js'
import { startSweeping } from '../jobs/sweep.js'
import { startWorkers } from '../jobs/workers.js'
import { sha256Hasher } from '../store/hasher.js'
import { systemIds } from '../store/ids.js'
import { type OpenedStore, openStore } from '../store/index.js'
import type { KeyProvider } from '../store/key-provider.js'
import { openAnchorFile } from './anchor-file.js'
import { healthHandler } from './health.js'
import { type Handler, listen } from './http.js'
import { redisReplayGuard } from './replay-guard.js'
import { redisSendLimits } from './send-limits.js'
import { Sources } from './sources.js'
import { StartError } from './start-error.js'

export interface ComposeOptions {
  role: 'all' | 'bots' | 'worker'
  host: string
  port: number
  trustedProxies?: readonly string[]
  databaseUrl: string
  redisUrl: string
  keys: KeyProvider
  slack: SlackConfig | null
  teams: TeamsConfig | null
  log: Logger
  /** Takes the heads of the audit chains once a day. */
  anchorFile?: string
  clock?: Clock
  /** Milliseconds after which "Nothing found for you" is said; tests that ask for it a thousand times say 0. */
  nothingFoundAfterMs?: number
  /** More pages on the same address: the playground. */
  handlers?: (app: { ports: Ports; store: OpenedStore }) => Handler[]
  /** Counts statements, for tests. */
  onStatement?: (sql: string) => void
  /** Stands between the program and what it asks of the world, for tests of crashes and races. */
  wrap?: Wrap
}

/** Gives back something of the same shape; `name` says which of the program's edges it is. */
export type Wrap = <T extends object>(name: EdgeName, edge: T) => T
export type EdgeName = 'store' | 'work' | 'directory' | 'doorbell' | 'chat' | 'limits'

const asItIs: Wrap = (_name, edge) => edge

export interface App {
  url: string
  port: number
  ports: DeliveryPorts
  opened: OpenedStore
  /** Looks for due work now, as each minute does; after the clock was moved. */
  sweep(): Promise<void>
  /** Stops taking work, finishes what is in hand, and lets go of everything. */
  stop(): Promise<void>
}

const systemClock: Clock = { now: () => new Date() }

/** The one place that wires everything: main, the command line, tests and the benchmark all start here. */
export async function compose(options: ComposeOptions): Promise<App> {
  const { log, role, clock = systemClock } = options
  const undo: (() => Promise<unknown> | unknown)[] = []
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    const { wrap = asItIs } = options
    const opened = wrapped(
      wrap,
      openStore({
        databaseUrl: options.databaseUrl,
        keys: options.keys,
        ...(options.onStatement && { onStatement: options.onStatement }),
      }),
    )
    undo.push(() => opened.close())
    const redis = await connectRedis(options.redisUrl)
    const asked = sharedConnection(redis)
    undo.push(() => asked.disconnect())
    await asked.connect()
    const bell = wrap(
      'doorbell',
      createDoorbell(redis, clock, (error) =>
        log.warn({ code: codeOf(error) }, 'a ring failed; the sweep will find it'),
      ),
    )
    undo.push(() => bell.close())

    const { store, cipher } = opened
    const base: Ports = { store, clock, ids: systemIds, hasher: sha256Hasher, cipher, doorbell: bell }
    const slackSender = options.slack
      ? createSlackSender({
          workspaces: opened.directory,
          store: opened.store,
          clock,
          apiUrl: options.slack.apiUrl,
          clientOptions: { logger: quietLogger(log) },
          ...('token' in options.slack.access && { token: options.slack.access.token }),
        })
      : null
    const teams = options.teams && (await openTeams(options.teams, base, opened, options))
    const chat = createChat({ slack: slackSender, teams: teams?.sender ?? null })
    const ports: DeliveryPorts = {
      ...base,
      chat: (schemeId) => wrap('chat', chat(schemeId)),
      limits: wrap('limits', redisSendLimits(asked)),
    }

    const handlers: Handler[] = [
      healthHandler({ database: () => opened.healthy(), redis: async () => (await redis.ping()) === 'PONG' }),
    ]
    if (role !== 'worker' && options.slack) {
      const slack = createSlackApp({
        ...options.slack,
        ports: base,
        wallClock: systemClock,
        workspaces: opened.directory,
        replay: redisReplayGuard(asked),
        log,
        nothingFoundAfterMs: options.nothingFoundAfterMs,
      })
      handlers.push((request, response) => slack.handle(request, response))
      await slack.start()
      undo.push(() => slack.stop())
    }
    if (role !== 'worker' && teams) {
      handlers.push((request, response) => teams.app.handle(request, response))
      undo.push(() => teams.app.stop())
    }
    handlers.push(...(options.handlers?.({ ports: base, store: opened }) ?? []))

    const sweeping = role === 'bots' ? null : startWork(options, ports, bell, opened)
    if (sweeping) undo.push(() => sweeping.stop())

    const http = await listen({
      host: options.host,
      port: options.port,
      handlers,
      sources: new Sources(options),
      onTrouble: (trouble, error) => log.error({ trouble, code: codeOf(error) }, 'at the edge'),
    })
    undo.push(() => http.close())
    await sweeping?.now()
    return {
      url: http.url,
      port: http.port,
      ports,
      opened,
      sweep: async () => sweeping?.now(),
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

function wrapped(wrap: Wrap, opened: OpenedStore): OpenedStore {
  const { store, directory } = opened
  return {
    ...opened,
    directory: wrap('directory', directory),
    store: {
      work: wrap('work', store.work),
      forScheme: (schemeId) => wrap('store', store.forScheme(schemeId)),
    },
  }
}

/** Loaded only where Teams is set up: its libraries are heavy. */
async function openTeams(
  config: TeamsConfig,
  ports: Ports,
  { directory }: OpenedStore,
  options: ComposeOptions,
) {
  const teams = await import('../bots/teams/index.js')
  return teams.openTeams({
    ...config,
    ports,
    log: options.log,
    clock: ports.clock,
    workspaces: directory,
    conversations: directory,
    nothingFoundAfterMs: options.nothingFoundAfterMs,
  })
}

/** A program that stops waits so long for a database that gives no answer; of the 10 s it has, 2 s may go to the last try. */
const WRITTEN_DOWN_WITHIN_MS = 4_000

function startWork(
  options: ComposeOptions,
  ports: DeliveryPorts,
  bell: ReturnType<typeof createDoorbell>,
  opened: OpenedStore,
) {
  const { log } = options
  const workers = startWorkers({
    redisUrl: options.redisUrl,
    ports,
    bell,
    onFailure: (job, error) =>
      log.error({ job, code: codeOf(error) }, 'a job failed; the sweep will ring again'),
  })
  const sweeping = startSweeping({
    work: opened.store.work,
    bell,
    clock: ports.clock,
    first: () => scheduleRetention(ports),
    onFailure: (error) =>
      log.error({ code: codeOf(error) }, 'the sweep failed; it is tried again in a minute'),
    ...(options.anchorFile && { afterwards: anchoring(options.anchorFile, ports, opened, log) }),
  })
  return {
    now: sweeping.now,
    async stop() {
      const enough = setTimeout(() => opened.hurry(), WRITTEN_DOWN_WITHIN_MS)
      await sweeping.stop()
      await workers.close()
      clearTimeout(enough)
    },
  }
}

/** Nothing waits for it: a file that cannot be written is said, and work goes on. */
function anchoring(path: string, { clock, hasher }: Ports, { audit }: OpenedStore, log: Logger) {
  const file = openAnchorFile(path)
  return () =>
    writeDailyAnchor({ audit, file, clock, hasher }).catch((error: unknown) =>
      log.warn(
        { code: codeOf(error) },
        'the audit anchor could not be written; it is tried again in an hour',
      ),
    )
}

async function connectRedis(url: string) {
  const redis = producerConnection(url)
  try {
    await redis.connect()
    const problem = await evictionProblem(redis)
    if (problem) throw new StartError(problem)
    return redis
  } catch (error) {
    redis.disconnect()
    if (error instanceof StartError) throw error
    throw new StartError('Redis does not answer at the address in REDIS_URL, or refuses its password.', {
      cause: error,
    })
  }
}
