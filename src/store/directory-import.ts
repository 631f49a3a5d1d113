import { randomUUID } from 'node:crypto'
import type { Directory } from '../core/people/directory-schema.js'
import { type Database, sqlState } from './database.js'
import type { Organisation, Prisma } from './generated/client.js'
import { type Contact, contactPlace } from './sealed-rows.js'
import type { Sealer } from './sealing.js'

export interface ImportSummary {
  people: { added: number; changed: number; removed: number }
  organisations: number
  workspaces: number
  channels: number
}

/** The file is sound in itself, yet does not fit what is stored; nothing was changed. */
export class DirectoryRefused extends Error {
  constructor(sentence: string) {
    super(sentence)
    this.name = 'DirectoryRefused'
  }
}

/**
 * Makes the stored directory of a scheme what the file says, in one transaction; again, it changes nothing.
 * Whoever is no longer named keeps their row, for the history, and loses every role.
 */
export async function importDirectory(
  { prisma, answered }: Database,
  sealer: Sealer,
  directory: Directory,
): Promise<ImportSummary> {
  const schemeId = directory.scheme
  try {
    return await answered(() =>
      prisma.$transaction(async (tx) => importInto({ tx, sealer, schemeId, directory }), { timeout: 20_000 }),
    )
  } catch (error) {
    if (sqlState(error) !== '23505') throw error
    throw new DirectoryRefused('A channel of this directory already belongs to another scheme')
  }
}

interface Import {
  tx: Prisma.TransactionClient
  sealer: Sealer
  schemeId: string
  directory: Directory
}

async function importInto(run: Import): Promise<ImportSummary> {
  const { tx, schemeId, directory } = run
  const locked = await tx.$queryRaw<object[]>`select 1 from "Scheme" where id = ${schemeId} for update`
  if (locked.length === 0) throw new DirectoryRefused(`Scheme ${schemeId} is not loaded`)
  const write = (sql: string, rows: object[]) => tx.$executeRawUnsafe(sql, JSON.stringify(rows), schemeId)

  const before = await tx.organisation.findMany({ where: { schemeId } })
  await write(ORGANISATIONS, organisationRows(schemeId, directory))
  await write(ORGANISATIONS_LEFT, organisationRows(schemeId, directory))
  const held = await tx.roleGrant.findMany({ where: { schemeId } })
  const { anybodyNew, ...people } = await importPeople(run, write)
  await importRoles(run, write)
  await lookAgain(run, held)
  await lookAtNoticesAgain(run, before, anybodyNew)
  await write(WORKSPACES_LEFT, directory.workspaces)
  await write(
    WORKSPACES,
    directory.workspaces.map(({ organisation, ...workspace }) => ({
      ...workspace,
      schemeId,
      organisationId: organisation,
      state: 'bound',
    })),
  )
  const rooms = directory.channels.map(({ id, organisation, ...channel }) => ({
    ...channel,
    schemeId,
    roomId: id,
    partnerId: organisation,
    usable: true,
    source: 'directory',
  }))
  await write(ROOMS_LEFT, rooms)
  await write(ROOMS, rooms)
  return {
    people,
    organisations: directory.organisations.length,
    workspaces: directory.workspaces.length,
    channels: directory.channels.length,
  }
}

/**
 * Requests of whoever lost a role, or left, are looked at again: what they may no longer read disappears, and where
 * nobody else can act for them the coordinators are told.
 */
async function lookAgain(
  { tx, schemeId }: Import,
  before: readonly { personId: string; role: string; organisationId: string }[],
): Promise<void> {
  const asText = (grant: (typeof before)[number]) => `${grant.personId} ${grant.role} ${grant.organisationId}`
  const after = new Set((await tx.roleGrant.findMany({ where: { schemeId } })).map(asText))
  const lost = before.filter((grant) => !after.has(asText(grant))).map(({ personId }) => personId)
  const theirs = { schemeId, personId: { in: lost } }
  const select = { requestId: true } as const
  const [shown, referred, asked] = [
    await tx.placement.findMany({ where: { ...theirs, requestId: { not: null } }, select }),
    await tx.requestOfficer.findMany({ where: theirs, select }),
    await tx.approval.findMany({ where: { ...theirs, ended: false }, select }),
  ]
  const requests = new Set([...shown, ...referred, ...asked].flatMap(({ requestId }) => requestId ?? []))
  await tx.outbox.createMany({ data: [...requests].map((requestId) => changed(schemeId, requestId)) })
}

type Known = Pick<Organisation, 'id' | 'successorId' | 'active'>

/**
 * Notices are looked at again: whoever took over an organisation is bound by what binds that one (D13), and a partner
 * that has left the scheme, or that takes on somebody who may be excluded, keeps none (D12, section 3). Exclusions are
 * sealed, so all that are out are looked at; where nothing changes nothing is sent.
 */
async function lookAtNoticesAgain(
  { tx, schemeId }: Import,
  before: readonly Known[],
  anybodyNew: boolean,
): Promise<void> {
  const after = await tx.organisation.findMany({ where: { schemeId } })
  const moved = after.some(({ id, successorId, active }) => {
    const known = before.find((each) => each.id === id)
    return successorId !== (known?.successorId ?? null) || (known !== undefined && known.active !== active)
  })
  if (!moved && !anybodyNew) return
  const live = await tx.notice.findMany({
    where: { schemeId, live: true },
    select: { requestId: true },
    distinct: ['requestId'],
  })
  await tx.outbox.createMany({ data: live.map(({ requestId }) => changed(schemeId, requestId)) })
}

const changed = (schemeId: string, requestId: string) => ({
  ...{ schemeId, id: randomUUID(), kind: 'request_changed', requestId, urgent: false },
})

