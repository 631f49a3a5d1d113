import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { vi } from 'vitest'
import type { ReplayGuard } from '../../../src/bots/edges.js'
import { createSlackApp, type SlackApp, type SlackAppOptions } from '../../../src/bots/slack/app.js'
import type { Directory } from '../../../src/core/people/directory-schema.js'
import type { Ports } from '../../../src/core/ports.js'
import { type Block, type SlackStandin, startSlackStandin } from '../../../src/standins/slack/index.js'
import { sha256Hasher } from '../../../src/store/hasher.js'
import { systemIds } from '../../../src/store/ids.js'
import { type OpenedStore, openStore } from '../../../src/store/index.js'
import { keysFromText, newDataKey } from '../../../src/store/key-provider.js'
import { london as readLondon } from '../../core/scheme/london.js'
import { freshDatabase } from '../../support/services.js'

export const london = readLondon()
export const SCHEME = london.id

/** Who is who: nominating officer, two leads, housing officer, coordinator; each in the own workspace. */
export const NIA = 'U0NIA'
export const LEA = 'U0LEA'
export const LUC = 'U0LUC'
export const HUGO = 'U0HUGO'
export const CORA = 'U0CORA'
export const ROOM = 'C0BEXLEY'

const WORKSPACES = [
  { id: 'T0REFUGE', organisation: 'refuge', kind: 'referring_agency' },
  { id: 'T0CAMDEN', organisation: 'camden', kind: 'local_authority' },
  { id: 'T0BEXLEY', organisation: 'bexley', kind: 'local_authority' },
  { id: 'T0TEAM', organisation: 'team', kind: 'coordinating_team' },
] as const
const PEOPLE = [
  { user: NIA, id: 'nia', at: 'refuge', role: 'nominating_officer' },
  { user: LEA, id: 'lea', at: 'camden', role: 'named_lead' },
  { user: LUC, id: 'luc', at: 'camden', role: 'named_lead' },
  { user: HUGO, id: 'hugo', at: 'bexley', role: 'housing_officer' },
  { user: CORA, id: 'cora', at: 'team', role: 'coordinator' },
] as const

export interface World {
  slack: SlackStandin
  opened: OpenedStore
  ports: Ports
  app: SlackApp
  /** Where the app is served. */
  url: string
  /** Written to the log by the app. */
  logged: { level: string; fields: object; message: string }[]
  seen: Set<string>
  /** Moves the time of the app and of Slack. */
  moveClock(byMs: number): void
  /** Rows of every table that a case can touch. */
  requests(): Promise<number>
  end(): Promise<void>
}

export interface WorldOptions {
  app?: Partial<SlackAppOptions>
  standin?: Parameters<typeof startSlackStandin>[0]
  ports?: (ports: Ports) => Ports
  replay?: ReplayGuard
}

/** Whoever speaks for the first time has typed their one-time code already. */
export function codesAtHand({ directory }: OpenedStore): OpenedStore['directory'] {
  return {
    ...directory,
    async bindAccount(first) {
      const person = await directory.bindAccount(first)
      await directory.confirmAccount(first.schemeId, first.account, first.at)
      return person
    },
  }
}

