/**
 * What must be found where it may be, written as the judge counts it: kind, place, reader, platform or table. A search
 * that finds nothing in a place says nothing of it.
 */

const IN_BOTH = ['slack', 'teams']
const both = (...what: string[]) => what.flatMap((each) => IN_BOTH.map((platform) => `${each}, ${platform}`))

/** Of eight requests, which go every way once. */
export const MUST_APPEAR: readonly string[] = [
  ...both(
    'risk, message, deciding lead',
    'home_area, message, deciding lead',
    'anything_else, message, deciding lead',
    'officer_phone, message, deciding lead',
    'officer_phone, message, chosen offerer',
    'property_number, message, own offerer',
    'property_number, message, officer',
    'offer_partner, message, officer',
    'area_at_risk, message, officer',
    'rare_rent_ceiling, message, officer',
    'note, message, coordinator',
    'landlord, message, coordinator',
    'partner_reference, room, own partner',
    'working_code, message, asked lead',
  ),
  'property_number, home, own offerer, slack',
  'reference, home, coordinator, slack',
  'ending, table, clear, Request',
  'reference, table, clear, Request',
]

/** Of those that go through people's hands. */
export const MUST_APPEAR_BY_HAND: readonly string[] = [
  ...both(
    'age_band, page, noticed officer',
    'rent_ceiling, page, noticed officer',
    'landlord, answer, coordinator',
    'officer_phone, page, deciding lead',
    'property_number, page, officer',
    'note, page, coordinator',
  ),
  'question, page, officer, slack',
]

/** Where bytes must have been searched at all; a log says nothing while all goes well and nobody types. */
export const PLACES = ['message', 'room', 'home', 'preview', 'hidden', 'redis', 'table'] as const
