import { FIRST_HEAD } from '../../src/core/audit/chain.js'
import { type Change, NO_CHANGE } from '../../src/core/change.js'
import type { AccountRef } from '../../src/core/people/account.js'
import type { Directory } from '../../src/core/people/directory-schema.js'
import type { ApprovalRecord, NoticeRecord } from '../../src/core/request/records.js'
import { OFFER_STATES, type Role, type State } from '../../src/core/request/states.js'
import type { OpenedStore } from '../../src/store/index.js'
import { aDirectoryPerson, landlord, team } from '../support/directory-parts.js'
import {
  aNotice,
  anApproval,
  anOffer,
  aRequest,
  aScheme,
  BRENT,
  CAMDEN,
  CROYDON,
  EALING,
  HACKNEY,
  NOW,
} from '../support/facts.js'
import { RELATIONS, type Relation, ROWS, type Row } from './expected-matrix.js'

export const LONDON = 'london'
export const ELSEWHERE = 'elsewhere'
export const PLATFORMS = ['slack', 'teams'] as const
export type Platform = (typeof PLATFORMS)[number]

/** Where the people of a row work: those who are part of the request or at their organisation, and the others. */
const PLACES: Readonly<Record<Row, { own: string; other: string; role: Role | null }>> = {
  nominating_officer: { own: 'advice', other: 'refuge', role: 'nominating_officer' },
  named_lead: { own: 'landlord', other: 'croydon-homes', role: 'named_lead' },
  deputy: { own: 'landlord', other: 'croydon-homes', role: null },
  housing_officer: { own: 'camden-homes', other: 'croydon-homes', role: 'housing_officer' },
  partner_manager: { own: 'camden-homes', other: 'croydon-homes', role: 'partner_manager' },
  coordinator: { own: 'team', other: 'team-south', role: 'coordinator' },
  scheme_admin: { own: 'team', other: 'team-south', role: 'scheme_admin' },
  reporter: { own: 'team', other: 'team-south', role: 'reporter' },
  auditor: { own: 'team', other: 'team-south', role: 'auditor' },
  no_role: { own: 'landlord', other: 'croydon-homes', role: null },
}
const ORGANISATIONS = [
  landlord('landlord', [HACKNEY]),
  landlord('camden-homes', [CAMDEN, EALING]),
  landlord('croydon-homes', [CROYDON, BRENT]),
  team('advice', 'referring_agency'),
  team('refuge', 'referring_agency'),
  team('team', 'coordinating_team'),
  team('team-south', 'coordinating_team'),
]

export const idOf = (row: Row, relation: Relation): string => `${row}-${relation}`
/** The lead who is away while this deputy stands in. */
const awayLeadOf = (relation: Relation): string => `lead-away-${relation}`

export function schemeOf(row: Relation): string {
  return row === 'other_scheme' ? ELSEWHERE : LONDON
}

export function accountOf(row: Row, relation: Relation, platform: Platform): AccountRef {
  const { own, other } = PLACES[row]
  const organisation = relation === 'other_org' ? other : own
  return {
    platform,
    tenant: tenantOf(schemeOf(relation), organisation, platform),
    userId: idOf(row, relation),
  }
}

const tenantOf = (scheme: string, organisation: string, platform: Platform) =>
  `${scheme}-${organisation}-${platform}`

function peopleOf(scheme: string): Directory['people'] {
  const relations = RELATIONS.filter((relation) => schemeOf(relation) === scheme)
  return relations.flatMap((relation) => [
    ...ROWS.map((row) => {
      const { own, other, role } = PLACES[row]
      return aDirectoryPerson(idOf(row, relation), relation === 'other_org' ? other : own, role)
    }),
    aDirectoryPerson(
      awayLeadOf(relation),
      relation === 'other_org' ? 'croydon-homes' : 'landlord',
      'named_lead',
    ),
  ])
}

