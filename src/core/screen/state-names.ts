import type { State } from '../request/states.js'

/** The states in the words of the people who use them. */
export const STATE_NAMES: Record<State, string> = {
  enquiry: 'Enquiry',
  draft: 'Draft',
  submitted: 'Submitted, with the coordinator',
  information_needed: 'Information needed',
  awaiting_approval: 'Awaiting approval by the landlord',
  with_panel: "With the landlord's panel",
  declined: 'Declined by the landlord',
  approved: 'Approved, waiting for release',
  circulated: 'Circulated to partners',
  under_offer: 'Under offer',
  accepted: 'Offer accepted',
  moved: 'Moved',
  on_hold: 'On hold',
  closed: 'Closed',
}
