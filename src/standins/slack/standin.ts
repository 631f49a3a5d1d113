import type { AddressInfo } from 'node:net'
import type { Core, Settings } from './core.js'
import { directory } from './directory.js'
import { FaultDesk } from './fault-desk.js'
import type { Faults } from './faults.js'
import { OAuthDesk } from './oauth.js'
import {
  type ChannelSetup,
  DEFAULTS,
  type SlackStandinOptions,
  type UserSetup,
  type WorkspaceSetup,
} from './options.js'
import { type SendOptions, type SendResult, Wire, type WireKind } from './outbound.js'
import { Actor } from './people.js'
import type { Person } from './person.js'
import { RateDesk } from './rates.js'
import { buildServer } from './server.js'
import { SocketMode } from './socket-mode.js'
import { SlackStore } from './store.js'
import { Tickets } from './tickets.js'
import type { Channel, Dict, LoggedCall, User, Workspace } from './types.js'

export interface SlackStandin {
  /** Web API base, ends with `/api/`: for `clientOptions.slackApiUrl`. */
  readonly url: string
  /** For `installerOptions.authorizationUrl`. */
  readonly authorizeUrl: string
  readonly signingSecret: string
  readonly appId: string
  readonly clientId: string
  readonly clientSecret: string
  readonly appToken: string
  readonly store: SlackStore
  readonly faults: Faults
  /** Requests the app made, oldest first. */
  readonly log: readonly LoggedCall[]
  /** What was sent to the app over HTTP, in the order of its answers. */
  readonly sent: readonly SendResult[]
  /** Sets where commands, interactions and events are sent: the app's `/slack/events`. */
  connect(requestUrl: string): void
  addWorkspace(setup: WorkspaceSetup): Workspace
  addUser(setup: UserSetup): User
  addChannel(setup: ChannelSetup): Channel
  /** Acts as this person. */
  as(userId: string): Person
  /** Sends any payload, signed unless told otherwise: for unsigned, stale, replayed and repeated requests. */
  send(kind: WireKind, payload: Dict | string, options?: SendOptions): Promise<SendResult>
  /** Sends an event of the Events API in its envelope, with retries when they are switched on. */
  event(teamId: string, event: Dict): Promise<SendResult>
  /** Who sits in front of the next OAuth consent screens, and so into which workspace; `deny` presses Cancel. */
  installAs(userId: string, deny?: boolean): void
  /** Asks Socket Mode connections to come again, as Slack does every few hours. */
  refreshSockets(): void
  /** Forgets what rate limits have counted. */
  resetLimits(): void
  /** Forgets requests and messages so far: in a run of many hours they would fill the memory. */
  forget(): void
  /** Waits until retries of events have succeeded or run out. */
  settled(): Promise<void>
  close(): Promise<void>
}

/** Starts a server that behaves like Slack's Web API and acts as the people in its workspaces. */
export async function startSlackStandin(options: SlackStandinOptions = {}): Promise<SlackStandin> {
  const clock = options.clock ?? Date.now
  const settings = readSettings(options)
  const store = new SlackStore(clock)
  const core: Core = {
    store,
    clock,
    settings,
    rates: new RateDesk(clock),
    tickets: new Tickets(clock),
    origin: '',
  }
  const faults = new FaultDesk(store)
  const socket = new SocketMode(core)
  const oauth = new OAuthDesk(core)
  const wire = new Wire(core, socket)
  wire.requestUrl = options.requestUrl
  const log: LoggedCall[] = []
  const server = buildServer({ core, faults, oauth, socket, log })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, settings.host, resolve)
  })
  core.origin = `http://${settings.host}:${(server.address() as AddressInfo).port}`
  return {
    url: `${core.origin}/api/`,
    authorizeUrl: `${core.origin}/oauth/v2/authorize`,
    signingSecret: settings.signingSecret,
    appId: settings.appId,
    clientId: settings.clientId,
    clientSecret: settings.clientSecret,
    appToken: settings.appToken,
    store,
    faults,
    log,
    sent: wire.sent,
    connect: (requestUrl) => {
      wire.requestUrl = requestUrl
    },
    addWorkspace: (setup) => directory.addWorkspace(store, setup),
    addUser: (setup) => directory.addUser(store, setup),
    addChannel: (setup) => directory.addChannel(store, setup),
    as: (userId) => new Actor(core, wire, userId),
    send: (kind, payload, sending) => wire.send(kind, payload, sending),
    event: (teamId, event) => wire.event(teamId, event),
    installAs: (userId, deny) => oauth.installAs(userId, deny),
    refreshSockets: () => socket.refresh(),
    resetLimits: () => core.rates.clear(),
    forget: () => {
      log.length = 0
      wire.sent.length = 0
      store.forgetMessages()
    },
    settled: () => wire.settled(),
    close: async () => {
      wire.close()
      socket.close()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}

function readSettings(options: SlackStandinOptions): Settings {
  const retries = options.eventRetries ?? false
  return {
    host: options.host ?? '127.0.0.1',
    signingSecret: options.signingSecret ?? DEFAULTS.signingSecret,
    appId: options.appId ?? DEFAULTS.appId,
    clientId: options.clientId ?? DEFAULTS.clientId,
    clientSecret: options.clientSecret ?? DEFAULTS.clientSecret,
    appToken: options.appToken ?? DEFAULTS.appToken,
    historyLimit: options.historyLimit ?? true,
    postRateLimit: options.postRateLimit ?? false,
    tierLimits: options.tierLimits ?? false,
    ackTimeoutMs: options.ackTimeoutMs ?? DEFAULTS.ackTimeoutMs,
    retryDelaysMs: retries === true ? DEFAULTS.retryDelaysMs : retries === false ? [] : retries,
    logLimit: options.logLimit ?? DEFAULTS.logLimit,
  }
}
