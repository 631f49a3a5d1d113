import { type OfferState, STATES, type State, WITH_LANDLORD } from './states.js'

/** How a person stands to one request. Worked out from the database at the moment of the click. */
export type Relation =
  /** A nominating officer of this request. */
  | 'officer'
  /** A lead who was asked in this round, not excluded; or the deputy of one who is away. */
  | 'lead'
  /** A housing officer whose partner got a notice of this request, also one that has ended since. */
  | 'noticed'
  /** A housing officer of the partner that made the offer at issue. */
  | 'offerer'
  | 'coordinator'

/**
 * One row of the lifecycle: who may take an action in which states, and where it leads.
 * `to: 'same'` leaves the state as it is, `'held_from'` returns to the state a hold was put on.
 */
export interface Transition {
  action: string
  from: readonly State[]
  to: State | 'same' | 'held_from'
  by: readonly Relation[]
  /** States in which the offer at issue must stand; absent = the action is not about an offer. */
  offer?: readonly OfferState[]
  /** Needs a notice of the officer's partner that still stands. */
  liveNotice?: true
  /** Whether a coordinator may record it for somebody who is not on chat. */
  onBehalf?: true
}

const BEFORE_APPROVAL = [
  'draft',
  'submitted',
  'information_needed',
  'awaiting_approval',
  'with_panel',
] as const
/** Open and free of a live offer: a live offer is decided before anything is held or closed. */
const AT_REST = ['enquiry', ...BEFORE_APPROVAL, 'approved', 'circulated'] as const
/** Nobody works on it any more: what it holds may be erased, or kept for a reason (D15). */
const ENDED = ['declined', 'moved', 'closed'] as const
const OFFERS_LIVE = ['circulated', 'under_offer', 'accepted'] as const
const WAITING = ['made', 'area_checked'] as const
const CHOSEN = ['passed_on', 'viewing_arranged', 'viewed'] as const