/** The real app on a real database, with the Slack stand-in in front of it. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const database = await freshDatabase()
  const opened = openStore({ databaseUrl: database.databaseUrl, keys: keysFromText(newDataKey('k1')) })
  await opened.directory.loadScheme(london)
  await opened.directory.importDirectory(directory())
  let ahead = 0
  const time = () => Date.now() + ahead
  const slack = await standinWithPeople({ clock: time, ...options.standin })
  for (const { id, organisation } of WORKSPACES)
    await opened.directory.installWorkspace({
      platform: 'slack',
      tenant: id,
      enterprise: null,
      botToken: `xoxb-${organisation}`,
      botUserId: slack.store.workspaces.get(id)?.botUserId ?? '',
    })

  const ports: Ports = {
    store: opened.store,
    clock: { now: () => new Date(time()) },
    ids: systemIds,
    hasher: sha256Hasher,
    cipher: opened.cipher,
    doorbell: { ring: () => undefined },
  }
  const logged: World['logged'] = []
  const write = (level: string) => (fields: object, message: string) =>
    void logged.push({ level, fields, message })
  const seen = new Set<string>()
  const replay: ReplayGuard = {
    firstSeen: async (signature) => !seen.has(signature) && seen.add(signature) !== undefined,
  }
  let served: Pick<SlackApp, 'handle'> = { handle: () => false }
  const server = await serve({ handle: (request, response) => served.handle(request, response) })
  const app = createSlackApp({
    signingSecrets: [slack.signingSecret],
    access: {
      clientId: slack.clientId,
      clientSecret: slack.clientSecret,
      stateSecret: 'state',
      authorizeUrl: slack.authorizeUrl,
      redirectUri: `${urlOf(server)}/slack/oauth_redirect`,
    },
    apiUrl: slack.url,
    wallClock: { now: () => new Date() },
    ports: options.ports?.(ports) ?? ports,
    workspaces: codesAtHand(opened),
    replay: options.replay ?? replay,
    log: { info: write('info'), warn: write('warn'), error: write('error') },
    ...options.app,
  })
  served = app
  await app.start()
  slack.connect(`${urlOf(server)}/slack/events`)
  return {
    slack,
    opened,
    ports,
    app,
    url: urlOf(server),
    logged,
    seen,
    moveClock: (byMs) => {
      ahead += byMs
    },
    requests: async () => (await opened.store.forScheme(SCHEME).listRequests({})).length,
    end: async () => {
      await app.stop()
      server.closeAllConnections()
      server.close()
      await slack.close()
      await opened.close()
      await database.drop()
    },
  }
}

/** Everything that a person reads in blocks or a text. */
export function wordsOf(shown: { text?: string; blocks?: Block[] } | undefined): string {
  const withoutIds = (key: string, value: unknown) => (key === 'block_id' ? undefined : value)
  return JSON.stringify([shown?.text ?? '', shown?.blocks ?? []], withoutIds)
}

/** What only this person sees, newest last. */
export function whispers(world: World, user: string): string[] {
  return world.slack.store.ephemerals(user).map(wordsOf)
}

async function standinWithPeople(options: WorldOptions['standin']): Promise<SlackStandin> {
  const slack = await startSlackStandin(options)
  for (const { id, organisation } of WORKSPACES)
    slack.addWorkspace({ id, name: organisation, botToken: `xoxb-${organisation}` })
  for (const { user, id, at } of PEOPLE) {
    const team = WORKSPACES.find((w) => w.organisation === at)?.id ?? ''
    slack.addUser({ id: user, teamId: team, name: id, email: `${id}@${at}.example` })
  }
  slack.addChannel({ id: ROOM, teamId: 'T0BEXLEY', name: 'moves', private: true, members: [HUGO] })
  return slack
}

function directory(): Directory {
  return {
    scheme: SCHEME,
    organisations: WORKSPACES.map(({ organisation, kind }) => ({
      id: organisation,
      name: `The ${organisation}`,
      kind,
      active: true,
      stockAreas: organisation === 'bexley' ? ['E09000004', 'E09000012'] : null,
      successorOf: [],
    })),
    people: PEOPLE.map(({ id, at, role }) => ({
      id,
      name: `Name of ${id}`,
      email: `${id}@${at}.example`,
      workPhone: '+442079460100',
      organisation: at,
      team: null,
      roles: [{ role }],
    })),
    workspaces: WORKSPACES.map(({ id, organisation }) => ({
      platform: 'slack' as const,
      tenant: id,
      enterprise: null,
      organisation,
    })),
    channels: [
      { platform: 'slack', tenant: 'T0BEXLEY', id: ROOM, organisation: 'bexley', purpose: 'notices' },
    ],
  }
}

export async function serve(app: Pick<SlackApp, 'handle'>): Promise<Server> {
  const server = createServer((request, response) => {
    if (!app.handle(request, response)) response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

export function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Waits for something to become true; the machine may be busy. */
export function until<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 15_000 })
}
