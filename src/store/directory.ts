import { canonicalJson } from '../core/audit/canonical-json.js'
import type { AccountRef, Platform, RoomRecord } from '../core/people/account.js'
import type { Directory } from '../core/people/directory-schema.js'
import type { PersonRecord } from '../core/request/records.js'
import type { Scheme } from '../core/scheme/scheme-file.js'
import type { Database } from './database.js'
import { emailKeys, type ImportSummary, importDirectory } from './directory-import.js'
import type { Prisma } from './generated/client.js'
import { findPerson } from './read-case.js'
import { roomOf } from './rows.js'
import { tokenPlace } from './sealed-rows.js'
import type { Sealer } from './sealing.js'

/** A workspace or tenant as its platform names it; `enterprise` where it belongs to a larger installation. */
export interface WorkspaceRef {
  platform: Platform
  tenant: string
  enterprise?: string | null
}

export interface BoundWorkspace {
  schemeIds: string[]
  organisationId: string
  botToken: string | null
  botUserId: string | null
  /** The organisation is bound on another platform as well. */
  onBoth: boolean
}

export type RoomPurpose = 'notices' | 'coordinators'
export type ListedRoom = RoomRecord & { purpose: RoomPurpose }

/** People, partners, workspaces and rooms: what the scheme's administrators keep, beside the cases. */
export interface DirectoryStore {
  /** Makes the directory what the file says. Throws DirectoryRefused, having changed nothing. */
  importDirectory(directory: Directory): Promise<ImportSummary>
  /** Stores the rules of a scheme file; `added` tells whether this version is new. Throws SchemeChanged. */
  loadScheme(scheme: Scheme): Promise<{ version: number; added: boolean }>
  schemes(): Promise<{ id: string; title: string }[]>
  /** Null when no organisation is bound to it. One indexed read. */
  findWorkspace(ref: WorkspaceRef): Promise<BoundWorkspace | null>
  /** False when no organisation is bound to it: the token is not kept. Teams has none. */
  installWorkspace(ref: WorkspaceRef & { botToken: string | null; botUserId: string }): Promise<boolean>
  uninstallWorkspace(ref: WorkspaceRef): Promise<void>
  /**
   * First contact (D2): the account becomes that of the person with this verified e-mail address, if the
   * workspace is bound to that person's organisation. Never moves an account that is known already; one that was
   * closed is open again if it is the same person's.
   */
  bindAccount(first: {
    schemeId: string
    account: AccountRef
    email: string
    at: Date
  }): Promise<PersonRecord | null>
  /** The account counts for all that its person may do, as after a one-time code: for demo data. */
  confirmAccount(schemeId: string, account: AccountRef, at: Date): Promise<void>
  /** Schemes in which the account is known: somebody in two chooses first. */
  schemesOf(account: AccountRef): Promise<string[]>
  /** Where somebody acted last is where they are told things. */
  touchAccount(account: AccountRef, at: Date): Promise<void>
  /**
   * This is the account's verified address now, null when it has none: it acted at this time, or, where it is not the
   * address of its person, it is closed. Gives the schemes in which it was closed. The address is compared by its keyed
   * hash, and not kept.
   */
  verifyAddress(seen: {
    schemeIds: readonly string[]
    account: AccountRef
    email: string | null
    at: Date
  }): Promise<string[]>
  /** The platform says that the account is no more. */
  closeAccount(account: AccountRef): Promise<void>
  listRooms(schemeId: string, filter?: { purpose?: RoomPurpose }): Promise<ListedRoom[]>
  setRoomUsable(room: RoomRef, usable: boolean): Promise<void>
  /**
   * The app was added to this room. It becomes the room of the organisation that is bound to the workspace, for each
   * scheme in which that organisation has no other one there. Gives back the schemes that have it now: none when
   * nobody was invited.
   */
  bindRoom(room: RoomRef): Promise<string[]>
  rememberConversation(reference: ConversationReference): Promise<void>
  /** Null when the platform has never spoken to us from there. */
  findConversation(place: {
    platform: Platform
    tenant: string
    id: string
  }): Promise<ConversationReference | null>
}

export interface RoomRef {
  platform: Platform
  tenant: string
  roomId: string
}

/** How a person (`id`: the user) or a room is reached; the newest that was seen wins. */
export interface ConversationReference {
  platform: Platform
  tenant: string
  id: string
  serviceUrl: string
  conversationId: string
  seenAt: Date
}

/** A version of the rules that requests may have entered under (D10) cannot be changed. */
export class SchemeChanged extends Error {
  constructor({ id, version }: Scheme) {
    super(`Version ${version} of scheme ${id} is already in use with other content; raise its version`)
    this.name = 'SchemeChanged'
  }
}

