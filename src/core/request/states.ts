/** The states of a property request, in the order a request usually meets them (scheme.md section 4). */
export const STATES = [
  'enquiry',
  'draft',
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
] as const
export type State = (typeof STATES)[number]

/** The applicant's own landlord has to decide. */
export const WITH_LANDLORD: readonly State[] = ['awaiting_approval', 'with_panel']

/** The states of an offer. The first row is the way to a move; the second are its endings. */
export const OFFER_STATES = [
  'made',
  'area_checked',
  'passed_on',
  'viewing_arranged',
  'viewed',
  'accepted',
  'tenancy_started',
  'refused',
  'withdrawn',
  'compromised',
  'lapsed',
  'released',
  'not_suitable_area',
] as const
export type OfferState = (typeof OFFER_STATES)[number]

/** Offers that wait for somebody: the home is still held for the request. */
export const WAITING_OFFER: readonly OfferState[] = ['made', 'area_checked']
/** Endings that an officer reads as "not taken up", in the same words and the same batch (scheme.md section 4). */
export const NOT_TAKEN_UP: readonly OfferState[] = ['refused', 'compromised', 'lapsed', 'not_suitable_area']
/** The one offer the applicant is considering or has accepted. */
export const CHOSEN_OFFER: readonly OfferState[] = ['passed_on', 'viewing_arranged', 'viewed', 'accepted']

export const ROLES = [
  'nominating_officer',
  'named_lead',
  'housing_officer',
  'partner_manager',
  'coordinator',
  'scheme_admin',
  'reporter',
  'auditor',
] as const
export type Role = (typeof ROLES)[number]
