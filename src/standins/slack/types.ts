/** Anything a block, an element or a payload holds. Slack's own typings are left out on purpose: the stand-in is strict by its limits table. */
export type Dict = Record<string, unknown>

export interface Block extends Dict {
  type: string
  block_id?: string
}

export interface Element extends Dict {
  type: string
  action_id?: string
}

/** `view.state.values` as Slack sends it: block id -> action id -> value. */
export type StateValues = Record<string, Record<string, Dict>>

export interface Enterprise {
  id: string
  name: string
}

export interface Workspace {
  id: string
  name: string
  domain: string
  /** Undefined until the app is installed there (by `botToken` or through OAuth). */
  botToken: string | undefined
  botUserId: string
  botId: string
  scopes: ReadonlySet<string>
  enterprise: Enterprise | undefined
  revoked: boolean
  users: Map<string, User>
}

export interface User {
  id: string
  teamId: string
  name: string
  realName: string
  email: string | undefined
  isBot: boolean
  isRestricted: boolean
  isUltraRestricted: boolean
  isAdmin: boolean
  deleted: boolean
  emailConfirmed: boolean
  tz: string
  updated: number
}

export type ChannelKind = 'public' | 'private' | 'im'

export interface Channel {
  id: string
  teamId: string
  name: string
  kind: ChannelKind
  members: Set<string>
  /** Ids of other workspaces the channel is shared with (Slack Connect). */
  sharedWith: ReadonlySet<string>
  archived: boolean
  created: number
  /** Oldest first; deleted messages stay, marked. */
  timeline: Message[]
  byTs: Map<string, Message>
}

export interface Metadata {
  event_type: string
  event_payload: Dict
}

export interface Edit {
  at: number
  text: string
  blocks: Block[]
  metadata: Metadata | undefined
}

export interface Message {
  channel: string
  ts: string
  teamId: string
  /** Author; the bot user's id for what the app posted. */
  user: string
  botId: string | undefined
  text: string
  blocks: Block[]
  attachments: Dict[]
  metadata: Metadata | undefined
  threadTs: string | undefined
  files: string[]
  postedAt: number
  editedAt: number | undefined
  deletedAt: number | undefined
  /** What the message showed before each edit, oldest first. */
  edits: Edit[]
}

export interface Ephemeral {
  ephemeral: true
  channel: string
  ts: string
  teamId: string
  user: string
  text: string
  blocks: Block[]
  postedAt: number
  deletedAt: number | undefined
}

export interface View {
  id: string
  teamId: string
  userId: string
  type: 'modal' | 'home'
  callbackId: string
  title: string
  submit: string | undefined
  close: string | undefined
  blocks: Block[]
  privateMetadata: string
  externalId: string
  hash: string
  rootViewId: string
  previousViewId: string | undefined
  notifyOnClose: boolean
  clearOnClose: boolean
  /** What the person has typed and chosen so far; survives errors and updates that keep block and action ids. */
  state: StateValues
  /** Sentences under fields, by block id: from the app's ack or from the person's own client. */
  errors: Record<string, string>
  /** Set when Slack could not get or use the app's answer, e.g. `operation_timeout`. */
  trouble: string | undefined
  open: boolean
  openedAt: number
  updates: number
}

/** A sentence the person's own client showed them about something that went wrong. */
export interface Seen {
  at: number
  userId: string
  code: string
  on: string
}

export interface StoredFile {
  id: string
  teamId: string
  name: string
  title: string
  length: number
  bytes: Buffer | undefined
  altText: string | undefined
  channels: string[]
  complete: boolean
}

export interface LoggedCall {
  at: number
  durationMs: number
  method: string
  /** Workspace of the token, undefined when it was refused. */
  teamId: string | undefined
  args: Dict
  /** Of a response URL: the person it was given for. */
  userId?: string | undefined
  ok: boolean
  error: string | undefined
  status: number
  result: Dict
  fault: string | undefined
}

export type Change =
  | { kind: 'message'; teamId: string; channel: string; ts: string }
  | { kind: 'ephemeral'; teamId: string; user: string; channel: string }
  | { kind: 'modal' | 'home'; teamId: string; user: string; viewId: string }
  | { kind: 'seen'; teamId: string; user: string }
  | { kind: 'directory'; teamId: string }

export interface ScreenMessage {
  channel: string
  ts: string
  author: string
  authorName: string
  fromApp: boolean
  text: string
  blocks: Block[]
  edited: boolean
  ephemeral: boolean
  files: { id: string; name: string }[]
}

export interface ScreenChannel {
  id: string
  name: string
  kind: ChannelKind
  archived: boolean
  messages: ScreenMessage[]
}

/** All that one person can see right now: plain data, safe to send to a page as JSON. */
export interface Screen {
  user: { id: string; name: string; email: string | undefined; teamId: string; teamName: string }
  channels: ScreenChannel[]
  /** Open modals, the visible one last. */
  modals: View[]
  home: View | undefined
  seen: Seen[]
}