export function openDirectory(database: Database, sealer: Sealer): DirectoryStore {
  const { prisma, answered } = database
  const accountWhere = ({ platform, tenant, userId }: AccountRef) => ({ platform, tenant, userId })
  return {
    importDirectory: (directory) => importDirectory(database, sealer, directory),
    loadScheme: (scheme) => answered(() => loadScheme(database, scheme)),
    schemes: () =>
      answered(() => prisma.scheme.findMany({ select: { id: true, title: true }, orderBy: { id: 'asc' } })),

    async findWorkspace({ platform, tenant, enterprise }) {
      const rows = await database.run<WorkspaceRow>('find_workspace', WORKSPACE, [
        platform,
        [tenant, enterprise ?? tenant],
        tenant,
      ])
      const [row] = rows
      if (!row) return null
      return {
        schemeIds: rows.filter((each) => each.tenant === row.tenant).map((each) => each.schemeId),
        organisationId: row.organisationId,
        botToken: row.botToken === null ? null : sealer.open(tokenPlace(platform, row.tenant), row.botToken),
        botUserId: row.botUserId,
        onBoth: row.onBoth,
      }
    },

    async installWorkspace({ platform, tenant, enterprise, botToken, botUserId }) {
      const { count } = await answered(() =>
        prisma.workspace.updateMany({
          where: { platform, tenant },
          data: {
            ...(enterprise && { enterprise }),
            botToken: botToken === null ? null : sealer.seal(tokenPlace(platform, tenant), botToken),
            botUserId,
            state: 'installed',
          },
        }),
      )
      return count > 0
    },

    async uninstallWorkspace({ platform, tenant }) {
      const data = { botToken: null, state: 'uninstalled' }
      await answered(() => prisma.workspace.updateMany({ where: { platform, tenant }, data }))
    },

    async bindAccount({ schemeId, account, email, at }) {
      const { platform, tenant, userId } = account
      await database.run('bind_account', BIND, [
        schemeId,
        platform,
        tenant,
        userId,
        emailKeys(sealer, schemeId, email),
        at,
      ])
      return findPerson({ database, sealer }, schemeId, account)
    },

    async confirmAccount(schemeId, account, at) {
      const where = { ...accountWhere(account), schemeId }
      await answered(() => prisma.account.updateMany({ where, data: { confirmedAt: at } }))
    },

    async schemesOf(account) {
      const where = { ...accountWhere(account), active: true }
      const rows = await answered(() =>
        prisma.account.findMany({ where, select: { schemeId: true }, orderBy: { schemeId: 'asc' } }),
      )
      return rows.map((row) => row.schemeId)
    },

    async touchAccount(account, at) {
      await answered(() =>
        prisma.account.updateMany({
          where: { ...accountWhere(account), OR: [{ lastActedAt: null }, { lastActedAt: { lt: at } }] },
          data: { lastActedAt: at },
        }),
      )
    },

    async verifyAddress({ schemeIds, account, email, at }) {
      const { platform, tenant, userId } = account
      const rows = await database.run<{ schemeId: string; active: boolean }>('verify_address', VERIFY, [
        schemeIds,
        platform,
        tenant,
        userId,
        email === null ? [] : schemeIds.flatMap((schemeId) => emailKeys(sealer, schemeId, email)),
        at,
      ])
      return rows.flatMap((row) => (row.active ? [] : [row.schemeId]))
    },

    async closeAccount(account) {
      await answered(() =>
        prisma.account.updateMany({
          where: accountWhere(account),
          data: { active: false, confirmedAt: null },
        }),
      )
    },

    async listRooms(schemeId, { purpose } = {}) {
      const where = { schemeId, ...(purpose !== undefined && { purpose }) }
      const rows = await answered(() =>
        prisma.room.findMany({ where, orderBy: [{ partnerId: 'asc' }, { roomId: 'asc' }] }),
      )
      return rows.map((row) => ({ ...roomOf(row), purpose: row.purpose as RoomPurpose }))
    },

    async setRoomUsable({ platform, tenant, roomId }, usable) {
      await answered(() => prisma.room.updateMany({ where: { platform, tenant, roomId }, data: { usable } }))
    },

    async bindRoom({ platform, tenant, roomId }) {
      const rows = await database.run<{ schemeId: string }>('bind_room', BIND_ROOM, [
        platform,
        tenant,
        roomId,
      ])
      return rows.map((row) => row.schemeId)
    },

    async rememberConversation({ platform, tenant, id, serviceUrl, conversationId, seenAt }) {
      await database.run('remember_conversation', REMEMBER, [
        ...[platform, tenant, id, serviceUrl, conversationId],
        seenAt,
      ])
    },

    async findConversation({ platform, tenant, id }) {
      const [row] = await database.run<ConversationReference>(
        'find_conversation',
        `select * from "ConversationReference" where platform = $1 and tenant = $2 and id = $3`,
        [platform, tenant, id],
      )
      return row ?? null
    },
  }
}