function directoryOf(scheme: string): Directory {
  return {
    scheme,
    organisations: ORGANISATIONS,
    people: peopleOf(scheme),
    workspaces: ORGANISATIONS.flatMap(({ id: organisation }) =>
      PLATFORMS.map((platform) => ({
        platform,
        tenant: tenantOf(scheme, organisation, platform),
        enterprise: null,
        organisation,
      })),
    ),
    channels: [],
  }
}

/** Two schemes on one installation, everybody with a confirmed account on both platforms, some leads away. */
export async function populate({ directory, store }: OpenedStore): Promise<void> {
  for (const scheme of [LONDON, ELSEWHERE]) {
    await directory.loadScheme({ ...aScheme(), id: scheme })
    await directory.importDirectory(directoryOf(scheme))
  }
  for (const relation of RELATIONS)
    for (const row of ROWS)
      for (const platform of PLATFORMS) {
        const account = accountOf(row, relation, platform)
        const contact = { account, email: `${idOf(row, relation)}@example.org`, at: NOW }
        await directory.bindAccount({ schemeId: schemeOf(relation), ...contact })
        await directory.confirmAccount(schemeOf(relation), account, NOW)
      }
  for (const scheme of [LONDON, ELSEWHERE]) {
    const relations = RELATIONS.filter((relation) => schemeOf(relation) === scheme)
    const away = relations.map((relation) => ({
      personId: awayLeadOf(relation),
      away: { from: '2026-03-01', to: '2026-03-31', deputyId: idOf('deputy', relation) },
    }))
    await store.forScheme(scheme).commit({ ...NO_CHANGE, away })
  }
}

const BEFORE_LANDLORD: readonly State[] = ['enquiry', 'draft', 'submitted', 'information_needed']
const CIRCULATED_SINCE: readonly State[] = [
  'circulated',
  'under_offer',
  'accepted',
  'moved',
  'on_hold',
  'closed',
]
const WITH_OFFERS: readonly State[] = ['circulated', 'under_offer', 'accepted']

/** The change that makes a request in this state, reached for the first time, with everybody who has a part by then. */
export function requestIn(state: State): Change {
  const id = requestIdOf(state)
  const base = aRequest({ id, state })
  const exclusions = ROWS.map((row) => ({ kind: 'person' as const, id: idOf(row, 'excluded') }))
  const request = {
    ...base,
    workingCode: `W-${state}`,
    officerIds: [idOf('nominating_officer', 'own'), idOf('nominating_officer', 'excluded')],
    audit: { seq: 0, head: FIRST_HEAD },
    heldFrom: state === 'on_hold' ? ('circulated' as const) : null,
    form: { ...base.form, confidential: { ...base.form.confidential, exclusions } },
  }
  return {
    ...NO_CHANGE,
    create: [request],
    approvals: BEFORE_LANDLORD.includes(state) ? [] : approvalsOf(id),
    notices: CIRCULATED_SINCE.includes(state) ? [noticeOf(id)] : [],
    offers: WITH_OFFERS.includes(state)
      ? OFFER_STATES.map((offer) =>
          anOffer(offer, {
            id: offerIdOf(state, offer),
            requestId: id,
            officerId: idOf('housing_officer', 'own'),
            partnerId: 'camden-homes',
          }),
        )
      : [],
  }
}

export const requestIdOf = (state: State): string => `request-${state}`
export const offerIdOf = (state: State, offer: string): string => `offer-${state}-${offer}`

function approvalsOf(requestId: string): ApprovalRecord[] {
  const asked = (['own', 'own_org', 'excluded'] as const).flatMap((relation) => [
    idOf('named_lead', relation),
    awayLeadOf(relation),
  ])
  return asked.map((personId) => anApproval(personId, { id: `${requestId} ${personId}`, requestId }))
}

function noticeOf(requestId: string): NoticeRecord {
  return aNotice('camden-homes', {
    id: `notice of ${requestId}`,
    requestId,
    reference: `P-${requestId}`,
    areas: [CAMDEN],
    live: true,
  })
}
