import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  type AllMiddlewareArgs,
  App,
  type Receiver,
  type SlackEventMiddlewareArgs,
  SocketModeReceiver,
} from '@slack/bolt'
import type { Clock, Ports } from '../../core/ports.js'
import { slackClientOptions } from '../delivery/slack-clients.js'
import { Accounts } from '../dialogue/accounts.js'
import { NOTHING_FOUND_AFTER_MS } from '../dialogue/even-time.js'
import { ANSWER_WITHIN_MS } from '../dialogue/in-time.js'
import type { Log, ReplayGuard, Workspaces } from '../edges.js'
import { errorCode } from '../error-code.js'
import { SchemeRules } from '../scheme-rules.js'
import { within } from '../within.js'
import { Arrivals } from './arrivals.js'
import type { Desk, WorkspaceFound } from './desk.js'
import { SlackEndpoint } from './endpoint.js'
import { onHomeOpened } from './home.js'
import { createInstallPages, type InstallOptions } from './install.js'
import { onMessage } from './messages.js'
import { onPress } from './presses.js'
import { quietLogger } from './quiet-logger.js'
import { onSubmit } from './submissions.js'
import { onCommand } from './typed.js'

export interface SlackAppOptions {
  /** Slack signs by the real time, also where the scheme's clock was moved; the scheme's clock unless told. */
  wallClock?: Clock
  /** One, or two while it is being changed over. */
  signingSecrets: readonly string[]
  /** One workspace by its token, or any number by OAuth. */
  access:
    | { token: string }
    | Pick<InstallOptions, 'clientId' | 'clientSecret' | 'stateSecret' | 'authorizeUrl' | 'redirectUri'>
  /** Ends with `/api/`. */
  apiUrl: string
  /** Socket Mode beside HTTP, for a machine that Slack cannot reach. */
  socketModeToken?: string
  ports: Ports
  workspaces: Workspaces
  replay: ReplayGuard
  log: Log
  /** Milliseconds until a press that got no answer is told "Not confirmed". */
  answerWithinMs?: number
  /** Milliseconds after which "Nothing found for you" is said, whatever there is. */
  nothingFoundAfterMs?: number | undefined
}

export interface SlackApp {
  /** Takes requests to Slack's paths; false for any other. Comes before body parsers. */
  handle(request: IncomingMessage, response: ServerResponse): boolean
  start(): Promise<void>
  /** Takes nothing new and waits for what is in hand. */
  stop(): Promise<void>
}

/** The Slack side: commands, buttons, forms, Home and installation, over HTTP and where wanted Socket Mode. */
export function createSlackApp(options: SlackAppOptions): SlackApp {
  const { ports, workspaces, log, access, apiUrl, socketModeToken } = options
  const desk: Desk = {
    ports,
    workspaces,
    accounts: new Accounts(ports, workspaces, log),
    rules: new SchemeRules(ports.store, ports.clock),
    ownChats: new Map(),
    log,
    answerWithinMs: options.answerWithinMs ?? ANSWER_WITHIN_MS,
    nothingFoundAfterMs: options.nothingFoundAfterMs ?? NOTHING_FOUND_AFTER_MS,
  }
  const { signingSecrets, replay } = options
  const arrivals = new Arrivals()
  const clock = options.wallClock ?? ports.clock
  const endpoint = new SlackEndpoint({ signingSecrets, clock, replay, arrivals, log })
  boltApp(desk, options, arrivals, endpoint)
  const pages = 'token' in access ? null : createInstallPages({ ...access, apiUrl, workspaces, log })
  const socket = socketModeToken
    ? boltApp(desk, options, arrivals, socketReceiver(options, socketModeToken))
    : null
  return {
    handle: (request, response) =>
      endpoint.handle(request, response) || (pages?.handle(request, response) ?? false),
    start: async () => {
      await socket?.start()
    },
    stop: async () => {
      await socket?.stop()
      await endpoint.stop()
    },
  }
}

function boltApp(desk: Desk, options: SlackAppOptions, arrivals: Arrivals, receiver: Receiver): App {
  const { apiUrl, log } = options
  const logger = quietLogger(log)
  const app = new App({
    receiver,
    logger,
    clientOptions: slackClientOptions({ apiUrl, clientOptions: { logger } }),
    authorize: ({ teamId, enterpriseId }, body: object = {}) =>
      authorize(options, arrivals.left(body, desk.answerWithinMs), teamId, enterpriseId),
    convoStore: false,
    ignoreSelf: false,
  })
  app.use((args) => takeIn(inItsTime(desk, arrivals, args.body), args as Incoming))
  app.error(async (error) => {
    log.error({ code: errorCode(error) }, 'slack request failed')
    throw error
  })
  return app
}

