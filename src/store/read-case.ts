import type { CaseFacts, CaseQuery } from '../core/facts.js'
import type { ActorRef } from '../core/people/account.js'
import { codeKind, normaliseCode } from '../core/privacy/codes.js'
import type { PersonRecord } from '../core/request/records.js'
import type { Scheme } from '../core/scheme/scheme-file.js'
import type { Database } from './database.js'
import type * as Model from './generated/client.js'
import {
  ACTORS,
  type ActorKind,
  actorKind,
  personJson,
  readCaseSql,
  type TargetKind,
  targetKind,
} from './read-case-sql.js'
import {
  accountOf,
  approvalOf,
  followUpOf,
  instant,
  moveOf,
  noticeOf,
  partnerOf,
  placementOf,
  type Row,
  roomOf,
} from './rows.js'
import {
  offerOf,
  outcomeOf,
  type PersonRow,
  personOf,
  type RequestRow,
  requestOf,
  type Standing,
} from './sealed-rows.js'
import type { Sealer } from './sealing.js'

interface CaseRow {
  intake: CaseFacts['intake']
  currentVersion: number
  actorId: string | null
  standing: Standing | null
  receipt: Row<Model.Receipt> | null
  placement: Row<Model.Placement> | null
  request: RequestRow | null
  officers: string[] | null
  approvals: Row<Model.Approval>[] | null
  offers: Row<Model.Offer>[] | null
  notices: Row<Model.Notice>[] | null
  followUps: Row<Model.FollowUp>[] | null
  move: Row<Model.Move> | null
  people: PersonRow[] | null
  partners: Parameters<typeof partnerOf>[0][] | null
  accounts: Row<Model.Account>[] | null
  rooms: Row<Model.Room>[] | null
  placements: Row<Model.Placement>[] | null
}

/** Rules of a version of the scheme; they never change, so they are kept in memory. */
export type RulesOf = (schemeId: string, version: number) => Promise<Scheme>

/**
 * Reads everything a decision may look at in one statement.
 * Null when neither the case nor the actor is known; the receipt is for somebody who is known only.
 */
export async function readCase(
  { database, sealer, rulesOf }: { database: Database; sealer: Sealer; rulesOf: RulesOf },
  schemeId: string,
  query: CaseQuery,
): Promise<CaseFacts | null> {
  const { name, sql } = statement(
    targetKind(query.target),
    actorKind(query.actor),
    query.circulation ?? false,
  )
  const values = [
    schemeId,
    query.key,
    query.withPerson ?? null,
    idOf(query),
    query.noticeIds ?? [],
    ...actorValues(query.actor),
  ]
  const [answer] = await database.run<{ found: CaseRow }>(name, sql, values)
  if (!answer) return null
  const row = answer.found
  const known = row.actorId !== null || query.actor === 'system'
  const found = row.request !== null || query.target === null
  if (!row.actorId && !row.request && !(known && found)) return null

  const people = (row.people ?? []).map((each) => personOf(sealer, each))
  return {
    scheme: await rulesOf(schemeId, row.request?.schemeVersion ?? row.currentVersion),
    intake: row.intake,
    actor: actorOf(sealer, row, people),
    receipt:
      known && row.receipt !== null
        ? { outcome: outcomeOf(sealer, row.receipt), at: instant(row.receipt.at) }
        : null,
    placement: row.placement && placementOf(row.placement),
    request: row.request && requestOf(sealer, row.request, row.officers ?? []),
    approvals: (row.approvals ?? []).map(approvalOf),
    offers: (row.offers ?? []).map((each) => offerOf(sealer, each)),
    notices: (row.notices ?? []).map(noticeOf),
    followUps: (row.followUps ?? []).map(followUpOf),
    move: row.move && moveOf(row.move),
    people,
    partners: (row.partners ?? []).map(partnerOf),
    accounts: (row.accounts ?? []).map(accountOf),
    rooms: (row.rooms ?? []).map(roomOf),
    placements: (row.placements ?? []).map(placementOf),
  }
}

/** The person behind an account that counts (D2), or of that id. */
export async function findPerson(
  { database, sealer }: { database: Database; sealer: Sealer },
  schemeId: string,
  actor: ActorRef,
): Promise<PersonRecord | null> {
  const kind = actorKind(actor)
  if (kind === 'system') return null
  const sql = `select ${personJson('a')} as person, a.confirmed, a.deputy from (${ACTORS[kind]('$2', '$3', '$4')}) a`
  const [row] = await database.run<{ person: PersonRow } & Standing>(`find_person_${kind}`, sql, [
    schemeId,
    ...actorValues(actor),
  ])
  return row ? personOf(sealer, row.person, row) : null
}

/** The one among the people, except from an account that may not do all that its person may. */
function actorOf(sealer: Sealer, row: CaseRow, people: readonly PersonRecord[]): PersonRecord | null {
  const { actorId, standing } = row
  if (standing?.confirmed) return people.find(({ id }) => id === actorId) ?? null
  const actor = row.people?.find(({ id }) => id === actorId)
  return actor && standing ? personOf(sealer, actor, standing) : null
}

const statements = new Map<string, string>()

function statement(target: TargetKind, actor: ActorKind, circulation: boolean) {
  const name = `read_case_${target}_${actor}_${circulation ? 'whole' : 'part'}`
  const sql = statements.get(name) ?? readCaseSql(target, actor, circulation)
  statements.set(name, sql)
  return { name, sql }
}

function idOf({ target }: CaseQuery): string | null {
  if (target === null) return null
  if ('placementId' in target) return target.placementId
  if ('requestId' in target) return target.requestId
  return 'code' in target ? codeOf(target.code) : target.offerId
}

/** As it is stored, however somebody typed it. */
export function codeOf(typed: string): string {
  const code = normaliseCode(typed)
  return codeKind(code) === undefined ? typed.trim() : code
}

function actorValues(actor: ActorRef): string[] {
  if (actor === 'system') return []
  return 'personId' in actor ? [actor.personId] : [actor.platform, actor.tenant, actor.userId]
}
