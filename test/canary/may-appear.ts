/**
 * Where each kind of content may appear, written from the scheme alone (sections 3, 5 and 7, P1, P2, D2, D4, D9), not
 * from what the program does. What is not in this table may appear nowhere.
 */

/** Where something can be read: a private message, a page or answer that its reader opened, their own Home. */
export type Surface = 'message' | 'page' | 'answer' | 'home'
/**
 * And where nobody is meant to read any content: a room shared by many, the preview of a notification, what travels
 * unseen with a screen (ids of buttons and fields, metadata, addresses), and everything that is no screen at all.
 */
export type Elsewhere = 'room' | 'preview' | 'hidden' | 'redis' | 'log' | 'metrics' | 'refusal' | 'table'

/** How somebody stands to a request at a moment. */
export type Reader =
  | 'coordinator'
  /** A nominating officer of this request. */
  | 'officer'
  /** A lead who has been asked and has not decided yet. */
  | 'deciding lead'
  /** A lead who has been asked, also after the decision. */
  | 'asked lead'
  /** Everybody at the partner whose reference it is. */
  | 'own partner'
  /** A housing officer of a partner whose notice of it stands. */
  | 'noticed officer'
  /** The housing officer who made this offer. */
  | 'own offerer'
  /** And that offer has been passed on. */
  | 'chosen offerer'
  /** Who has typed it into the form on that page, which has not been sent yet. */
  | 'writer'
  /** Whose own name or number it is. */
  | 'themselves'

const PRIVATELY: readonly Surface[] = ['message', 'page', 'answer', 'home']
const TEAM = { coordinator: PRIVATELY, officer: PRIVATELY }
const MARK_A = { ...TEAM, 'deciding lead': PRIVATELY }
const MARK_C = TEAM
const OFFER = { ...TEAM, 'own offerer': PRIVATELY }

type Row = Readonly<Partial<Record<Reader, readonly (Surface | 'room')[]>>>

export const MAY_APPEAR = {
  // Section 5, mark A: coordinator, nominating officer, approving lead until the decision.
  landlord: { ...MARK_A, themselves: PRIVATELY },
  home_area: MARK_A,
  current_home: MARK_A,
  tenancy_now: MARK_A,
  risk: MARK_A,
  rent_account: MARK_A,
  bedrooms_reason: MARK_A,
  anything_else: MARK_A,
  question: MARK_A,
  answer: MARK_A,

  // The nominating officer: mark A; to the one landlord whose offer is passed on name and phone without organisation.
  officer_name: { ...MARK_A, 'chosen offerer': PRIVATELY, themselves: PRIVATELY },
  officer_phone: { ...MARK_A, 'chosen offerer': PRIVATELY, themselves: PRIVATELY },
  officer_email: { ...MARK_A, themselves: PRIVATELY },
  officer_organisation: { ...MARK_A, themselves: PRIVATELY },

  // Mark D: on the details page, opened by officers of that partner, if the household is not too rare (D9).
  age_band: { ...TEAM, 'noticed officer': ['page', 'answer'] },
  rent_ceiling: { ...TEAM, 'noticed officer': ['page', 'answer'] },
  rare_age_band: TEAM,
  rare_rent_ceiling: TEAM,

  // Mark C: coordinator and nominating officer only.
  area_at_risk: MARK_C,
  excluded: MARK_C,
  wish: MARK_C,

  // Section 4: reasons, and notes that stay with coordinator and nominating officer.
  decline: MARK_C,
  approval_withdrawn: MARK_C,
  safety_reason: MARK_C,
  plain_refusal: OFFER,
  withdrawal: OFFER,
  area_reason: MARK_C,
  hold: MARK_C,
  ending: MARK_C,
  recall: MARK_C,
  note: MARK_C,

  // Offers: own officer, coordinator, nominating officer. Never another partner, never the old landlord (P2).
  offered_home: OFFER,
  property_number: OFFER,
  offer_partner: { ...OFFER, themselves: PRIVATELY },
  offer_contact: { ...OFFER, themselves: PRIVATELY },

  // D8: the working code to quote for all three; the reference for two; each partner knows its own and no other.
  working_code: { ...TEAM, 'asked lead': PRIVATELY },
  reference: TEAM,
  partner_reference: { coordinator: PRIVATELY, 'own partner': ['message', 'page', 'answer', 'home', 'room'] },

  // Who decides at the landlord would tell which landlord it is; colleagues there read who has decided.
  lead_name: { ...MARK_A, 'asked lead': PRIVATELY, themselves: PRIVATELY },
} as const satisfies Record<string, Row>

export type Kind = keyof typeof MAY_APPEAR

/** What a table may hold in clear all the same, with why. */
export const MAY_STAND_IN_TABLE: Readonly<Partial<Record<string, readonly Kind[] | 'words of the scheme'>>> =
  {
    /** The scheme file itself. */
    SchemeVersion: 'words of the scheme',
    /** The directory's own names of organisations; people's are sealed. */
    Organisation: ['landlord', 'officer_organisation', 'offer_partner'],
    /** Why it ended, by the reason's id in a closed list: what is kept of it for good, and counted. */
    Request: ['ending'],
  }

/** Whether a reader may meet this kind of content there. */
export function mayAppear(kind: Kind, reader: Reader, surface: Surface | Elsewhere): boolean {
  if (reader === 'writer') return surface === 'page'
  const row: Row = MAY_APPEAR[kind]
  return (row[reader] as readonly string[] | undefined)?.includes(surface) ?? false
}
