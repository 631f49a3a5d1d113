import type { Instant } from '../request/records.js'

export type Platform = 'slack' | 'teams' | 'memory'

/** Where everybody has a page of their own that is always there. Elsewhere it is asked for with the word "home". */
export const HAS_HOME: Readonly<Record<Platform, boolean>> = { slack: true, teams: false, memory: true }

/** A chat account. It counts only from the workspace or tenant bound to its person's organisation (D2). */
export interface AccountRef {
  platform: Platform
  /** Slack team or Teams tenant. */
  tenant: string
  userId: string
}

/** Who acts: a chat account, a person known otherwise (command line), or the program itself. */
export type ActorRef = AccountRef | { personId: string } | 'system'

/** A place where messages go. Rooms are shared; everything but a notice goes to a person or to Home. */
export interface Conversation {
  platform: Platform
  tenant: string
  kind: 'room' | 'person' | 'home'
  /** Room id, or the user id for a person and for Home. */
  id: string
}

/** A message that exists on a platform. */
export interface MessageRef {
  conversation: Conversation
  /** Where it really stands: Slack's channel id of a direct message, Teams' conversation id. */
  roomId: string
  messageId: string
}

/** Where one person can be reached. */
export interface AccountRecord extends AccountRef {
  personId: string
  lastActedAt: Instant | null
  /** Somebody typed a one-time code from it that was handed over outside its workspace. */
  confirmed: boolean
}

/** A partner's private channel for notices. */
export interface RoomRecord {
  platform: Platform
  tenant: string
  roomId: string
  partnerId: string
  /** False when archived, shared outside the partner, or the bot was removed. */
  usable: boolean
}
