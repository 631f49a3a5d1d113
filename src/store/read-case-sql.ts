import type { Target } from '../core/facts.js'
import type { ActorRef } from '../core/people/account.js'

export type TargetKind = 'none' | 'placement' | 'request' | 'code' | 'offer'
export type ActorKind = 'account' | 'person' | 'system'

export function targetKind(target: Target | null): TargetKind {
  if (target === null) return 'none'
  if ('placementId' in target) return 'placement'
  if ('requestId' in target) return 'request'
  return 'code' in target ? 'code' : 'offer'
}

export function actorKind(actor: ActorRef): ActorKind {
  if (actor === 'system') return 'system'
  return 'personId' in actor ? 'person' : 'account'
}

/**
 * The one read of a use case. Parameters: scheme, receipt key, person to be read as well, target, ids of notices,
 * then the actor's person id or platform, tenant and user id. Answers with one column, which is described and parsed once.
 */
export function readCaseSql(target: TargetKind, actor: ActorKind, circulation: boolean): string {
  return `with actor as (${ACTORS[actor]('$6', '$7', '$8')}),
placement as (${target === 'placement' ? 'select * from "Placement" where "schemeId" = $1 and id = $4' : 'select * from "Placement" where false'}),
request as (select * from "Request" where "schemeId" = $1 and id = ${TARGETS[target]}),
offers as (select * from "Offer" where "schemeId" = $1 and "requestId" = (select id from request)),
approvals as (select * from "Approval" where "schemeId" = $1 and "requestId" = (select id from request)),
landlords as (
  select o.id, o."successorId" from "Organisation" o
  where o."schemeId" = $1 and o.id = (select "landlordId" from request)),
involved as (
  select id from actor
  union select $3::text
  union select "ownerId" from request
  union select "personId" from "RequestOfficer" where "schemeId" = $1 and "requestId" = (select id from request)
  union select "officerId" from offers
  union select "personId" from approvals
  union select "decidedBy" from approvals
  union select "personId" from "RoleGrant" where "schemeId" = $1 and role = 'coordinator'
  union select "personId" from "RoleGrant" where "schemeId" = $1 and role = 'named_lead'
    and "organisationId" in (select id from landlords union select "successorId" from landlords)),
people as (
  select * from "Person" where "schemeId" = $1 and id = any(array(
    select id from involved
    union select "awayDeputyId" from "Person" where "schemeId" = $1 and id = any(array(select id from involved))
    union select "personId" from "Deputy" where "schemeId" = $1 and "deputyForId" = any(array(select id from involved)))))
select row_to_json(found) as found from (select s.intake, s."currentVersion",
  (select id from actor) as "actorId",
  (select json_build_object('confirmed', confirmed, 'deputy', deputy) from actor) as standing,
  (select row_to_json(c) from "Receipt" c where "schemeId" = $1 and key = $2) as receipt,
  (select row_to_json(p) from placement p) as placement,
  (select row_to_json(r) from request r) as request,
  (select json_agg("personId" order by position) from "RequestOfficer"
    where "schemeId" = $1 and "requestId" = (select id from request)) as officers,
  (select json_agg(a order by a."askedAt", a.id) from approvals a) as approvals,
  (select json_agg(o order by o."madeAt", o.id) from offers o) as offers,
  (select json_agg(n order by n.round, n.id) from "Notice" n
    where n."schemeId" = $1 and n."requestId" = (select id from request)
    and ${circulation ? '$5::text[] is not null' : NOTICES[actor === 'system' ? 'named' : 'own']}) as notices,
  (select json_agg(f order by f."dueAt", f.id) from "FollowUp" f
    where f."schemeId" = $1 and f."requestId" = (select id from request) and f.state = 'pending') as "followUps",
  (select row_to_json(m) from "Move" m where m."schemeId" = $1 and m."requestId" = (select id from request)
    and m."reversedAt" is null order by m.id desc limit 1) as move,
  (select json_agg(${personJson('p')} order by p.id) from people p) as people,
  (select json_agg(o order by o.id) from ${circulation ? WITH_STAFF : '"Organisation"'} o where o."schemeId" = $1 and (
    o.id = any(array(select "organisationId" from people union select id from landlords
      union select "successorId" from landlords union select "partnerId" from offers))
    or o."successorId" is not null
    ${circulation ? `or o.kind in ('local_authority', 'registered_provider')` : ''})) as partners,
  (select json_agg(c order by c.platform, c.tenant, c."userId") from "Account" c
    join people p on p.id = c."personId" where c."schemeId" = $1 and c."personId" = any(array(select id from people))
    and c.active and p.active and ${COUNTS('c', 'p')}) as accounts,
  ${circulation ? ROOMS_AND_PLACEMENTS : 'null as rooms, null as placements'}
from "Scheme" s where s.id = $1) found`
}

