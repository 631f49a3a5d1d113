import { randomBytes } from 'node:crypto'
import type { Handler } from '../app/http.js'
import type { SlackConfig, TeamsConfig } from '../config.js'
import type { Directory } from '../core/people/directory-schema.js'
import { type BotFrameworkStandin, startBotFrameworkStandin } from '../standins/botframework/index.js'
import { type SlackStandin, startSlackStandin } from '../standins/slack/index.js'
import type { OpenedStore } from '../store/index.js'
import { apiHandler } from './api.js'
import { botTokenOf, fillSlack } from './fill-slack.js'
import { fillTeams, rememberTeams } from './fill-teams.js'
import { startLive } from './live.js'
import { rememberMessages } from './memory.js'
import { builtPage, pageFiles } from './page-files.js'
import { personRow, type Seat, seatsOf } from './people.js'

export interface PlaygroundOptions {
  directory: Directory
  /** A file that keeps the posted messages between two starts; without it a start begins with empty channels. */
  memoryFile?: string
  pageFolder?: string
  /** What time it is in that Slack and Teams; left out, this machine's. */
  clock?: () => number
}

export interface Playground {
  /** For `compose`: the app talks to the stand-in as it would to Slack. */
  slack: SlackConfig
  teams: TeamsConfig
  /** The page and its API. */
  handler: Handler
  standin: SlackStandin
  teamsStandin: BotFrameworkStandin
  /** Tells the stand-ins where the app answers. */
  connect(appUrl: string): void
  /** The app is installed in every workspace, and everybody met it once, at this time. */
  install(opened: OpenedStore, at: Date): Promise<void>
  /** Ends the pages' open connections, so that the app's server can close at once. */
  hangUp(): void
  stop(): Promise<void>
}

/** A Slack and a Teams on this machine with the people of a directory, and a page to act as any of them. */
export async function preparePlayground(options: PlaygroundOptions): Promise<Playground> {
  const { directory, memoryFile, pageFolder = builtPage, clock } = options
  const page = pageFiles(pageFolder)
  const standin = await startSlackStandin({
    signingSecret: randomBytes(16).toString('hex'),
    clientSecret: randomBytes(16).toString('hex'),
    ...(clock && { clock }),
  })
  const teamsStandin = await startBotFrameworkStandin({
    appPassword: randomBytes(16).toString('hex'),
    tokenLifetimeS: TOKEN_LIFETIME_S,
    ...(clock && { clock }),
  })
  const seats = seatsOf(directory)
  fillSlack(standin, directory, seats)
  fillTeams(teamsStandin, directory, seats)
  const memory = memoryFile === undefined ? null : rememberMessages(standin, teamsStandin, memoryFile)
  const live = startLive(standin, teamsStandin)
  const people = seats.map((seat) => personRow(seat, directory.people))
  const api = apiHandler({ slack: standin, teams: teamsStandin, people, live })
  return {
    slack: slackConfig(standin),
    teams: {
      appId: teamsStandin.appId,
      appPassword: teamsStandin.appPassword,
      loginUrl: teamsStandin.loginUrl,
      openIdMetadataUrl: teamsStandin.openIdUrl,
    },
    handler: (request, response) => page(request, response) || api(request, response),
    standin,
    teamsStandin,
    connect: (appUrl) => {
      standin.connect(`${appUrl}/slack/events`)
      teamsStandin.connect(`${appUrl}/api/messages`)
    },
    install: async (opened, at) => {
      await install(opened, directory, { standin, seats, at })
      await rememberTeams(teamsStandin, directory, seats, { stored: opened.directory, at })
    },
    hangUp: live.hangUp,
    async stop() {
      live.stop()
      memory?.stop()
      await Promise.all([standin.close(), teamsStandin.close()])
    },
  }
}

/** The clock may be moved by weeks: no token ends before that. */
const TOKEN_LIFETIME_S = 10 * 365 * 24 * 3_600

function slackConfig(standin: SlackStandin): SlackConfig {
  return {
    signingSecrets: [standin.signingSecret],
    access: {
      clientId: standin.clientId,
      clientSecret: standin.clientSecret,
      stateSecret: randomBytes(16).toString('hex'),
      authorizeUrl: standin.authorizeUrl,
    },
    apiUrl: standin.url,
  }
}

async function install(
  { directory: stored }: OpenedStore,
  directory: Directory,
  { standin, seats, at }: { standin: SlackStandin; seats: readonly Seat[]; at: Date },
): Promise<void> {
  const workspaces = [...standin.store.workspaces.values()]
  await Promise.all(
    workspaces.map(({ id, botUserId, enterprise }) =>
      stored.installWorkspace({
        platform: 'slack',
        tenant: id,
        enterprise: enterprise?.id ?? null,
        botToken: botTokenOf(id),
        botUserId,
      }),
    ),
  )
  await Promise.all(
    seats.map(async ({ platform, userId, tenant, person }) => {
      const [schemeId, account] = [directory.scheme, { platform, tenant, userId }]
      await stored.bindAccount({ schemeId, account, email: person.email, at })
      await stored.confirmAccount(schemeId, account, at)
    }),
  )
}
