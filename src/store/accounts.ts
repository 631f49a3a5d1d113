import type { AccountRef } from '../core/people/account.js'
import type { PersonRecord } from '../core/request/records.js'
import type { Database } from './database.js'
import { emailKeys } from './directory-import.js'
import { findPerson } from './read-case.js'
import type { Sealer } from './sealing.js'

/** Whose chat accounts are, and how they stand. */
export interface AccountStore {
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
}

export function openAccounts(database: Database, sealer: Sealer): AccountStore {
  const { prisma, answered } = database
  const accountWhere = ({ platform, tenant, userId }: AccountRef) => ({ platform, tenant, userId })
  return {
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
      const closed = rows.flatMap((row) => (row.active ? [] : [row.schemeId]))
      if (closed.length > 0) await database.run('look_again', LOOK_AGAIN, [platform, tenant, userId])
      return closed
    },

    async closeAccount(account) {
      await answered(() =>
        prisma.account.updateMany({
          where: accountWhere(account),
          data: { active: false, confirmedAt: null },
        }),
      )
      const { platform, tenant, userId } = account
      await database.run('look_again', LOOK_AGAIN, [platform, tenant, userId])
    },
  }
}

const BIND = `insert into "Account" ("schemeId", platform, tenant, "userId", "personId", active, "lastActedAt")
  select p."schemeId", $2, $3, $4, p.id, true, $6 from "Person" p
  join "Workspace" w on w."schemeId" = p."schemeId" and w."organisationId" = p."organisationId"
  where p."schemeId" = $1 and p."emailKey" = any($5::text[]) and p.active and w.platform = $2 and w.tenant = $3
  on conflict ("schemeId", platform, tenant, "userId") do update set active = true,
    "confirmedAt" = case when "Account".active then "Account"."confirmedAt" end
    where "Account"."personId" = excluded."personId"`

/** What stands in a chat that is nobody's now is planned again: it goes away. The sweep finds these rows. */
const LOOK_AGAIN = `insert into "Outbox" ("schemeId", id, kind, "requestId", urgent)
  select "schemeId", gen_random_uuid()::text, 'request_changed', "requestId", false from (
    select distinct "schemeId", "requestId" from "Placement" where platform = $1 and tenant = $2
      and "conversationId" = $3 and "conversationKind" = 'person' and "messageId" is not null
      and "requestId" is not null) shown`

/** A keyed hash is of one scheme, so those of all schemes can be looked for together. */
const VERIFY = `update "Account" a
  set active = p."emailKey" = any($5::text[]),
    "confirmedAt" = case when p."emailKey" = any($5::text[]) then a."confirmedAt" end,
    "lastActedAt" = case when p."emailKey" = any($5::text[]) then greatest(a."lastActedAt", $6) else a."lastActedAt" end
  from "Person" p where p."schemeId" = a."schemeId" and p.id = a."personId" and a.active
    and a."schemeId" = any($1::text[]) and a.platform = $2 and a.tenant = $3 and a."userId" = $4
  returning a."schemeId", a.active`