/** Somebody's row, by an account that counts (D2) or by their id. Parameters of the statement stand where named. */
export const ACTORS: Record<ActorKind, (first: string, second: string, third: string) => string> = {
  account: (platform, tenant, userId) => `select p.*, c."confirmedAt" is not null as confirmed,
    case when c."confirmedAt" is null then
      exists (select 1 from "Deputy" d where d."schemeId" = $1 and d."personId" = p.id)
      or exists (select 1 from "Person" away where away."schemeId" = $1 and away."awayDeputyId" = p.id)
    else false end as deputy from "Account" c
  join "Person" p on p."schemeId" = c."schemeId" and p.id = c."personId" and p.active
  where c."schemeId" = $1 and c.platform = ${platform} and c.tenant = ${tenant} and c."userId" = ${userId}
    and c.active and ${COUNTS('c', 'p')}`,
  person: (id) =>
    `select *, true as confirmed, false as deputy from "Person" where "schemeId" = $1 and id = ${id} and active`,
  system: () => 'select *, true as confirmed, false as deputy from "Person" where false',
}

/** D2: an account counts only from the workspace or tenant bound to its person's organisation. */
function COUNTS(account: string, person: string): string {
  return `exists (select 1 from "Workspace" w where w."schemeId" = $1 and w.platform = ${account}.platform
    and w.tenant = ${account}.tenant and w."organisationId" = ${person}."organisationId")`
}

/** A person with roles, and with the directory's deputy for days away on which nobody else was named. */
export function personJson(p: string): string {
  return `json_build_object('schemeId', ${p}."schemeId", 'id', ${p}.id, 'organisationId', ${p}."organisationId",
    'team', ${p}.team, 'contact', ${p}.contact, 'awayFrom', ${p}."awayFrom", 'awayTo', ${p}."awayTo",
    'awayDeputyId', ${p}."awayDeputyId",
    'standInId', case when ${p}."awayFrom" is not null then (select d."personId" from "Deputy" d
      where d."schemeId" = ${p}."schemeId" and d."deputyForId" = ${p}.id order by d."personId" limit 1) end,
    'roles', coalesce((select json_agg(json_build_object('role', g.role, 'organisationId', g."organisationId")
      order by g.role, g."organisationId") from "RoleGrant" g
      where g."schemeId" = ${p}."schemeId" and g."personId" = ${p}.id), '[]'::json))`
}

/** Of the actor, and of the person who is read as well. */
const ORGANISATIONS_OF_ACTOR = `(select "organisationId" from actor union
    select "organisationId" from "RoleGrant" where "schemeId" = $1 and "personId" in (select id from actor union select $3))`

/** Those of the actor's organisations, and the ones that are named or were pressed: by their ids, not one by one. */
const NOTICES = {
  own: `(n.id = any($5::text[] || (select "noticeId" from placement)) or n."partnerId" in ${ORGANISATIONS_OF_ACTOR})`,
  named: 'n.id = any($5::text[] || (select "noticeId" from placement))',
}

const TARGETS: Record<TargetKind, string> = {
  none: 'null::text and $4::text is null',
  placement: '(select "requestId" from placement)',
  request: '$4',
  offer: '(select "requestId" from "Offer" where "schemeId" = $1 and id = $4)',
  // A partner reference means something only to the partner that got it (D8).
  code: `coalesce(
    (select id from "Request" where "schemeId" = $1 and "workingCode" = $4),
    (select id from "Request" where "schemeId" = $1 and reference = $4),
    (select "requestId" from "Notice" where "schemeId" = $1 and reference = $4
      and "partnerId" in ${ORGANISATIONS_OF_ACTOR}))`,
}

/**
 * Organisations with everybody whom the directory has named there, also whoever left: they may sit in its channel.
 * Exclusions are sealed, so that no statement can look for the excluded alone.
 */
const WITH_STAFF = `(select each.*, named.staff from "Organisation" each left join (
    select at."organisationId", json_agg(json_build_object('id', at.id, 'team', at.team) order by at.id) as staff from (
      select p."organisationId", p.id, p.team from "Person" p where p."schemeId" = $1
      union select g."organisationId", p.id, p.team from "RoleGrant" g
        join "Person" p on p."schemeId" = g."schemeId" and p.id = g."personId" where g."schemeId" = $1) at
    group by at."organisationId") named on named."organisationId" = each.id)`

const ROOMS_AND_PLACEMENTS = `(select json_agg(r order by r."partnerId", r."roomId") from "Room" r
    where r."schemeId" = $1 and r.purpose = 'notices') as rooms,
  (select json_agg(p order by p.id) from "Placement" p
    where p."schemeId" = $1 and p."requestId" = (select id from request)) as placements`
