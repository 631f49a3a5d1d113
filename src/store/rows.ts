import type { AuditEntry } from '../core/change.js'
import type { AccountRecord, Platform, RoomRecord } from '../core/people/account.js'
import type { PlacementRecord, PlacementState, ScreenKind } from '../core/placement/placement.js'
import type { AccessEntry, OutboxRow } from '../core/ports.js'
import type {
  ApprovalRecord,
  FollowUpRecord,
  LedgerEntry,
  MoveRecord,
  NoticeRecord,
  PartnerRecord,
  PersonRecord,
} from '../core/request/records.js'
import type * as Model from './generated/client.js'

/** A row as Prisma gives it, or as PostgreSQL's JSON does: there, times are text. */
export type Row<T> = { [K in keyof T]: Date extends T[K] ? T[K] | string : T[K] }

export type Time = Date | string

export const instant = (time: Time): string => (time instanceof Date ? time : new Date(time)).toISOString()
export const instantOrNull = (time: Time | null): string | null => (time === null ? null : instant(time))
export const day = (date: Time): string => (date instanceof Date ? date.toISOString() : date).slice(0, 10)
export const dayOrNull = (date: Time | null): string | null => (date === null ? null : day(date))

/** Of the organisation's people, who they are and in which team. */
type WithStaff = { staff?: Pick<PersonRecord, 'id' | 'team'>[] | null }

export const partnerOf = (row: Row<Model.Organisation> & WithStaff): PartnerRecord => ({
  id: row.id,
  name: row.name,
  kind: row.kind,
  active: row.active,
  stockAreas: row.stockAreas as string[] | null,
  successorId: row.successorId,
  ...(row.staff && { staff: row.staff }),
})

export const accountOf = (row: Row<Model.Account>): AccountRecord => ({
  platform: row.platform as Platform,
  tenant: row.tenant,
  userId: row.userId,
  personId: row.personId,
  lastActedAt: instantOrNull(row.lastActedAt),
  confirmed: row.confirmedAt !== null,
})

export const roomOf = (row: Row<Model.Room>): RoomRecord => ({
  platform: row.platform as Platform,
  tenant: row.tenant,
  roomId: row.roomId,
  partnerId: row.partnerId,
  usable: row.usable,
})

export const approvalOf = (row: Row<Model.Approval>): ApprovalRecord => ({
  id: row.id,
  requestId: row.requestId,
  personId: row.personId,
  askedAt: instant(row.askedAt),
  round: row.round,
  decision: row.decision as ApprovalRecord['decision'],
  decidedAt: instantOrNull(row.decidedAt),
  decidedBy: row.decidedBy,
  ended: row.ended,
})

export const noticeOf = (row: Row<Model.Notice>): NoticeRecord => ({
  id: row.id,
  requestId: row.requestId,
  partnerId: row.partnerId,
  reference: row.reference,
  areas: row.areas,
  round: row.round,
  live: row.live,
})

export const moveOf = (row: Row<Model.Move>): MoveRecord => ({
  id: row.id,
  requestId: row.requestId,
  fromLandlordId: row.fromLandlordId,
  toLandlordId: row.toLandlordId,
  pathway: row.pathway as MoveRecord['pathway'],
  startedOn: day(row.startedOn),
  adults: row.adults,
  children: row.children,
  reversedAt: instantOrNull(row.reversedAt),
})

export const ledgerEntryOf = (row: Row<Model.LedgerEntry>): LedgerEntry => ({
  id: row.id,
  landlordId: row.landlordId,
  amount: row.amount as LedgerEntry['amount'],
  moveId: row.moveId,
  kind: row.kind as LedgerEntry['kind'],
  reason: row.reason,
  postedAt: instant(row.postedAt),
})

export const followUpOf = (row: Row<Model.FollowUp>): FollowUpRecord => ({
  id: row.id,
  requestId: row.requestId,
  kind: row.kind,
  subjectId: row.subjectId,
  dueAt: instant(row.dueAt),
  state: row.state as FollowUpRecord['state'],
})

export const outboxRowOf = (row: Row<Model.Outbox>): OutboxRow => ({
  id: row.id,
  kind: row.kind as OutboxRow['kind'],
  requestId: row.requestId,
  urgent: row.urgent,
  topic: row.topic,
  to: row.to as OutboxRow['to'],
  offerId: row.offerId,
})

export const auditEntryOf = (row: Row<Model.Transition>): AuditEntry => ({
  requestId: row.requestId,
  seq: row.seq,
  at: instant(row.at),
  action: row.action,
  from: row.from,
  to: row.to,
  actorId: row.actorId,
  onBehalfOf: row.onBehalfOf,
  confirmedBy: row.confirmedBy,
  codes: row.codes as AuditEntry['codes'],
  previousHash: row.previousHash,
  hash: row.hash,
})

export const accessEntryOf = (row: Row<Model.AccessEntry>): AccessEntry => ({
  at: instant(row.at),
  actorId: row.actorId,
  action: row.action,
  subject: row.subject,
  outcome: row.outcome as AccessEntry['outcome'],
})

export function placementOf(row: Row<Model.Placement>): PlacementRecord {
  const conversation = {
    platform: row.platform as Platform,
    tenant: row.tenant,
    kind: row.conversationKind as PlacementRecord['conversation']['kind'],
    id: row.conversationId,
  }
  return {
    id: row.id,
    key: row.key,
    screen: row.screen as ScreenKind,
    requestId: row.requestId,
    noticeId: row.noticeId,
    offerId: row.offerId,
    topic: row.topic,
    personId: row.personId,
    partnerId: row.partnerId,
    conversation,
    message:
      row.roomId === null || row.messageId === null
        ? null
        : { conversation, roomId: row.roomId, messageId: row.messageId },
    face: row.face,
    shownFace: row.shownFace,
    wanted: row.wanted,
    shown: row.shown,
    state: row.state as PlacementState,
    withdraw: row.withdraw,
    dueAt: instant(row.dueAt),
    attempts: row.attempts,
    attemptedAt: instantOrNull(row.attemptedAt),
    note: row.note,
  }
}

export function placementRow(
  schemeId: string,
  { conversation, message, ...record }: PlacementRecord,
): object {
  return {
    ...record,
    schemeId,
    platform: conversation.platform,
    tenant: conversation.tenant,
    conversationKind: conversation.kind,
    conversationId: conversation.id,
    roomId: message?.roomId ?? null,
    messageId: message?.messageId ?? null,
  }
}
