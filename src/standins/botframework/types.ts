/** Anything a card, an activity or a payload holds. The SDK's typings are left out on purpose: the stand-in checks for itself. */
export type Dict = Record<string, unknown>

export interface Tenant {
  id: string
  name: string
  /** `{origin}/teams/{id}/`: each tenant has its own. */
  serviceUrl: string
  locale: string
  /** The tenant's administrator blocks the app: every connector call answers 403 `BotDisabledByAdmin`. */
  appBlocked: boolean
}

export interface User {
  aadObjectId: string
  /** Teams' own id, `29:...`. */
  id: string
  tenantId: string
  name: string
  givenName: string
  surname: string
  email: string | undefined
  userPrincipalName: string
  guest: boolean
  /** The account is switched off: gone from rosters, and nobody can act with it. */
  disabled: boolean
  /** The app is installed for this person (personal scope). */
  hasApp: boolean
}

export type ChannelType = 'standard' | 'private' | 'shared'

export interface Team {
  /** `19:...@thread.tacv2`; also the id of its General channel. */
  id: string
  tenantId: string
  name: string
  aadGroupId: string
  /** By `aadObjectId`. */
  members: Set<string>
  channels: Map<string, Channel>
  /** The app is installed in the team. */
  hasApp: boolean
  deleted: boolean
}

export interface Channel {
  id: string
  teamId: string
  tenantId: string
  name: string
  type: ChannelType
  /** Private and shared channels have members of their own; standard ones have the team's. */
  members: Set<string> | undefined
  /** Standard channels have the app with the team; the others only when it was added to them. */
  hasApp: boolean
  deleted: boolean
}

export interface Conversation {
  /** `a:...` for a private chat; the channel's id for a channel. */
  id: string
  kind: 'personal' | 'channel'
  tenantId: string
  /** `aadObjectId` of the person of a private chat. */
  userId: string | undefined
  channelId: string | undefined
  /** Oldest first; deleted messages stay, marked. */
  timeline: Message[]
  byId: Map<string, Message>
}

export interface Attachment extends Dict {
  contentType: string
  content?: unknown
}

export interface Edit {
  at: number
  text: string
  attachments: Attachment[]
}

export interface Message {
  conversationId: string
  /** Activity id. */
  id: string
  tenantId: string
  /** `aadObjectId` of the author; undefined for what the app posted. */
  from: string | undefined
  text: string
  summary: string | undefined
  attachments: Attachment[]
  entities: Dict[]
  /** In a channel: id of the post that began the thread; the message's own id when it did. */
  threadId: string
  /** The activity it answers, when it was sent as a reply. */
  replyToId: string | undefined
  postedAt: number
  editedAt: number | undefined
  deletedAt: number | undefined
  /** What the message showed before each edit, oldest first. */
  edits: Edit[]
}

/** A sentence that a person's own client showed them. */
export interface Toast {
  at: number
  /** `aadObjectId`. */
  userId: string
  tenantId: string
  /** `message`: the app's answer to a press; `dialog`: the app's last word in a dialog; `trouble`: the client's own words. */
  kind: 'message' | 'dialog' | 'trouble'
  text: string
}

/** A task module: one at most is open for a person. */
export interface Dialog {
  id: string
  userId: string
  tenantId: string
  /** Where it was opened. */
  conversationId: string
  messageId: string
  title: string
  height: unknown
  width: unknown
  card: Dict
  /** What the inputs hold, by input id, as the client would send it; the app's `value`s first, then what was typed. */
  values: Record<string, string | number>
  /** Sentences at inputs from the person's own client, by input id. */
  errors: Record<string, string>
  /** What the client says went wrong with the last submit. */
  trouble: string | undefined
  openedAt: number
  /** How often the app answered with another card. */
  turns: number
}

export type Operation =
  | 'createConversation'
  | 'send'
  | 'update'
  | 'delete'
  | 'member'
  | 'members'
  | 'pagedMembers'
  | 'team'
  | 'channels'
  | 'token'
  | 'unknown'

export interface LoggedCall {
  at: number
  durationMs: number
  operation: Operation
  /** HTTP method. */
  method: string
  /** From `v3/` on, decoded; for the token endpoint the whole path. */
  path: string
  /** Of the service URL that was called, whoever called it. */
  tenantId: string | undefined
  conversationId: string | undefined
  activityId: string | undefined
  query: Record<string, string>
  body: Dict
  status: number
  /** `error.code` of a refusal. */
  error: string | undefined
  result: unknown
  fault: string | undefined
}

export type Change =
  | { kind: 'message'; tenantId: string; conversationId: string; id: string }
  | { kind: 'view' | 'dialog' | 'toast'; tenantId: string; userId: string }
  | { kind: 'directory'; tenantId: string }

/** A message as one person sees it: plain data that later changes do not touch. */
export interface SeenMessage {
  conversationId: string
  id: string
  threadId: string
  fromApp: boolean
  /** `aadObjectId`, undefined for the app. */
  from: string | undefined
  fromName: string
  text: string
  attachments: Attachment[]
  /** The Adaptive Card this person sees: their own in place of the shared one where the app gave them one. */
  card: Dict | undefined
  /** The card is this person's own. */
  own: boolean
  edited: boolean
  postedAt: number
}

export interface ScreenChannel {
  id: string
  name: string
  teamId: string
  teamName: string
  type: ChannelType
  hasApp: boolean
  messages: SeenMessage[]
}

/** All that one person can see right now: plain data, safe to send to a page as JSON. */
export interface Screen {
  user: {
    aadObjectId: string
    id: string
    name: string
    email: string | undefined
    tenantId: string
    tenantName: string
  }
  /** The private chat with the app. */
  chat: { id: string | undefined; hasApp: boolean; messages: SeenMessage[] }
  channels: ScreenChannel[]
  dialog: Dialog | undefined
  toasts: Toast[]
}
