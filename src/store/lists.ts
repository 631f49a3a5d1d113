import { FOR_A_PERSON } from '../core/placement/placement.js'
import type { RequestFilter, SchemeStore } from '../core/ports.js'
import { MOST_ATTEMPTS } from '../core/work/attempts.js'
import type { Database } from './database.js'
import type { Prisma } from './generated/client.js'
import { codeOf, type RulesOf } from './read-case.js'
import {
  accessEntryOf,
  approvalOf,
  followUpOf,
  ledgerEntryOf,
  moveOf,
  partnerOf,
  placementOf,
} from './rows.js'
import { offerOf, personOf, requestOf } from './sealed-rows.js'
import type { Sealer } from './sealing.js'

type Lists = Pick<
  SchemeStore,
  | 'scheme'
  | 'people'
  | 'partners'
  | 'listRequests'
  | 'listOffers'
  | 'listApprovals'
  | 'listFollowUps'
  | 'listNotices'
  | 'listPlacements'
  | 'listStuck'
  | 'listAccess'
  | 'ledger'
  | 'moves'
>

/** What commands, Home and reports list; each is one or two plain reads. */
export function openLists(
  { database, sealer, rulesOf }: { database: Database; sealer: Sealer; rulesOf: RulesOf },
  schemeId: string,
): Lists {
  const { prisma, answered } = database
  return {
    async scheme() {
      const row = await answered(() => prisma.scheme.findUniqueOrThrow({ where: { id: schemeId } }))
      return {
        id: row.id,
        title: row.title,
        intake: row.intake as 'open' | 'paused' | 'closed',
        version: row.currentVersion,
        rules: await rulesOf(schemeId, row.currentVersion),
      }
    },

    async people() {
      const rows = await answered(() =>
        prisma.person.findMany({
          where: { schemeId, active: true },
          include: {
            roles: { orderBy: [{ role: 'asc' }, { organisationId: 'asc' }] },
            deputies: { orderBy: { personId: 'asc' } },
          },
          orderBy: { id: 'asc' },
        }),
      )
      return rows.map((row) => personOf(sealer, { ...row, standInId: row.deputies[0]?.personId ?? null }))
    },

    async partners() {
      const rows = await answered(() =>
        prisma.organisation.findMany({ where: { schemeId }, orderBy: { id: 'asc' } }),
      )
      return rows.map(partnerOf)
    },

    async listAccess(filter) {
      const rows = await answered(() =>
        prisma.accessEntry.findMany({
          where: {
            schemeId,
            ...('about' in filter
              ? { OR: [{ subject: filter.about }, { subject: { startsWith: `${filter.about}: ` } }] }
              : { at: { gte: new Date(filter.since) } }),
          },
          orderBy: [{ day: 'asc' }, { seq: 'asc' }],
        }),
      )
      return rows.map(accessEntryOf)
    },

    async listRequests(filter) {
      const rows = await answered(() =>
        prisma.request.findMany({
          where: { schemeId, ...requestWhere(filter) },
          include: { officers: { orderBy: { position: 'asc' } } },
          orderBy: { id: 'asc' },
        }),
      )
      return rows.map((row) =>
        requestOf(
          sealer,
          row,
          row.officers.map((officer) => officer.personId),
        ),
      )
    },

    async listOffers({ requestIds, partnerId }) {
      const rows = await answered(() =>
        prisma.offer.findMany({
          where: {
            schemeId,
            ...among('requestId', requestIds),
            ...(partnerId !== undefined && { partnerId }),
          },
          orderBy: [{ madeAt: 'asc' }, { id: 'asc' }],
        }),
      )
      return rows.map((row) => offerOf(sealer, row))
    },

    async listApprovals({ personIds, requestIds }) {
      const rows = await answered(() =>
        prisma.approval.findMany({
          where: { schemeId, ...among('personId', personIds), ...among('requestId', requestIds) },
          orderBy: [{ askedAt: 'asc' }, { id: 'asc' }],
        }),
      )
      return rows.map(approvalOf)
    },

    async listFollowUps({ dueBefore, requestIds, ended }) {
      const rows = await answered(() =>
        prisma.followUp.findMany({
          where: {
            schemeId,
            ...(!ended && { state: 'pending' }),
            ...(dueBefore !== undefined && { dueAt: { lte: dueBefore } }),
            ...among('requestId', requestIds),
          },
          orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
        }),
      )
      return rows.map(followUpOf)
    },

    listNotices: ({ partnerId, ended }) =>
      answered(() =>
        prisma.notice.findMany({
          where: { schemeId, partnerId, ...(!ended && { live: true }) },
          select: { requestId: true, reference: true, areas: true },
          orderBy: { reference: 'asc' },
        }),
      ),

    async listPlacements({ requestId, states }) {
      const rows = await answered(() =>
        prisma.placement.findMany({
          where: { schemeId, ...(requestId !== undefined && { requestId }), ...among('state', states) },
          orderBy: { id: 'asc' },
        }),
      )
      return rows.map(placementOf)
    },

    async listStuck({ requestId }) {
      const where = { schemeId, ...(requestId !== undefined && { requestId }) }
      const failing = { attempts: { gte: MOST_ATTEMPTS } }
      const [outbox, followUps, placements] = await answered(() =>
        Promise.all([
          prisma.outbox.findMany({
            where: { ...where, doneAt: null, ...failing },
            select: { id: true, requestId: true, topic: true, note: true },
            orderBy: { id: 'asc' },
          }),
          prisma.followUp.findMany({
            where: { ...where, state: 'pending', ...failing },
            select: { id: true, requestId: true, kind: true, note: true },
            orderBy: { id: 'asc' },
          }),
          prisma.placement.findMany({
            where: {
              ...where,
              conversationKind: { not: 'home' },
              OR: [
                { state: 'ambiguous', note: { in: [...FOR_A_PERSON] } },
                { state: 'unreachable', messageId: { not: null } },
                { state: 'unreachable', request: { state: { notIn: ENDED } } },
              ],
            },
            orderBy: { id: 'asc' },
          }),
        ]),
      )
      return { outbox, followUps, placements: placements.map(placementOf) }
    },

    async ledger() {
      const rows = await answered(() =>
        prisma.ledgerEntry.findMany({ where: { schemeId }, orderBy: [{ postedAt: 'asc' }, { id: 'asc' }] }),
      )
      return rows.map(ledgerEntryOf)
    },

    async moves() {
      const rows = await answered(() =>
        prisma.move.findMany({ where: { schemeId }, orderBy: [{ startedOn: 'asc' }, { id: 'asc' }] }),
      )
      return rows.map(moveOf)
    },
  }
}

/** What could not be told about these matters to nobody any more, unless an older text still stands there. */
const ENDED = ['moved', 'closed']

function requestWhere(filter: RequestFilter): Prisma.RequestWhereInput {
  const { states, officerId, landlordIds, ids, erased } = filter
  const code = filter.code === undefined ? undefined : codeOf(filter.code)
  return {
    ...among('state', states),
    ...among('landlordId', landlordIds),
    ...among('id', ids),
    ...(erased !== undefined && { erasedAt: erased ? { not: null } : null }),
    ...(officerId !== undefined && { officers: { some: { personId: officerId } } }),
    ...(code !== undefined && {
      OR: [{ workingCode: code }, { reference: code }, { notices: { some: { reference: code } } }],
    }),
  }
}

function among<K extends string>(column: K, values: readonly string[] | undefined) {
  return values === undefined ? {} : ({ [column]: { in: [...values] } } as { [key in K]: { in: string[] } })
}
