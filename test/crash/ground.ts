import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import { schemesFolder } from '../../src/app/paths.js'
import { readDirectory } from '../../src/app/schemes.js'
import type { Directory } from '../../src/core/people/directory-schema.js'
import type { Ports } from '../../src/core/ports.js'
import { type Playground, preparePlayground } from '../../src/playground/index.js'
import { seatsOf } from '../../src/playground/people.js'
import { sha256Hasher } from '../../src/store/hasher.js'
import { systemIds } from '../../src/store/ids.js'
import { openStore } from '../../src/store/index.js'
import { keysFromText, newDataKey } from '../../src/store/key-provider.js'
import { COORDINATOR, HOUSING_OFFICER, LEAD, OFFICER, scheme } from '../end-to-end/stage.js'
import { MONDAY_MORNING, type World, wordsOf } from '../end-to-end/world.js'
import { withPartners } from '../support/partners.js'
import { freshDatabase, freshRedis } from '../support/services.js'
import { bundled } from './bundle.js'
import type { ProgramOptions } from './program.js'

export const KEPT = ['harbourlight-london', 'larkspur-womens-aid', 'enfield', 'bexley']
/** One for each part in a request: every further one only repeats the same calls. */
const PEOPLE = [COORDINATOR, OFFICER, LEAD, HOUSING_OFFICER]

/** The processes that run the program. */
export interface Programs {
  /** Some of them, once they answer. */
  running(): Promise<{ readonly dead: boolean }>
  /** Calls of edges that have not come back, in all of them. */
  inHand(): Promise<number>
  /** Sets their clocks, and does what is due by then. */
  moveTo(aheadMs: number): Promise<void>
  end(): Promise<void>
}

/** What a process needs to know of the world. */
export type Config = Omit<ProgramOptions, 'role' | 'aheadMs' | 'killAt'>

export interface Given {
  /** As `bundled` gives it. */
  file: string
  config: Config
  aheadMs: () => number
  /** Tells both platforms where the program answers. */
  connect: (url: string) => void
}

/** People, both platforms and the services, which live on whatever becomes of the program's processes. */
export interface Ground<P extends Programs = Programs> extends World {
  programs: P
  /** As a superuser, who may also put rows back that nobody else may change. */
  admin: pg.Client
  redisUrl: string
  /** Sets the clock and lets nobody look for what is due then. */
  jumpTo(at: Date): void
  /** Takes everything out of Redis. */
  flush(): Promise<void>
}

export interface Places {
  /** Of those who take part in a request, these organisations are in Teams, the others in Slack. */
  keepInTeams: readonly string[]
  /** Of the partners that get notices. */
  everyNthInTeams: number
  /** How many of these there are; 3 unless told. */
  partners?: number
}

/**
 * Few people and partners, on both platforms. What steps in core bring about is found by the next sweep: nobody rings
 * for them.
 */
export async function openGround<P extends Programs>(
  places: Places,
  start: (given: Given) => Promise<P>,
): Promise<Ground<P>> {
  const [database, redis, file] = await Promise.all([freshDatabase(), freshRedis(), bundled('program.ts')])
  const directory = directoryOf(places)
  let aheadMs = MONDAY_MORNING.getTime() - Date.now()
  const now = () => new Date(Date.now() + aheadMs)
  const pageFolder = mkdtempSync(join(tmpdir(), 'page-'))
  for (const name of ['index.html', 'page.js', 'page.css']) writeFileSync(join(pageFolder, name), '')
  const playground = await preparePlayground({ directory, pageFolder, clock: () => now().getTime() })
  const dataKeys = newDataKey('k1')
  const keys = keysFromText(dataKeys)
  const opened = openStore({ ...database, keys, poolSize: 4 })
  await opened.directory.loadScheme(scheme)
  await opened.directory.importDirectory(directory)
  await playground.install(opened, now())
  const admin = new pg.Client({ connectionString: adminUrlOf(database.databaseUrl) })
  await admin.connect()
  const { slack, teams } = playground
  const services = { databaseUrl: database.databaseUrl, redisUrl: redis.url }
  const config = { ...services, slack, teams, dataKeys, logLevel: process.env.CRASH_LOG ?? 'silent' }
  const programs = await start({ file, config, aheadMs: () => aheadMs, connect: playground.connect })

  const clock = { now }
  const doorbell = { ring: () => undefined }
  const { store, cipher } = opened
  const ports: Ports = { store, clock, ids: systemIds, hasher: sha256Hasher, cipher, doorbell }
  const jumpTo = (at: Date) => {
    aheadMs = at.getTime() - Date.now()
  }
  const sweep = () => programs.moveTo(aheadMs)
  const end = async () => {
    await programs.end()
    await Promise.all([playground.stop(), opened.close(), admin.end()])
    await database.drop()
    rmSync(pageFolder, { recursive: true, force: true })
  }
  return {
    ...inFrontOf(playground, directory),
    ...{ programs, admin, redisUrl: redis.url, flush: redis.flush },
    databaseUrl: database.databaseUrl,
    ownerDatabaseUrl: database.ownerDatabaseUrl,
    directory,
    keys,
    app: { url: '', port: 0, opened, ports: { ...ports, chat: nobody, limits: NO_LIMITS }, sweep, stop: end },
    now,
    jumpTo,
    async moveTo(at) {
      jumpTo(at)
      await sweep()
    },
    restart: nobody,
    end,
  }
}

function directoryOf(places: Places): Directory {
  const demo = readDirectory(join(schemesFolder, 'demo-directory.yaml'), scheme)
  const directory = withPartners(demo, { partners: 3, keep: KEPT, ...places })
  const people = directory.people.filter(
    ({ id, organisation }) => PEOPLE.includes(id) || !KEPT.includes(organisation),
  )
  return { ...directory, people }
}

function inFrontOf(
  { standin: slack, teamsStandin: teams }: Playground,
  directory: World['directory'],
): Pick<World, 'slack' | 'teams' | 'as' | 'inTeams' | 'platformOf' | 'userId' | 'room' | 'until' | 'card'> {
  const seats = seatsOf(directory)
  const seatOf = (personId: string) => {
    const seat = seats.find(({ person }) => person.id === personId)
    if (!seat) throw new Error(`nobody is called ${personId}`)
    return seat
  }
  const until = <T>(read: () => T | undefined | false | null): Promise<T> =>
    slack.store.until(() => read() || undefined, 15_000)
  return {
    slack,
    teams,
    as: (personId) => slack.as(seatOf(personId).userId),
    inTeams: (personId) => teams.as(seatOf(personId).userId),
    platformOf: (personId) => seatOf(personId).platform,
    userId: (personId) => seatOf(personId).userId,
    room: (partnerId) => directory.channels.find(({ organisation }) => organisation === partnerId)?.id ?? '',
    until,
    card: (personId, words) =>
      until(() => slack.store.dms(seatOf(personId).userId).findLast((each) => words.test(wordsOf(each)))),
  }
}

function adminUrlOf(databaseUrl: string): string {
  const url = new URL(inject('services').adminUrl)
  url.pathname = new URL(databaseUrl).pathname
  return url.href
}

/** Messages are sent by the program's processes alone. */
const nobody = (): never => {
  throw new Error('only a process of the program does this')
}
const NO_LIMITS = { closedUntil: nobody, close: nobody }
