import type { Dict, Operation } from './types.js'

export type Fault =
  | { kind: 'ratelimited'; retryAfter: number }
  | { kind: 'error500BeforeAccept' }
  | { kind: 'error500AfterAccept' }
  /** A gateway's answer, nothing carried out. */
  | { kind: 'status'; status: 412 | 502 | 503 | 504 }
  | { kind: 'resetBeforeAccept' }
  | { kind: 'resetAfterAccept' }
  /** Carried out at once, answered after `ms` of real time. */
  | { kind: 'slow'; ms: number }
  /** 403 `BotNotInConversationRoster`; for a new private chat `ForbiddenOperationException`. */
  | { kind: 'notInstalled' }
  /** 403 `BotDisabledByAdmin`. */
  | { kind: 'disabledByAdmin' }
  /** 401; on the token endpoint `invalid_client`. */
  | { kind: 'tokenRefused' }
  | { kind: 'apiError'; status: number; code: string; message?: string }

export interface FaultedCall {
  operation: Operation
  tenantId: string | undefined
  conversationId: string | undefined
  /** The message to change, or to answer. */
  activityId: string | undefined
  body: Dict
}

export type FaultFilter = (call: FaultedCall) => boolean

/** Says of each call whether and how it fails; `token` included. */
export type FaultPlan = (call: FaultedCall) => Fault | undefined

export interface SeededFaults {
  seed: number
  /** Share of calls that fail, 0 to 1. */
  rate: number
  /** Drawn from with equal chances. */
  faults: readonly Fault[]
  /** Left out: every connector call. */
  operations?: readonly Operation[]
}

export interface Faults {
  /** The next `times` (1) calls of the operation (`*`: any but `token`) that pass the filter fail so. */
  next(operation: Operation | '*', fault: Fault, times?: number, filter?: FaultFilter): void
  /** Asked about every call that no fault of `next` is meant for. Undefined switches it off. */
  each(plan: FaultPlan | undefined): void
  /** Random faults that the same seed repeats. Undefined switches them off. */
  random(plan: SeededFaults | undefined): void
  clear(): void
  /** The tenant's administrator blocks the app, or lets it back in. */
  blockApp(tenantId: string): void
  unblockApp(tenantId: string): void
  /** Connector tokens given out so far are refused from now on. */
  revokeTokens(): void
  /** The person's account is switched off. */
  disableUser(userId: string): void
  /** The app goes from where it was, without telling it. */
  dropApp(where: { userId: string } | { teamId: string }): void
}
