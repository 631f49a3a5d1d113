import type { AccountRef, Platform } from '../core/people/account.js'
import type { PersonRecord } from '../core/request/records.js'

/** A workspace or tenant that the directory binds to an organisation (D2). */
export interface BoundWorkspace {
  schemeIds: string[]
  organisationId: string
  botToken: string | null
  botUserId: string | null
  /** The organisation is bound on another platform as well: its people are told things where they acted last. */
  onBoth: boolean
}

interface WorkspaceKey {
  platform: Platform
  tenant: string
  enterprise: string | null
}

/** What the platforms ask of the directory about workspaces and accounts. The store satisfies it as it is. */
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
  /**
   * The platform was asked about the account, and this is its verified address now: it acted at this time, or, where
   * the address is not its person's, it is that person's account no longer. Schemes in which that ended.
   */
  verifyAddress(seen: {
    schemeIds: readonly string[]
    account: AccountRef
    email: string | null
    at: Date
  }): Promise<string[]>
  closeAccount(account: AccountRef): Promise<void>
  /** False when no organisation is bound to it; nothing is kept then. */
  installWorkspace(installed: WorkspaceKey & { botToken: string | null; botUserId: string }): Promise<boolean>
  uninstallWorkspace(key: { platform: Platform; tenant: string }): Promise<void>
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

/** How a person or a room is reached on a platform that says so only when it speaks to us. */
export interface ConversationReference {
  platform: Platform
  tenant: string
  /** The user, or the room. */
  id: string
  serviceUrl: string
  conversationId: string
  seenAt: Date
}

/** What the platforms ask of the store about conversations and rooms. */
export interface Conversations {
  rememberConversation(reference: ConversationReference): Promise<void>
  /** Null when the platform has never spoken to us from there. */
  findConversation(place: {
    platform: Platform
    tenant: string
    id: string
  }): Promise<ConversationReference | null>
  /** The schemes in which the room is that of the organisation bound to the tenant: none when nobody was invited. */
  bindRoom(room: { platform: Platform; tenant: string; roomId: string }): Promise<string[]>
  setRoomUsable(room: { platform: Platform; tenant: string; roomId: string }, usable: boolean): Promise<void>
}