interface WorkspaceRow {
  schemeId: string
  tenant: string
  organisationId: string
  botToken: string | null
  botUserId: string | null
  onBoth: boolean
}

/** An installation for a whole enterprise stands under the enterprise's own id. */
const WORKSPACE = `select "schemeId", tenant, "organisationId", "botToken", "botUserId",
    exists (select 1 from "Workspace" o where o."schemeId" = w."schemeId"
      and o."organisationId" = w."organisationId" and o.platform <> w.platform) as "onBoth"
  from "Workspace" w where platform = $1 and tenant = any($2::text[]) order by tenant = $3 desc, "schemeId"`

const BIND = `insert into "Account" ("schemeId", platform, tenant, "userId", "personId", active, "lastActedAt")
  select p."schemeId", $2, $3, $4, p.id, true, $6 from "Person" p
  join "Workspace" w on w."schemeId" = p."schemeId" and w."organisationId" = p."organisationId"
  where p."schemeId" = $1 and p."emailKey" = any($5::text[]) and p.active and w.platform = $2 and w.tenant = $3
  on conflict ("schemeId", platform, tenant, "userId") do update set active = true,
    "confirmedAt" = case when "Account".active then "Account"."confirmedAt" end
    where "Account"."personId" = excluded."personId"`

/** A keyed hash is of one scheme, so those of all schemes can be looked for together. */
const VERIFY = `update "Account" a
  set active = p."emailKey" = any($5::text[]),
    "confirmedAt" = case when p."emailKey" = any($5::text[]) then a."confirmedAt" end,
    "lastActedAt" = case when p."emailKey" = any($5::text[]) then greatest(a."lastActedAt", $6) else a."lastActedAt" end
  from "Person" p where p."schemeId" = a."schemeId" and p.id = a."personId" and a.active
    and a."schemeId" = any($1::text[]) and a.platform = $2 and a.tenant = $3 and a."userId" = $4
  returning a."schemeId", a.active`

/** A room that is known already is usable again; a second one of the same organisation is not asked for. */
const BIND_ROOM = `insert into "Room" ("schemeId", platform, tenant, "roomId", "partnerId", purpose, usable, source)
  select w."schemeId", w.platform, w.tenant, $3, o.id,
    case when o.kind = 'coordinating_team' then 'coordinators' else 'notices' end, true, 'installation'
  from "Workspace" w join "Organisation" o on o."schemeId" = w."schemeId" and o.id = w."organisationId"
  where w.platform = $1 and w.tenant = $2 and not exists (
    select 1 from "Room" r where r."schemeId" = w."schemeId" and r.platform = $1 and r.tenant = $2
      and r."partnerId" = o.id and r."roomId" <> $3 and r.usable)
  on conflict ("schemeId", platform, tenant, "roomId") do update set usable = true returning "schemeId"`

/** Not written again for an hour while nothing changed: every press tells it anew. */
const REMEMBER = `insert into "ConversationReference" as t values ($1, $2, $3, $4, $5, $6)
  on conflict (platform, tenant, id) do update set "serviceUrl" = excluded."serviceUrl",
    "conversationId" = excluded."conversationId", "seenAt" = excluded."seenAt"
  where (t."serviceUrl", t."conversationId") <> (excluded."serviceUrl", excluded."conversationId")
    or t."seenAt" < excluded."seenAt" - interval '1 hour'`

async function loadScheme(
  { prisma }: Database,
  scheme: Scheme,
): Promise<{ version: number; added: boolean }> {
  const { id, title, version } = scheme
  const content = scheme as unknown as Prisma.InputJsonObject
  const [, added] = await prisma.$transaction([
    prisma.$executeRaw`insert into "Scheme" (id, title, intake, "currentVersion")
      values (${id}, ${title}, ${scheme.rules.intake}, ${version})
      on conflict (id) do update set title = excluded.title,
        "currentVersion" = greatest("Scheme"."currentVersion", excluded."currentVersion")`,
    prisma.schemeVersion.createMany({ data: [{ schemeId: id, version, content }], skipDuplicates: true }),
  ])
  if (added.count > 0) return { version, added: true }
  const stored = await prisma.schemeVersion.findUniqueOrThrow({
    where: { schemeId_version: { schemeId: id, version } },
  })
  if (canonicalJson(stored.content) !== canonicalJson(scheme)) throw new SchemeChanged(scheme)
  return { version, added: false }
}