type Write = (sql: string, rows: object[]) => Promise<number>

async function importPeople({ tx, sealer, schemeId, directory }: Import, write: Write) {
  const stored = await tx.person.findMany({ where: { schemeId } })
  const wanted = directory.people.map((person) => {
    const contact: Contact = { name: person.name, email: person.email, workPhone: person.workPhone ?? '' }
    return {
      schemeId,
      id: person.id,
      organisationId: person.organisation,
      team: person.team,
      contact: JSON.stringify(contact),
      emailKey: emailKeys(sealer, schemeId, person.email)[0],
      active: true,
    }
  })
  const before = new Map(
    stored.map((row) => [row.id, { ...row, contact: sealer.open(contactPlace(row), row.contact) }]),
  )
  const changed = wanted.filter((row) => {
    const old = before.get(row.id)
    return !old || (Object.keys(row) as (keyof typeof row)[]).some((column) => row[column] !== old[column])
  })
  const named = new Set(wanted.map((row) => row.id))
  const removed = stored.filter((row) => row.active && !named.has(row.id))

  // Addresses that move from one person to another must be free before they are taken.
  await write(
    `update "Person" p set "emailKey" = 'free ' || p.id, active = p.active and x.active
      from json_populate_recordset(null::"Person", $1::json) x where p."schemeId" = $2 and p.id = x.id`,
    [...removed.map(({ id }) => ({ id, active: false })), ...changed.map(({ id }) => ({ id, active: true }))],
  )
  await write(
    `insert into "Person" select * from json_populate_recordset(null::"Person", $1::json) where $2::text is not null
      on conflict ("schemeId", id) do update set "organisationId" = excluded."organisationId", team = excluded.team,
      contact = excluded.contact, "emailKey" = excluded."emailKey", active = true`,
    changed.map((row) => ({ ...row, contact: sealer.seal(contactPlace(row), row.contact) })),
  )
  const added = changed.filter((row) => !before.has(row.id)).length
  const anybodyNew = changed.some(({ id, organisationId, team }) => {
    const old = before.get(id)
    return old?.organisationId !== organisationId || old.team !== team
  })
  return { added, changed: changed.length - added, removed: removed.length, anybodyNew }
}

async function importRoles({ schemeId, directory }: Import, write: Write): Promise<void> {
  const held = directory.people.flatMap(({ id, organisation, roles }) =>
    roles.map(({ role, deputyFor }) => ({
      schemeId,
      personId: id,
      role,
      organisationId: organisation,
      deputyForId: deputyFor,
    })),
  )
  const grants = held.filter(({ deputyForId }) => deputyForId === undefined)
  const deputies = held.filter(({ deputyForId }) => deputyForId !== undefined)
  for (const [table, rows] of [
    ['RoleGrant', grants],
    ['Deputy', deputies],
  ] as const) {
    const named = `json_populate_recordset(null::"${table}", $1::json)`
    await write(
      `delete from "${table}" t where t."schemeId" = $2 and not exists (select 1 from ${named} x where x = t)`,
      rows,
    )
    await write(
      `insert into "${table}" select * from ${named} where $2::text is not null on conflict do nothing`,
      rows,
    )
  }
}

/** HMACs under which somebody with this address may be stored; the first is the one to store. */
export function emailKeys(sealer: Sealer, schemeId: string, email: string) {
  return sealer.lookUps(`e-mail in ${schemeId}`, email.trim().toLowerCase())
}

function organisationRows(schemeId: string, { organisations }: Directory): object[] {
  const successors = new Map(
    organisations.flatMap(({ id, successorOf }) => successorOf.map((old) => [old, id])),
  )
  return organisations.map(({ id, name, kind, active, stockAreas }) => ({
    schemeId,
    id,
    name,
    kind,
    active,
    stockAreas,
    successorId: successors.get(id) ?? null,
  }))
}

const ORGANISATIONS = `insert into "Organisation"
  select * from json_populate_recordset(null::"Organisation", $1::json) where $2::text is not null
  on conflict ("schemeId", id) do update set name = excluded.name, kind = excluded.kind, active = excluded.active,
    "stockAreas" = excluded."stockAreas", "successorId" = excluded."successorId"`

const ORGANISATIONS_LEFT = `update "Organisation" o set active = false where o."schemeId" = $2 and o.active
  and o.id not in (select x.id from json_populate_recordset(null::"Organisation", $1::json) x)`

const WORKSPACES_LEFT = `delete from "Workspace" w where w."schemeId" = $2 and not exists (
  select 1 from json_populate_recordset(null::"Workspace", $1::json) x
  where x.platform = w.platform and x.tenant = w.tenant)`

/** What an installation left there stays. */
const WORKSPACES = `insert into "Workspace"
  select * from json_populate_recordset(null::"Workspace", $1::json) where $2::text is not null
  on conflict ("schemeId", platform, tenant) do update set enterprise = excluded.enterprise,
    "organisationId" = excluded."organisationId"`

/** One to which the app was added stays while its organisation is invited. */
const ROOMS_LEFT = `delete from "Room" r where r."schemeId" = $2 and not exists (
    select 1 from json_populate_recordset(null::"Room", $1::json) x
    where x.platform = r.platform and x.tenant = r.tenant and x."roomId" = r."roomId")
  and (r.source = 'directory' or not exists (
    select 1 from "Workspace" w where w."schemeId" = r."schemeId" and w.platform = r.platform
      and w.tenant = r.tenant and w."organisationId" = r."partnerId"))`

const ROOMS = `insert into "Room"
  select * from json_populate_recordset(null::"Room", $1::json) where $2::text is not null
  on conflict ("schemeId", platform, tenant, "roomId") do update set "partnerId" = excluded."partnerId",
    purpose = excluded.purpose, source = excluded.source`
