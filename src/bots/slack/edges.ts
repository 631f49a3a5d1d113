import type { AccountRef } from '../../core/people/account.js'
import type { PersonRecord } from '../../core/request/records.js'

/** A workspace that the directory binds to an organisation (D2). */
export interface BoundWorkspace {
  schemeIds: string[]
  organisationId: string
  botToken: string | null
  botUserId: string | null
}

interface WorkspaceKey {
  platform: 'slack'
  tenant: string
  enterprise: string | null
}

/** What the Slack side asks of the directory. The store satisfies it as it is. */
export interface Workspaces {
  /** One indexed read; null when no organisation is bound to the workspace. */
  findWorkspace(key: WorkspaceKey): Promise<BoundWorkspace | null>
  /** First contact: finds the person of this workspace's organisation by a verified e-mail address. */
  bindAccount(contact: {
    schemeId: string
    account: AccountRef
    email: string
    at: Date
  }): Promise<PersonRecord | null>
  touchAccount(account: AccountRef, at: Date): Promise<void>
  closeAccount(account: AccountRef): Promise<void>
  /** False when no organisation is bound to it; nothing is kept then. */
  installWorkspace(installed: WorkspaceKey & { botToken: string; botUserId: string }): Promise<boolean>
  uninstallWorkspace(key: { platform: 'slack'; tenant: string }): Promise<void>
}

/**
 * Remembers signatures for as long as they are valid, shared by all processes.
 * A failure counts as first seen: behind it every click has its idempotency key.
 */
export interface ReplayGuard {
  firstSeen(signature: string, expiresAt: Date): Promise<boolean>
}

/** Ids and codes only: no content, no names, no tokens. */
export interface Log {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}
