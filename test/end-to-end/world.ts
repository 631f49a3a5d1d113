import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino, { type Logger } from 'pino'
import { vi } from 'vitest'
import { type App, type ComposeOptions, compose } from '../../src/app/compose.js'
import { schemesFolder } from '../../src/app/paths.js'
import { readDirectory, readScheme, schemeFileOf } from '../../src/app/schemes.js'
import type { Directory } from '../../src/core/people/directory-schema.js'
import type { Scheme } from '../../src/core/scheme/scheme-file.js'
import { preparePlayground } from '../../src/playground/index.js'
import { seatsOf } from '../../src/playground/people.js'
import type { BotFrameworkStandin, Person as TeamsPerson } from '../../src/standins/botframework/index.js'
import type { Message, Person, SlackStandin } from '../../src/standins/slack/index.js'
import { type KeyProvider, keysFromText, newDataKey } from '../../src/store/key-provider.js'
import { onPlatforms } from '../support/on-platforms.js'
import { freshDatabase, freshRedis } from '../support/services.js'

export const SCHEME = 'london'

const demoDirectory = join(schemesFolder, 'demo-directory.yaml')

/** When every test begins, so that none depends on the day it runs. */
export const MONDAY_MORNING = new Date('2026-11-23T09:30:00Z')

/** The whole program on real services, in front of it a Slack with the people of the demo directory. */
export interface World {
  readonly app: App
  slack: SlackStandin
  teams: BotFrameworkStandin
  directory: Directory
  keys: KeyProvider
  databaseUrl: string
  ownerDatabaseUrl: string
  /** Acts as the person of the directory with this id. */
  as(personId: string): Person
  /** The same in Teams. */
  inTeams(personId: string): TeamsPerson
  /** Slack for whoever has both. */
  platformOf(personId: string): 'slack' | 'teams'
  userId(personId: string, platform?: 'slack' | 'teams'): string
  /** The private channel of a partner. */
  room(partnerId: string): string
  now(): Date
  /** Moves the program's clock to this moment and does what is due by then. */
  moveTo(at: Date): Promise<void>
  /** Stops the program and starts it again on the same services; `between` gets its Redis. */
  restart(between?: (redis: { flush(): Promise<void> }) => Promise<void>): Promise<void>
  /** Waits until `read` gives something. */
  until<T>(read: () => T | undefined | false | null): Promise<T>
  /** The newest message in a person's chat with the bot whose text or blocks match. */
  card(personId: string, words: RegExp): Promise<Message>
  end(): Promise<void>
}

export interface WorldOptions {
  onStatement?: (sql: string) => void
  ackTimeoutMs?: number
  /** Organisations that use Teams instead of Slack. */
  teams?: readonly string[]
  /** Organisations with a Slack workspace and a Teams tenant. */
  both?: readonly string[]
  /** Slack's time is the program's: messages are looked for by the time of their attempt. */
  oneClock?: boolean
  /** In the place of London's scheme file, under the same id. */
  scheme?: Scheme
  /** In the place of a log that is silent. */
  log?: Logger
  /** In the place of the demo directory. */
  directory?: Directory
  /** In the place of a fresh database and a Redis database of the run's servers. */
  services?: Services
  /** Milliseconds after which "Nothing found for you" is said; at once if nothing is said. */
  nothingFoundAfterMs?: number
  /** Stands between the program and what it asks of the world. */
  wrap?: ComposeOptions['wrap']
}

/** Where the program finds PostgreSQL and Redis; `drop` ends both. */
export interface Services {
  databaseUrl: string
  ownerDatabaseUrl: string
  redisUrl: string
  flush(): Promise<void>
  drop(): Promise<void>
}

async function runsServices(): Promise<Services> {
  const [database, redis] = await Promise.all([freshDatabase(), freshRedis()])
  return { ...database, redisUrl: redis.url, flush: () => redis.flush() }
}