/** The whole life of a request (scheme.md section 4), one row for each action and destination. */
export const LIFECYCLE = [
  { action: 'start_referral', from: ['enquiry'], to: 'draft', by: ['officer', 'coordinator'] },
  { action: 'end_enquiry', from: ['enquiry'], to: 'closed', by: ['officer', 'coordinator'] },
  {
    action: 'amend',
    from: ['draft', 'submitted', 'information_needed', 'declined'],
    to: 'same',
    by: ['officer'],
    onBehalf: true,
  },
  { action: 'submit', from: ['draft'], to: 'submitted', by: ['officer'], onBehalf: true },
  { action: 'return_for_information', from: ['submitted'], to: 'information_needed', by: ['coordinator'] },
  {
    action: 'answer_questions',
    from: ['information_needed'],
    to: 'submitted',
    by: ['officer'],
    onBehalf: true,
  },
  {
    action: 'send_for_approval',
    from: ['submitted', 'declined'],
    to: 'awaiting_approval',
    by: ['coordinator'],
  },
  { action: 'correct_landlord', from: ['awaiting_approval'], to: 'submitted', by: ['coordinator'] },

  { action: 'approve', from: WITH_LANDLORD, to: 'approved', by: ['lead'], onBehalf: true },
  { action: 'decline', from: WITH_LANDLORD, to: 'declined', by: ['lead'], onBehalf: true },
  { action: 'ask_question', from: WITH_LANDLORD, to: 'information_needed', by: ['lead'], onBehalf: true },
  { action: 'send_to_panel', from: ['awaiting_approval'], to: 'with_panel', by: ['lead'], onBehalf: true },
  {
    action: 'withdraw_approval',
    from: ['approved', 'circulated', 'under_offer'],
    to: 'on_hold',
    by: ['lead'],
    onBehalf: true,
  },

  { action: 'release', from: ['approved'], to: 'circulated', by: ['coordinator'] },
  { action: 'recall', from: ['circulated'], to: 'approved', by: ['coordinator'] },
  { action: 'ask_for_change', from: ['circulated'], to: 'same', by: ['officer'], onBehalf: true },
  { action: 'change_request', from: ['circulated'], to: 'same', by: ['coordinator'] },
  {
    action: 'set_exclusion',
    from: STATES,
    to: 'same',
    by: ['officer', 'coordinator'],
  },
  { action: 'name_officers', from: STATES, to: 'same', by: ['coordinator'] },

  {
    action: 'make_offer',
    from: ['circulated'],
    to: 'same',
    by: ['noticed'],
    liveNotice: true,
    onBehalf: true,
  },
  {
    action: 'check_area',
    from: OFFERS_LIVE,
    to: 'same',
    by: ['coordinator'],
    offer: ['made'],
  },
  {
    action: 'choose_offer',
    from: ['circulated'],
    to: 'under_offer',
    by: ['officer'],
    offer: ['area_checked'],
    onBehalf: true,
  },
  {
    action: 'arrange_viewing',
    from: ['under_offer'],
    to: 'same',
    by: ['officer', 'offerer', 'coordinator'],
    offer: ['passed_on', 'viewing_arranged'],
  },
  {
    action: 'record_viewing',
    from: ['under_offer'],
    to: 'same',
    by: ['officer', 'offerer', 'coordinator'],
    offer: ['viewing_arranged'],
  },
  {
    action: 'accept_offer',
    from: ['under_offer'],
    to: 'accepted',
    by: ['officer'],
    offer: ['viewed'],
    onBehalf: true,
  },
  {
    action: 'refuse_offer',
    from: ['under_offer'],
    to: 'circulated',
    by: ['officer'],
    offer: CHOSEN,
    onBehalf: true,
  },
  {
    action: 'report_compromised',
    from: OFFERS_LIVE,
    to: 'same',
    by: ['officer', 'coordinator'],
    offer: ['area_checked'],
  },
  // A nominating officer does not know of an offer that nobody has checked (D4).
  { action: 'report_compromised', from: OFFERS_LIVE, to: 'same', by: ['coordinator'], offer: ['made'] },
  {
    action: 'report_compromised',
    from: ['under_offer', 'accepted'],
    to: 'circulated',
    by: ['officer', 'coordinator'],
    offer: [...CHOSEN, 'accepted'],
  },
  { action: 'lapse_offer', from: ['under_offer'], to: 'circulated', by: ['coordinator'], offer: CHOSEN },
  {
    action: 'withdraw_offer',
    from: OFFERS_LIVE,
    to: 'same',
    by: ['offerer'],
    offer: WAITING,
    onBehalf: true,
  },
  {
    action: 'withdraw_offer',
    from: ['under_offer'],
    to: 'circulated',
    by: ['offerer'],
    offer: CHOSEN,
    onBehalf: true,
  },
  {
    action: 'withdraw_offer',
    from: ['accepted'],
    to: 'circulated',
    by: ['offerer'],
    offer: ['accepted'],
    onBehalf: true,
  },
  {
    action: 'keep_offer',
    from: OFFERS_LIVE,
    to: 'same',
    by: ['offerer'],
    offer: WAITING,
    onBehalf: true,
  },
  {
    action: 'release_offer',
    from: OFFERS_LIVE,
    to: 'same',
    by: ['offerer'],
    offer: WAITING,
    onBehalf: true,
  },
  { action: 'close_offer_cap', from: ['under_offer'], to: 'closed', by: ['coordinator'], offer: CHOSEN },
  {
    action: 'fall_through',
    from: ['accepted'],
    to: 'circulated',
    by: ['officer', 'coordinator'],
    offer: ['accepted'],
  },

  {
    action: 'confirm_tenancy_start',
    from: ['accepted'],
    to: 'moved',
    by: ['offerer'],
    offer: ['accepted'],
    onBehalf: true,
  },
  { action: 'reverse_move', from: ['moved'], to: 'accepted', by: ['coordinator'] },
  { action: 'move_again', from: ['moved'], to: 'same', by: ['officer', 'coordinator'] },
  {
    action: 'record_housing_moves',
    from: ['approved', 'circulated', 'under_offer', 'on_hold'],
    to: 'moved',
    by: ['officer', 'coordinator'],
  },

  { action: 'hold', from: AT_REST, to: 'on_hold', by: ['coordinator'] },
  { action: 'resume', from: ['on_hold'], to: 'held_from', by: ['coordinator'] },
  {
    action: 'ask_to_close',
    from: [...AT_REST, 'under_offer', 'accepted', 'declined', 'on_hold'],
    to: 'same',
    by: ['officer'],
    onBehalf: true,
  },
  { action: 'close', from: [...AT_REST, 'declined', 'on_hold'], to: 'closed', by: ['coordinator'] },
  { action: 'reopen', from: ['closed', 'declined'], to: 'submitted', by: ['coordinator'] },

  { action: 'open_incident', from: STATES, to: 'same', by: ['coordinator'] },
  { action: 'decide_reporting', from: STATES, to: 'same', by: ['coordinator'] },

  { action: 'hold_erasure', from: ENDED, to: 'same', by: ['coordinator'] },
  { action: 'end_erasure_hold', from: ENDED, to: 'same', by: ['coordinator'] },
  { action: 'erase', from: ENDED, to: 'same', by: ['coordinator'] },
] as const satisfies readonly Transition[]

export type LifecycleAction = (typeof LIFECYCLE)[number]['action']
