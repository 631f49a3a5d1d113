/** What a click and a delivery need at least, written by hand: the same tables, one statement each. */

export const READ_TOKEN = `select "schemeId", "organisationId", "botToken", "botUserId" from "Workspace"
  where platform = $1 and tenant = $2`

/**
 * Scheme, placement, key of the form, tenant and user: the rows that the program reads for a decision, among them
 * everybody who has a part in it, with their deputies, roles and accounts in workspaces of their own organisation.
 */
export const READ_CASE = `with
  placement as (select * from "Placement" where "schemeId" = $1 and id = $2),
  request as (select r.* from "Request" r, placement p where r."schemeId" = $1 and r.id = p."requestId"),
  approvals as (select a.* from "Approval" a, request r where a."schemeId" = $1 and a."requestId" = r.id),
  offers as (select o.* from "Offer" o, request r where o."schemeId" = $1 and o."requestId" = r.id),
  officers as (select o."personId", o.position from "RequestOfficer" o, request r
    where o."schemeId" = $1 and o."requestId" = r.id),
  actor as (select p.* from "Account" a
    join "Person" p on p."schemeId" = $1 and p.id = a."personId" and p.active
    join "Workspace" w on w."schemeId" = $1 and w.platform = a.platform and w.tenant = a.tenant
      and w."organisationId" = p."organisationId"
    where a."schemeId" = $1 and a.platform = 'slack' and a.tenant = $4 and a."userId" = $5 and a.active),
  landlord as (select o.* from "Organisation" o, request r where o."schemeId" = $1 and o.id = r."landlordId"),
  involved as (
    select id from actor union select "ownerId" from request union select "personId" from officers
    union select "personId" from approvals union select "decidedBy" from approvals
    union select "officerId" from offers
    union select "personId" from "RoleGrant" where "schemeId" = $1 and role = 'coordinator'
    union select g."personId" from "RoleGrant" g, landlord l
      where g."schemeId" = $1 and g.role = 'named_lead' and g."organisationId" in (l.id, l."successorId")),
  people as (select * from "Person" where "schemeId" = $1 and id = any(array(
    select id from involved
    union select "awayDeputyId" from "Person" where "schemeId" = $1 and id = any(array(select id from involved))
    union select "personId" from "Deputy"
      where "schemeId" = $1 and "deputyForId" = any(array(select id from involved)))))
select s.intake, s."currentVersion",
  (select row_to_json(p) from placement p) as placement,
  (select row_to_json(r) from request r) as request,
  (select row_to_json(a) from actor a) as actor,
  (select outcome from "Receipt" where "schemeId" = $1 and key = $3) as receipt,
  (select json_agg(a) from approvals a) as approvals,
  (select json_agg(o) from officers o) as officers,
  (select json_agg(o) from offers o) as offers,
  (select json_agg(p) from people p) as people,
  (select json_agg(g) from "RoleGrant" g
    where g."schemeId" = $1 and g."personId" = any(array(select id from people))) as roles,
  (select json_agg(c) from "Account" c
    join people p on p.id = c."personId"
    join "Workspace" w on w."schemeId" = $1 and w.platform = c.platform and w.tenant = c.tenant
      and w."organisationId" = p."organisationId"
    where c."schemeId" = $1 and c."personId" = any(array(select id from people)) and c.active) as accounts,
  (select json_agg(o) from "Organisation" o where o."schemeId" = $1 and o.id = any(array(
    select "organisationId" from people union select id from landlord union select "successorId" from landlord
    union select "partnerId" from offers))) as partners,
  (select json_agg(n) from "Notice" n, request r
    where n."schemeId" = $1 and n."requestId" = r.id and n."partnerId" in (select "organisationId" from actor)) as notices,
  (select json_agg(f) from "FollowUp" f, request r
    where f."schemeId" = $1 and f."requestId" = r.id and f.state = 'pending') as "followUps",
  (select row_to_json(m) from "Move" m, request r
    where m."schemeId" = $1 and m."requestId" = r.id and m."reversedAt" is null limit 1) as move
from "Scheme" s where s.id = $1`

/** Request, approval, audit entry, follow-ups cancelled and made, outbox and receipt, whole or not at all. */
export const WRITE_DECISION = `with
  guard as (update "Request" set state = 'approved', version = version + 1, reference = $5, "panelOn" = null,
    "enteredStateAt" = $4, "enteredStateSeq" = $6, "lastActivityAt" = $4, "auditSeq" = $6, "auditHead" = $8
    where "schemeId" = $1 and id = $2 and version = $3 returning 1),
  approval as (update "Approval" set decision = 'approved', "decidedAt" = $4, "decidedBy" = $10
    from guard where "schemeId" = $1 and id = $9),
  cancelled as (update "FollowUp" set state = 'cancelled' from guard
    where "schemeId" = $1 and "requestId" = $2 and state = 'pending' and kind like 'approval%'),
  made as (insert into "FollowUp" ("schemeId", id, "requestId", kind, "subjectId", "dueAt", state)
    select $1, f.id, $2, f.kind, '', $4::timestamptz + interval '3 days', 'pending'
    from guard, unnest($11::text[], $12::text[]) as f(id, kind)),
  audit as (insert into "Transition"
    ("schemeId", "requestId", seq, at, action, "from", "to", "actorId", codes, "previousHash", hash)
    select $1, $2, $6, $4, 'approve', 'awaiting_approval', 'approved', $10, '{}', $7, $8 from guard),
  outbox as (insert into "Outbox" ("schemeId", id, kind, "requestId", urgent)
    select $1, o.id, 'request_changed', $2, false from guard, unnest($13::text[]) as o(id)),
  receipt as (insert into "Receipt" ("schemeId", key, outcome, at) select $1, $14, $15::jsonb, $4 from guard)
select (select count(*) from guard)::int as guarded`

/** Scheme, placement, channel and message: one message confirmed. */
export const CONFIRM_MESSAGE = `update "Placement" set state = 'sent', shown = wanted, "shownFace" = face,
    "roomId" = $3, "messageId" = $4
  where "schemeId" = $1 and id = $2`
