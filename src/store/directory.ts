import { canonicalJson } from '../core/audit/canonical-json.js'
import type { Platform, RoomRecord } from '../core/people/account.js'
import type { Directory } from '../core/people/directory-schema.js'
import type { Scheme } from '../core/scheme/scheme-file.js'
import { type AccountStore, openAccounts } from './accounts.js'
import type { Database } from './database.js'
import { type ImportSummary, importDirectory } from './directory-import.js'
import type { Prisma } from './generated/client.js'
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
export interface DirectoryStore extends AccountStore {
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
  return {
    ...openAccounts(database, sealer),
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
