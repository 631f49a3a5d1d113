import type { RateDesk } from './rates.js'
import type { SlackStore } from './store.js'
import type { Tickets } from './tickets.js'
import type { Dict, Workspace } from './types.js'

export interface Settings {
  host: string
  signingSecret: string
  appId: string
  clientId: string
  clientSecret: string
  appToken: string
  historyLimit: boolean
  postRateLimit: boolean
  tierLimits: boolean
  ackTimeoutMs: number
  retryDelaysMs: readonly number[]
  logLimit: number
}

/** What methods and outbound requests work with. */
export interface Core {
  store: SlackStore
  clock: () => number
  settings: Settings
  rates: RateDesk
  tickets: Tickets
  /** `http://127.0.0.1:PORT`, set once the server listens. */
  origin: string
}

export interface Call {
  core: Core
  method: string
  args: Dict
  /** Of the token. */
  workspace: Workspace
}

export interface Method {
  /** Needed on the token. */
  scope?: string
  /** `bot` (default): a workspace's token; `app`: the app-level token; `none`: no token. */
  auth?: 'bot' | 'app' | 'none'
  /** Requests a minute and workspace, when tiers are switched on. */
  perMinute: number
  run(call: Call): Dict
}

export type Methods = Readonly<Record<string, Method>>

export const TIER = { one: 1, two: 20, three: 50, four: 100 } as const
