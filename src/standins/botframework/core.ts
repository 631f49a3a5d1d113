import type { ClientHabits } from './fields.js'
import type { Keys } from './keys.js'
import type { LoginDesk } from './logins.js'
import type { RateDesk } from './rates.js'
import type { BotFrameworkStore } from './store.js'

export interface Settings extends ClientHabits {
  host: string
  appId: string
  appPassword: string
  botName: string
  invokeTimeoutMs: number
  redeliverDelaysMs: readonly number[]
  rateLimits: boolean
  minPageSize: number
  logLimit: number
}

/** What routes, people and the wire work with. */
export interface Core {
  store: BotFrameworkStore
  clock: () => number
  settings: Settings
  rates: RateDesk
  logins: LoginDesk
  keys: Keys
  /** `http://127.0.0.1:PORT`, set once the server listens. */
  origin: string
}

export const ISSUER = 'https://api.botframework.com'

export function botIdOf(core: Core): string {
  return `28:${core.settings.appId}`
}
