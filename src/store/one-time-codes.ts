import { MOST_WRONG_CODES } from '../core/people/confirmation.js'
import type { CodeTried, NewCode, TypedCode, Unconfirmed } from '../core/people/one-time-code.js'
import type { AccessEntry } from '../core/ports.js'
import { accessRows } from './commit-parts.js'
import type { Database } from './database.js'
import type { Sealer } from './sealing.js'

/** Codes stand in the database as keyed hashes only; one is open for a person at a time. */
export function openOneTimeCodes(database: Database, sealer: Sealer, schemeId: string) {
  const keysOf = (code: string) => sealer.lookUps(`one-time code in ${schemeId}`, code)
  return {
    async makeCode({ code, ...made }: NewCode): Promise<void> {
      const { id, personId, madeBy, madeAt, expiresAt } = made
      const access = entry('make_code', { actorId: madeBy, subject: personId, at: madeAt, outcome: 'done' })
      const [codeKey] = keysOf(code)
      await database.run('make_code', MAKE, [
        ...[schemeId, id, personId, codeKey, madeBy, madeAt, expiresAt],
        access,
      ])
    },

    async tryCode({ account, personId, code, at }: TypedCode): Promise<CodeTried> {
      const { platform, tenant, userId } = account
      const access = (outcome: AccessEntry['outcome']) =>
        entry('confirm_account', { actorId: personId, subject: personId, at, outcome })
      const [tried] = await database.run<CodeTried>('try_code', TRY, [
        ...[schemeId, platform, tenant, userId, personId, at, keysOf(code)],
        ...[access('done'), access('refused')],
      ])
      return { confirmed: tried?.confirmed ?? false, outbox: tried?.outbox ?? [] }
    },

    listUnconfirmed: () => database.run<Unconfirmed>('list_unconfirmed', UNCONFIRMED, [schemeId]),
  }
}

function entry(action: string, access: Omit<AccessEntry, 'action'>): string {
  return JSON.stringify(accessRows([{ ...access, action }]))
}

const MAKE = `with older as (
    update "OneTimeCode" set "endedAt" = $6 where "schemeId" = $1 and "personId" = $3 and "endedAt" is null),
  made as (
    insert into "OneTimeCode" ("schemeId", id, "personId", "codeKey", "madeBy", "madeAt", "expiresAt", failures)
    values ($1, $2, $3, $4, $5, $6, $7, 0))
  select append_access($1, $8::jsonb)`

/** People who decide something, or stand in for somebody who does, and have an account that is not confirmed, or none. */
const UNCONFIRMED = `select p.id as "personId", coalesce(json_agg(a.platform order by a.platform)
    filter (where a.platform is not null), '[]'::json) as platforms
  from "Person" p left join "Account" a
    on a."schemeId" = p."schemeId" and a."personId" = p.id and a.active
  where p."schemeId" = $1 and p.active and (
    exists (select 1 from "RoleGrant" g where g."schemeId" = $1 and g."personId" = p.id
      and g.role in ('named_lead', 'coordinator', 'scheme_admin'))
    or exists (select 1 from "Deputy" d where d."schemeId" = $1 and d."personId" = p.id)
    or exists (select 1 from "Person" away where away."schemeId" = $1 and away."awayDeputyId" = p.id))
  group by p."schemeId", p.id
  having count(a.platform) = 0 or bool_or(a."confirmedAt" is null)
  order by p.id`

/** Approvals that wait for the person, or for somebody whom they stand in for, are shown to them from now on. */
const TRY = `with mine as (
    select id, "codeKey" from "OneTimeCode" where "schemeId" = $1 and "personId" = $5 and "endedAt" is null
      and "expiresAt" > $6 and failures < ${MOST_WRONG_CODES} order by "madeAt" desc limit 1 for update),
  hit as (
    update "OneTimeCode" c set "endedAt" = $6 from mine
    where c."schemeId" = $1 and c.id = mine.id and mine."codeKey" = any($7::text[]) returning c.id),
  miss as (
    update "OneTimeCode" c set failures = c.failures + 1 from mine
    where c."schemeId" = $1 and c.id = mine.id and not mine."codeKey" = any($7::text[])),
  account as (
    update "Account" a set "confirmedAt" = $6 from hit
    where a."schemeId" = $1 and a.platform = $2 and a.tenant = $3 and a."userId" = $4 and a."personId" = $5),
  outbox as (
    insert into "Outbox" ("schemeId", id, kind, "requestId", urgent)
    select $1, gen_random_uuid()::text, 'request_changed', waiting."requestId", false from (
      select distinct "requestId" from "Approval" where "schemeId" = $1 and decision is null and not ended
        and "personId" in (select $5 union select id from "Person" where "schemeId" = $1 and "awayDeputyId" = $5
          union select "deputyForId" from "Deputy" where "schemeId" = $1 and "personId" = $5)) waiting, hit
    returning id)
  select exists (select from hit) as confirmed,
    coalesce((select json_agg(id) from outbox), '[]'::json) as outbox,
    append_access($1, case when exists (select from hit) then $8::jsonb else $9::jsonb end)`