/** How long the clock waits for what is under way before it jumps. */
const LET_FINISH_MS = 1_000

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const services = options.services ?? (await runsServices())
  const scheme = options.scheme ?? readScheme(schemeFileOf(SCHEME))
  const directory =
    options.directory ?? onPlatforms(readDirectory(demoDirectory, scheme), options.teams ?? [], options.both)
  const inTeams = directory.workspaces.some(({ platform }) => platform === 'teams')
  const pageFolder = mkdtempSync(join(tmpdir(), 'page-'))
  for (const name of ['index.html', 'page.js', 'page.css']) writeFileSync(join(pageFolder, name), '')
  let ahead = MONDAY_MORNING.getTime() - Date.now()
  const clock = { now: () => new Date(Date.now() + ahead) }
  const playground = await preparePlayground({
    directory,
    pageFolder,
    ...(options.oneClock && { clock: () => clock.now().getTime() }),
  })
  const slack = playground.standin
  const keys = keysFromText(newDataKey('k1'))
  const config: ComposeOptions = {
    role: 'all',
    host: '127.0.0.1',
    port: 0,
    databaseUrl: services.databaseUrl,
    redisUrl: services.redisUrl,
    keys,
    slack: playground.slack,
    teams: inTeams ? playground.teams : null,
    log: options.log ?? pino({ level: 'silent' }),
    clock,
    nothingFoundAfterMs: options.nothingFoundAfterMs ?? 0,
    ...(options.onStatement && { onStatement: options.onStatement }),
    ...(options.wrap && { wrap: options.wrap }),
  }
  let app = await compose(config)
  await app.opened.directory.loadScheme(scheme)
  await app.opened.directory.importDirectory(directory)
  await playground.install(app.opened, clock.now())
  playground.connect(app.url)

  const seats = seatsOf(directory)
  const seatOf = (personId: string, on?: 'slack' | 'teams') =>
    found(
      seats.find(({ person, platform }) => person.id === personId && (!on || platform === on)),
      personId,
    )
  const userId = (personId: string, on?: 'slack' | 'teams') => seatOf(personId, on).userId
  /** A clock that jumps ends the lease of whatever is being sent. Where something has to stay undone, it goes on. */
  const nothingInHand = async () => {
    const { outbox, placements } = await app.opened.store.work.waiting(clock.now())
    if (outbox + placements > 0) throw new Error('something is under way')
  }
  const until = <T>(read: () => T | undefined | false | null): Promise<T> =>
    slack.store.until(() => read() || undefined, 15_000)
  return {
    get app() {
      return app
    },
    slack,
    teams: playground.teamsStandin,
    directory,
    keys,
    databaseUrl: services.databaseUrl,
    ownerDatabaseUrl: services.ownerDatabaseUrl,
    as: (personId) => slack.as(userId(personId, 'slack')),
    inTeams: (personId) => playground.teamsStandin.as(userId(personId, 'teams')),
    platformOf: (personId) => seatOf(personId).platform,
    userId,
    room: (partnerId) =>
      found(
        directory.channels.find((c) => c.purpose === 'notices' && c.organisation === partnerId)?.id,
        partnerId,
      ),
    now: () => clock.now(),
    async moveTo(at) {
      await vi.waitFor(nothingInHand, { timeout: LET_FINISH_MS, interval: 10 }).catch(() => undefined)
      ahead = at.getTime() - Date.now()
      await app.sweep()
    },
    until,
    async restart(between) {
      await app.stop()
      await between?.(services)
      app = await compose(config)
      playground.connect(app.url)
    },
    async card(personId, words) {
      const chat = () => slack.store.dms(userId(personId))
      try {
        return await until(() => chat().findLast((message) => words.test(wordsOf(message))))
      } catch {
        throw new Error(`${personId} never read ${words}, but:\n${chat().map(wordsOf).join('\n---\n')}`)
      }
    },
    async end() {
      await app.stop()
      await playground.stop()
      await services.drop()
      rmSync(pageFolder, { recursive: true })
    },
  }
}

/** Ids of everybody who takes part. */
export function organisationIds(): string[] {
  const { organisations } = readDirectory(demoDirectory, readScheme(schemeFileOf(SCHEME)))
  return organisations.map(({ id }) => id)
}

/** Everything a person can read in a message, in one line. */
export function wordsOf(message: { text?: string | undefined; blocks?: unknown }): string {
  const words: string[] = []
  const walk = (value: unknown, key: string): void => {
    if (typeof value === 'string' && (key === 'text' || key === 'alt_text')) words.push(value)
    else if (value && typeof value === 'object')
      for (const [name, item] of Object.entries(value)) walk(item, Array.isArray(value) ? key : name)
  }
  walk({ text: message.text, blocks: message.blocks }, '')
  return words.join('\n')
}

function found<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`the demo directory has no ${name}`)
  return value
}
