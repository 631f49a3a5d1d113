import { STATES, type State } from '../../src/core/request/states.js'

/**
 * Who may take which step of a request where, and what follows: written from the scheme alone, never from the
 * program. What the scheme does not say is marked "silent", with the reading that was chosen and its sentence.
 */

/** The four roles that have something to do with one request. Anybody else is a stranger to it. */
export type Role = 'NO' | 'lead' | 'officer' | 'coordinator'

/** "made -> area_checked -> passed_on -> viewing_arranged -> viewed -> accepted -> tenancy_started, or …" */
export type OfferState =
  | 'made'
  | 'area_checked'
  | 'passed_on'
  | 'viewing_arranged'
  | 'viewed'
  | 'accepted'
  | 'tenancy_started'
  | 'refused'
  | 'withdrawn'
  | 'compromised'
  | 'lapsed'
  | 'released'
  | 'not_suitable_area'
  /** It ended because its request did, or its sign-up: the scheme has no word for that but "not taken up". */
  | 'over'

export interface Rule {
  from: readonly State[]
  by: readonly Role[]
  /** Where the request goes; without it, it stays. `back`: "returns to the state it left". */
  to?: State | 'back'
  /** About one offer: what it may be in, and what it becomes. */
  offer?: { in: readonly OfferState[]; becomes?: OfferState }
  /** "under_offer / accepted -> circulated", when the offer at issue was the chosen one. */
  frees?: true
}

const LIVE: readonly State[] = ['circulated', 'under_offer', 'accepted']
/** An offer that waits: nobody has chosen it. */
export const WAITING: readonly OfferState[] = ['made', 'area_checked']
/** The one offer that the applicant considers, and has not yet accepted. */
const CONSIDERED: readonly OfferState[] = ['passed_on', 'viewing_arranged', 'viewed']
/** The chosen offer, until the tenancy starts. */
export const CHOSEN: readonly OfferState[] = [...CONSIDERED, 'accepted']
/** "any open": every state but declined, moved and closed. under_offer and accepted: "a live offer is decided first". */
const OPEN_WITHOUT_OFFER: readonly State[] = [
  'enquiry',
  'draft',
  'submitted',
  'information_needed',
  'awaiting_approval',
  'with_panel',
  'approved',
  'circulated',
]

