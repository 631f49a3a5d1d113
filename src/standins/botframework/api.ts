import type { Posted } from '../shared/post.js'
import type { Faults } from './faults.js'
import type { TeamSetup, TenantSetup, UserSetup } from './options.js'
import type { ActResult, Person } from './person.js'
import type { BotFrameworkStore } from './store.js'
import type { Dict, LoggedCall, Team, Tenant, User } from './types.js'

/** What the token of an inbound activity is like. All but `good` must be refused with 401. */
export type TokenKind =
  | 'good'
  | 'none'
  | 'expired'
  | 'notYetValid'
  | 'wrongAudience'
  | 'wrongIssuer'
  | 'unknownKey'
  /** The `serviceurl` claim is another tenant's. */
  | 'otherServiceUrl'
  | 'noServiceUrl'
  /** Signed by a stranger's key under the good key's id. */
  | 'forgedSignature'
  | 'algNone'
  /** HS256 with the public key (PEM) as the secret. */
  | 'hs256'
  /** A published key that is not endorsed for `msteams`. */
  | 'notEndorsed'

export interface SendOptions {
  /** `good` by default; `{ raw }` goes as it is behind `Bearer `. */
  token?: TokenKind | { raw: string }
}

export interface SendResult extends Posted {
  /** What was sent; to replay it, give it to `send` again. */
  activity: Dict
  /** The `Authorization` header that went with it. */
  authorization: string | undefined
}

export interface BotFrameworkStandin {
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string
  /** For `ToBotFromChannelOpenIdMetadataUrl` and `ToBotFromEmulatorOpenIdMetadataUrl`. */
  readonly openIdUrl: string
  /** For outbound credentials (client credentials, form body). */
  readonly tokenUrl: string
  /** Login authority, for `ToChannelFromBotLoginUrl`; `tokenUrl` without its `/oauth2/v2.0/token`. */
  readonly loginUrl: string
  /** `https://api.botframework.com`, for `ToBotFromChannelTokenIssuer`. */
  readonly issuer: string
  /** What `ToChannelFromBotOAuthScope` is; tokens are asked with `/.default` behind it. */
  readonly oauthScope: string
  readonly appId: string
  readonly appPassword: string
  /** `28:{appId}`. */
  readonly botId: string
  readonly botName: string
  readonly store: BotFrameworkStore
  readonly faults: Faults
  /** Requests the app made (connector calls and tokens), oldest first. */
  readonly log: readonly LoggedCall[]
  /** Activities sent to the app, redeliveries included, in the order of their answers. */
  readonly sent: readonly SendResult[]
  /** Sets where activities are sent: the app's `/api/messages`. */
  connect(messagingUrl: string): void
  addTenant(setup: TenantSetup): Tenant
  addUser(setup: UserSetup): User
  addTeam(setup: TeamSetup): Team
  /** `{origin}/teams/{tenantId}/`. */
  serviceUrl(tenantId: string): string
  /** Acts as this person (`aadObjectId` or `29:...`). */
  as(userId: string): Person
  /** Adds the app to a team, as somebody of it does: `conversationUpdate`, then `installationUpdate`. Without a channel: General. */
  installInTeam(teamId: string, channelId: string | undefined, byUser: string): Promise<ActResult>
  removeFromTeam(teamId: string, byUser: string): Promise<ActResult>
  /** Things that happen to teams; each is told to the app as a `conversationUpdate` when it is installed there. */
  addMember(teamId: string, userId: string): Promise<ActResult>
  removeMember(teamId: string, userId: string): Promise<ActResult>
  renameTeam(teamId: string, name: string): Promise<ActResult>
  deleteTeam(teamId: string): Promise<ActResult>
  renameChannel(channelId: string, name: string): Promise<ActResult>
  deleteChannel(channelId: string): Promise<ActResult>
  /** A well-formed message activity in this person's private chat, not sent and not stored: for forged tokens. */
  compose(userId: string, text: string): Dict
  /** Sends any activity, with a good token unless told otherwise. */
  send(activity: Dict, options?: SendOptions): Promise<SendResult>
  /** Sends a past invoke again `times` times at once, each with new activity ids, as Teams does when an answer was late. */
  redeliver(past: ActResult | SendResult, times?: number): Promise<SendResult[]>
  /** Forgets what rate limits have counted. */
  resetLimits(): void
  /** Forgets requests, activities and messages so far: in a run of many hours they would fill the memory. */
  forget(): void
  /** Waits until redeliveries have succeeded or run out. */
  settled(): Promise<void>
  close(): Promise<void>
}
