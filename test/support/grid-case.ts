import { type Change, NO_CHANGE } from '../../src/core/change.js'
import type { Directory } from '../../src/core/people/directory-schema.js'
import type {
  ApprovalRecord,
  NoticeRecord,
  OfferRecord,
  RequestRecord,
} from '../../src/core/request/records.js'
import { OFFER_STATES, type Role, type State } from '../../src/core/request/states.js'
import { aDirectoryPerson, landlord, team } from './directory-parts.js'
import { anApproval, anOffer, aRequest, BRENT, CAMDEN, CROYDON, EALING, HACKNEY } from './facts.js'
import type { Column } from './grid.js'

/** One person for each column of the grid; each has just that one role. */
export const PERSON: Record<Column, { id: string; organisation: string; role: Role | null }> = {
  NO: { id: 'no', organisation: 'advice', role: 'nominating_officer' },
  otherNO: { id: 'other-no', organisation: 'advice', role: 'nominating_officer' },
  lead: { id: 'lead', organisation: 'landlord', role: 'named_lead' },
  otherLead: { id: 'other-lead', organisation: 'camden-homes', role: 'named_lead' },
  officer: { id: 'officer', organisation: 'camden-homes', role: 'housing_officer' },
  otherOfficer: { id: 'other-officer', organisation: 'croydon-homes', role: 'housing_officer' },
  manager: { id: 'manager', organisation: 'camden-homes', role: 'partner_manager' },
  coordinator: { id: 'coordinator', organisation: 'team', role: 'coordinator' },
  admin: { id: 'admin', organisation: 'team', role: 'scheme_admin' },
  reporter: { id: 'reporter', organisation: 'team', role: 'reporter' },
  auditor: { id: 'auditor', organisation: 'team', role: 'auditor' },
  outsider: { id: 'outsider', organisation: 'team', role: null },
}

export const GRID_DIRECTORY: Directory = {
  scheme: 'london',
  organisations: [
    landlord('landlord', [HACKNEY]),
    landlord('camden-homes', [CAMDEN, EALING]),
    landlord('croydon-homes', [CROYDON, BRENT]),
    team('advice', 'referring_agency'),
    team('team', 'coordinating_team'),
  ],
  people: Object.values(PERSON).map(({ id, organisation, role }) => aDirectoryPerson(id, organisation, role)),
  workspaces: [],
  channels: [],
}

/** Offers are live in these states only (scheme.md section 4). */
const WITH_OFFERS: readonly State[] = ['circulated', 'under_offer', 'accepted']
/** From here on the landlord has been asked, in some round. */
const ASKED: readonly State[] = [
  'submitted',
  'information_needed',
  'awaiting_approval',
  'with_panel',
  'declined',
  'approved',
  'circulated',
  'under_offer',
  'accepted',
  'moved',
  'on_hold',
  'closed',
]

/** A request that stands in this state, with everybody who may have a part in it by then. */
export function gridCase(state: State): {
  request: RequestRecord
  approvals: ApprovalRecord[]
  notices: NoticeRecord[]
  offers: OfferRecord[]
} {
  const requestId = `request-${state}`
  const asked = ASKED.includes(state)
  const request = aRequest({
    id: requestId,
    state,
    workingCode: `W-${state}`,
    officerIds: [PERSON.NO.id],
    heldFrom: state === 'on_hold' ? 'circulated' : null,
    round: asked ? 1 : 0,
  })
  return {
    request,
    approvals: asked ? [anApproval(PERSON.lead.id, { id: `approval-${state}`, requestId })] : [],
    notices: asked
      ? [
          {
            id: `notice-${state}`,
            requestId,
            partnerId: 'camden-homes',
            reference: `P-${state}`,
            areas: [CAMDEN],
            round: 1,
            live: true,
          },
        ]
      : [],
    offers: WITH_OFFERS.includes(state) ? OFFER_STATES.map((offer) => offerIn(state, offer)) : [],
  }
}

function offerIn(state: State, offer: OfferRecord['state']): OfferRecord {
  return anOffer(offer, {
    id: `offer-${state}-${offer}`,
    requestId: `request-${state}`,
    officerId: PERSON.officer.id,
    partnerId: 'camden-homes',
  })
}

/** The change that puts a case into an empty database. */
export function creating(made: ReturnType<typeof gridCase>): Change {
  return {
    ...NO_CHANGE,
    create: [made.request],
    approvals: made.approvals,
    notices: made.notices,
    offers: made.offers,
  }
}
