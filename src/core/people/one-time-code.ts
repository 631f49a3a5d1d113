import type { Instant } from '../request/records.js'
import type { AccountRef, Platform } from './account.js'

export interface NewCode {
  id: string
  personId: string
  code: string
  /** Null: an operator. */
  madeBy: string | null
  madeAt: Instant
  expiresAt: Instant
}

export interface TypedCode {
  account: AccountRef
  personId: string
  code: string
  at: Instant
}

/** `outbox`: what is to be told now. */
export interface CodeTried {
  confirmed: boolean
  outbox: string[]
}

export interface Unconfirmed {
  personId: string
  /** Where they have an account; empty when they have never spoken to us. */
  platforms: Platform[]
}
