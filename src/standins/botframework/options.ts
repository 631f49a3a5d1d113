import type { ChannelType } from './types.js'

export interface BotFrameworkStandinOptions {
  /** 0 (default): any free port. */
  port?: number
  host?: string
  appId?: string
  appPassword?: string
  botName?: string
  /** The app's `/api/messages` address; may be set later with `connect`. */
  messagingUrl?: string
  /** Milliseconds. Drives message times, connector tokens and rate limits; tokens to the app use real time, which its libraries compare with. */
  clock?: () => number
  /** How long Teams waits for the answer to an invoke. 5,000 ms, measured in real time. */
  invokeTimeoutMs?: number
  /** An invoke without a usable answer is sent again, with new ids, after each of these delays (ms): `[15_000, 30_000]`. Off (`[]`) by default. */
  redeliverDelaysMs?: readonly number[]
  /** 7 sends a second, 60 in 30 s, 1,800 an hour and conversation. Off by default. */
  rateLimits?: boolean
  /** Seconds a connector token is good for (3,599). */
  tokenLifetimeS?: number
  /** Smallest page of `pagedmembers` (50, as documented). */
  minPageSize?: number
  /** Some clients send the value of an `Input.Number` as text. Off by default. */
  numbersAsText?: boolean
  /** Some clients leave empty inputs out instead of sending ''. Off by default. */
  omitEmpty?: boolean
  /** Requests kept in the log (10,000). */
  logLimit?: number
}

export interface TenantSetup {
  id: string
  name: string
  /** `en-GB`. */
  locale?: string
}

export interface UserSetup {
  aadObjectId: string
  tenantId: string
  name: string
  /** `29:...`; made from `aadObjectId` when left out. */
  id?: string
  email?: string
  userPrincipalName?: string
  givenName?: string
  surname?: string
  guest?: boolean
  disabled?: boolean
  /** The app is there already, without an `installationUpdate` (false). */
  hasApp?: boolean
}

export interface ChannelSetup {
  id: string
  name: string
  /** `standard`. */
  type?: ChannelType
  /** `aadObjectId`s; for private and shared channels. */
  members?: readonly string[]
}

export interface TeamSetup {
  /** Also the id of the General channel, which every team has. */
  id: string
  tenantId: string
  name: string
  aadGroupId?: string
  /** `aadObjectId`s; guests are users with `guest`. */
  members?: readonly string[]
  /** Besides General. */
  channels?: readonly ChannelSetup[]
  /** The app is there already, without an `installationUpdate` (false). */
  hasApp?: boolean
}

export const DEFAULTS = {
  appId: '11111111-2222-4333-8444-555555555555',
  appPassword: 'standin-app-password',
  botName: 'Reciprocal',
  invokeTimeoutMs: 5_000,
  tokenLifetimeS: 3_599,
  minPageSize: 50,
  logLimit: 10_000,
  locale: 'en-GB',
}
