import type { Dict } from './types.js'

export type Fault =
  | { kind: 'ratelimited'; retryAfter: number }
  | { kind: 'error500BeforeAccept' }
  | { kind: 'error500AfterAccept' }
  | { kind: 'resetBeforeAccept' }
  | { kind: 'resetAfterAccept' }
  /** Carried out at once, answered after `ms` of real time. */
  | { kind: 'slow'; ms: number }
  | { kind: 'apiError'; error: string }

export interface FaultedCall {
  method: string
  teamId: string | undefined
  args: Dict
}

export type FaultFilter = (call: FaultedCall) => boolean

/** Says of each call whether and how it fails. */
export type FaultPlan = (call: FaultedCall) => Fault | undefined

export interface SeededFaults {
  seed: number
  /** Share of calls that fail, 0 to 1. */
  rate: number
  /** Drawn from with equal chances. */
  faults: readonly Fault[]
  /** Left out: every method. */
  methods?: readonly string[]
}

export interface Faults {
  /** The next `times` (1) calls of the method (`*`: any; also `upload`, `response_url`) that pass the filter fail so. */
  next(method: string, fault: Fault, times?: number, filter?: FaultFilter): void
  /** Asked about every call that no fault of `next` is meant for. Undefined switches it off. */
  each(plan: FaultPlan | undefined): void
  /** Random faults that the same seed repeats. Undefined switches them off. */
  random(plan: SeededFaults | undefined): void
  clear(): void
  /** From now on the workspace's token answers `token_revoked`. */
  revokeToken(teamId: string): void
  restoreToken(teamId: string): void
  archiveChannel(channelId: string): void
  unarchiveChannel(channelId: string): void
  removeBot(channelId: string): void
  /** Somebody invites the bot again. */
  returnBot(channelId: string): void
  /** The person's account is switched off. */
  deactivateUser(userId: string): void
}
