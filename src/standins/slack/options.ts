import type { Enterprise } from './types.js'

export interface SlackStandinOptions {
  /** 0 (default): any free port. */
  port?: number
  host?: string
  signingSecret?: string
  /** The app's `/slack/events` address; may be set later with `connect`. */
  requestUrl?: string
  /** Milliseconds. Drives message times, trigger ids, signatures, limits. */
  clock?: () => number
  /** Slack's limit on `conversations.history` for apps outside the Marketplace: 1 request a minute, 15 messages. On by default. */
  historyLimit?: boolean
  /** `chat.postMessage`: about one a second and channel. Off by default. */
  postRateLimit?: boolean
  /** The documented tier of every other method, per workspace. Off by default. */
  tierLimits?: boolean
  /** How long Slack waits for an answer to what a person did. 3,000 ms, measured in real time. */
  ackTimeoutMs?: number
  /** Retry events that got no 200 in time. `true`: at once, after 1 and after 5 minutes; a list gives other delays in ms. Off by default. */
  eventRetries?: boolean | readonly number[]
  /** Requests kept in the log (10,000). */
  logLimit?: number
  appId?: string
  clientId?: string
  clientSecret?: string
  /** For `apps.connections.open`. */
  appToken?: string
}

export interface WorkspaceSetup {
  id: string
  name: string
  domain?: string
  /** Left out: the app is not installed there until it goes through OAuth. */
  botToken?: string
  botUserId?: string
  scopes?: readonly string[]
  enterprise?: Enterprise
}

export interface UserSetup {
  id: string
  teamId: string
  name: string
  realName?: string
  email?: string
  isBot?: boolean
  isRestricted?: boolean
  isUltraRestricted?: boolean
  isAdmin?: boolean
  deleted?: boolean
  emailConfirmed?: boolean
  tz?: string
}

export interface ChannelSetup {
  id: string
  teamId: string
  name: string
  private?: boolean
  /** User ids; `bot` (true by default) adds the app's bot user. */
  members?: readonly string[]
  bot?: boolean
  /** Ids of other workspaces the channel is shared with. */
  shared?: readonly string[]
  archived?: boolean
}

export const DEFAULT_SCOPES: readonly string[] = [
  'commands',
  'chat:write',
  'channels:read',
  'groups:read',
  'im:write',
  'users:read',
  'users:read.email',
  'channels:history',
  'groups:history',
  'im:history',
  'files:write',
]

export const DEFAULTS = {
  signingSecret: 'standin-signing-secret',
  appId: 'A0STANDIN',
  clientId: '1111.2222',
  clientSecret: 'standin-client-secret',
  appToken: 'xapp-1-A0STANDIN-1-standin',
  ackTimeoutMs: 3_000,
  logLimit: 10_000,
  retryDelaysMs: [0, 60_000, 300_000] as readonly number[],
}