/** The desk for one request: of the time to answer it, what is left. */
function inItsTime(desk: Desk, arrivals: Arrivals, body: object): Desk {
  return {
    ...desk,
    get answerWithinMs() {
      return arrivals.left(body, desk.answerWithinMs)
    },
  }
}

type Incoming = AllMiddlewareArgs & { body: { type?: string; command?: string }; payload: { type: string } }

/** One look at what came in instead of a listener for each kind, of which Bolt asks every one each time. */
async function takeIn(desk: Desk, args: Incoming): Promise<void> {
  const as = <T>() => args as unknown as T
  if (args.body.command !== undefined) return onCommand(desk, as())
  switch (args.body.type) {
    case 'block_actions':
      return onPress(desk, as())
    case 'view_submission':
      return onSubmit(desk, as())
    case 'event_callback':
      return takeInEvent(desk, as())
  }
}

type EventArgs<T extends string> = SlackEventMiddlewareArgs<T> & AllMiddlewareArgs

/** Every event the app listens to; the app's manifest names the same. */
export const EVENTS = {
  app_home_opened: (desk: Desk, args: EventArgs<'app_home_opened'>) => onHomeOpened(desk, args),
  message: (desk: Desk, args: EventArgs<'message'>) => onMessage(desk, args),
  user_change: (desk: Desk, { event, context }: EventArgs<'user_change'>) =>
    accountChanged(desk, event.user, context.teamId),
  app_uninstalled: (desk: Desk, { context }: EventArgs<'app_uninstalled'>) =>
    uninstalled(desk, context.teamId),
  tokens_revoked: (desk: Desk, { event, context }: EventArgs<'tokens_revoked'>) =>
    event.tokens.bot?.length ? uninstalled(desk, context.teamId) : Promise.resolve(),
}

async function takeInEvent(desk: Desk, args: EventArgs<string>): Promise<void> {
  const { type } = args.event
  if (Object.hasOwn(EVENTS, type)) await EVENTS[type as keyof typeof EVENTS](desk, args as never)
}

/** Never throws, and never takes longer than this: a handler has to be able to say what is wrong. */
async function authorize(
  options: SlackAppOptions,
  withinMs: number,
  tenant: string | undefined,
  enterprise: string | undefined,
) {
  let workspaceFound: WorkspaceFound = { kind: 'not_bound' }
  let botToken: string | null = 'token' in options.access ? options.access.token : null
  try {
    const key = { platform: 'slack', tenant: tenant ?? '', enterprise: enterprise ?? null } as const
    const asked = tenant ? options.workspaces.findWorkspace(key) : Promise.resolve(null)
    const workspace = await within(asked, withinMs, () => Promise.reject(new Error('too late')))
    if (workspace) {
      workspaceFound = { kind: 'bound', workspace }
      botToken = workspace.botToken ?? botToken
    }
  } catch (error) {
    options.log.error({ code: errorCode(error) }, 'a workspace could not be looked up')
    workspaceFound = { kind: 'not_known' }
  }
  return { ...(botToken && { botToken }), ...(tenant && { teamId: tenant }), workspaceFound }
}

async function accountChanged(
  { accounts }: Desk,
  user: { id: string; deleted?: boolean },
  tenant: string | undefined,
): Promise<void> {
  if (!tenant) return
  const account = { platform: 'slack', tenant, userId: user.id } as const
  if (user.deleted) await accounts.closed(account)
  else accounts.forget(account)
}

async function uninstalled({ workspaces, log }: Desk, tenant: string | undefined): Promise<void> {
  if (!tenant) return
  await workspaces.uninstallWorkspace({ platform: 'slack', tenant })
  log.warn({ tenant }, 'the app was removed from a slack workspace')
}

function socketReceiver({ apiUrl, log }: SlackAppOptions, appToken: string): Receiver {
  const logger = quietLogger(log)
  return new SocketModeReceiver({
    appToken,
    logger,
    installerOptions: { clientOptions: slackClientOptions({ apiUrl, clientOptions: { logger } }) },
  })
}