/** Not here: close_offer_cap. "Early rule: no cap" (D5) is London's. */
export const rules = {
  start_referral: { from: ['enquiry'], by: ['NO', 'coordinator'], to: 'draft' },
  end_enquiry: { from: ['enquiry'], by: ['NO', 'coordinator'], to: 'closed' },
  amend: { from: ['draft', 'submitted', 'information_needed', 'declined'], by: ['NO'] },
  submit: { from: ['draft'], by: ['NO'], to: 'submitted' },
  return_for_information: { from: ['submitted'], by: ['coordinator'], to: 'information_needed' },
  answer_questions: { from: ['information_needed'], by: ['NO'], to: 'submitted' },
  send_for_approval: { from: ['submitted', 'declined'], by: ['coordinator'], to: 'awaiting_approval' },
  correct_landlord: { from: ['awaiting_approval'], by: ['coordinator'], to: 'submitted' },

  send_to_panel: { from: ['awaiting_approval'], by: ['lead'], to: 'with_panel' },
  approve: { from: ['awaiting_approval', 'with_panel'], by: ['lead'], to: 'approved' },
  decline: { from: ['awaiting_approval', 'with_panel'], by: ['lead'], to: 'declined' },
  ask_question: { from: ['awaiting_approval', 'with_panel'], by: ['lead'], to: 'information_needed' },
  withdraw_approval: { from: ['approved', 'circulated', 'under_offer'], by: ['lead'], to: 'on_hold' },

  release: { from: ['approved'], by: ['coordinator'], to: 'circulated' },
  recall: { from: ['circulated'], by: ['coordinator'], to: 'approved' },
  ask_for_change: { from: ['circulated'], by: ['NO'] },
  change_request: { from: ['circulated'], by: ['coordinator'] },

  make_offer: { from: ['circulated'], by: ['officer'] },
  withdraw_offer: {
    from: LIVE,
    by: ['officer'],
    offer: { in: [...WAITING, ...CHOSEN], becomes: 'withdrawn' },
    frees: true,
  },
  check_area: { from: LIVE, by: ['coordinator'], offer: { in: ['made'], becomes: 'area_checked' } },
  choose_offer: {
    from: ['circulated'],
    by: ['NO'],
    to: 'under_offer',
    offer: { in: ['area_checked'], becomes: 'passed_on' },
  },
  // silent: whether a viewing can be moved. Read as yes: nothing says that the first date is the last.
  arrange_viewing: {
    from: ['under_offer'],
    by: ['NO', 'officer', 'coordinator'],
    offer: { in: ['passed_on', 'viewing_arranged'], becomes: 'viewing_arranged' },
  },
  record_viewing: {
    from: ['under_offer'],
    by: ['NO', 'officer', 'coordinator'],
    offer: { in: ['viewing_arranged'], becomes: 'viewed' },
  },
  accept_offer: {
    from: ['under_offer'],
    by: ['NO'],
    to: 'accepted',
    offer: { in: ['viewed'], becomes: 'accepted' },
  },
  // silent: at which point of the viewing an offer may be refused, lapse or be compromised. Read as any while it is
  // considered: "under_offer -> circulated: refused, withdrawn, lapsed or compromised".
  refuse_offer: {
    from: ['under_offer'],
    by: ['NO'],
    offer: { in: CONSIDERED, becomes: 'refused' },
    frees: true,
  },
  report_compromised: {
    from: LIVE,
    by: ['NO', 'coordinator'],
    offer: { in: [...WAITING, ...CHOSEN], becomes: 'compromised' },
    frees: true,
  },
  lapse_offer: {
    from: ['under_offer'],
    by: ['coordinator'],
    offer: { in: CONSIDERED, becomes: 'lapsed' },
    frees: true,
  },
  keep_offer: { from: LIVE, by: ['officer'], offer: { in: WAITING } },
  release_offer: { from: LIVE, by: ['officer'], offer: { in: WAITING, becomes: 'released' } },

  fall_through: {
    from: ['accepted'],
    by: ['NO', 'coordinator'],
    offer: { in: ['accepted'], becomes: 'over' },
    frees: true,
  },
  confirm_tenancy_start: {
    from: ['accepted'],
    by: ['officer'],
    to: 'moved',
    offer: { in: ['accepted'], becomes: 'tenancy_started' },
  },
  // silent: where a move by the other pathway goes back to, since nothing was accepted (see `model.ts`).
  reverse_move: { from: ['moved'], by: ['coordinator'], to: 'accepted' },
  move_again: { from: ['moved'], by: ['NO', 'coordinator'] },
  record_housing_moves: {
    from: ['approved', 'circulated', 'under_offer', 'on_hold'],
    by: ['NO', 'coordinator'],
    to: 'moved',
  },

  hold: { from: OPEN_WITHOUT_OFFER, by: ['coordinator'], to: 'on_hold' },
  resume: { from: ['on_hold'], by: ['coordinator'], to: 'back' },
  close: { from: [...OPEN_WITHOUT_OFFER, 'declined', 'on_hold'], by: ['coordinator'], to: 'closed' },
  ask_to_close: {
    from: [...OPEN_WITHOUT_OFFER, 'declined', 'under_offer', 'accepted', 'on_hold'],
    by: ['NO'],
  },
  reopen: { from: ['declined', 'closed'], by: ['coordinator'] },

  raise_safety_concern: { from: STATES, by: ['NO', 'lead', 'officer', 'coordinator'] },
  report_risk_change: { from: STATES, by: ['NO', 'lead', 'officer', 'coordinator'] },
  // "unacknowledged after 30 minutes": a coordinator says so, whatever the request has become meanwhile.
  acknowledge_safety: { from: STATES, by: ['coordinator'] },
  set_exclusion: { from: STATES, by: ['NO', 'coordinator'] },
} satisfies Record<string, Rule>

export type Step = keyof typeof rules

/** "may record any step on behalf of someone who is not on chat": wherever the coordinator has no right of their own. */
export function onBehalf(step: Step): boolean {
  return !(rules[step].by as readonly Role[]).includes('coordinator')
}
