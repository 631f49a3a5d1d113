import { workingTime } from '../../src/core/time/working-time.js'
import type { Values } from '../end-to-end/hands.js'
import { HOME, scheme } from '../end-to-end/stage.js'
import type { Attempt } from './model-types.js'

const DAY_MS = 24 * 3_600_000

/** What somebody fills in who takes this step: right in every field, in the form and in the step behind it. */
export function answersTo(
  { step, at, offer, suitable, until, into, landlord }: Attempt,
  nth: number,
): Values {
  const day = (hence: number) => workingTime(scheme).localDate(new Date(at.getTime() + hence * DAY_MS))
  switch (step) {
    case 'end_enquiry':
      return { reason: 'signposted' }
    case 'amend':
      return { section: 'consent', consentGiven: true, consentDate: '2026-11-20', immediateRisk: false }
    case 'return_for_information':
    case 'ask_question':
      return { question: 'Is there a lift now?' }
    case 'answer_questions':
      return { answer: 'There is none.' }
    case 'correct_landlord':
      return { landlordId: landlord ?? '' }
    case 'send_to_panel':
      return { panelDate: day(3) }
    case 'approve':
      return { identityConfirmed: true }
    case 'decline':
      return { identityConfirmed: true, reason: 'not_our_tenant' }
    case 'withdraw_approval':
      return { reason: 'tenancy_ended' }
    case 'recall':
      return { reason: 'wrong_facts' }
    case 'ask_for_change':
    case 'ask_to_close':
      return { wish: 'They have told us so.' }
    case 'change_request':
      // Each time the other way: a change that changes nothing is none.
      return { acceptOneFewer: nth % 2 === 1 }
    case 'make_offer':
      return { ...(HOME as Values), propertyNumber: offer ?? '', availableFrom: day(7) }
    case 'withdraw_offer':
      return { reason: 'not_ready' }
    case 'check_area':
      return suitable
        ? { suitable: true, keepApartCleared: true }
        : { suitable: false, reason: 'area_not_wanted' }
    case 'choose_offer':
      return { lessSecureUnderstood: true }
    case 'arrange_viewing':
      return { viewingAt: until?.toISOString() ?? '' }
    case 'refuse_offer':
      return { reason: 'too_small' }
    case 'report_compromised':
      return { reason: 'address_known' }
    case 'fall_through':
      return { reason: 'tenancy_not_signed' }
    case 'confirm_tenancy_start':
      return { startedOn: day(0) }
    case 'reverse_move':
      return { reason: 'recorded_in_error' }
    case 'record_housing_moves':
      return { startedOn: day(0), withdrawOffer: true }
    case 'hold':
      return { reason: 'facts_missing', reviewOn: day(7) }
    case 'close':
      return { reason: 'contact_lost', officerTold: true }
    case 'reopen':
      return { reason: 'closed_in_error', into: into ?? '' }
    case 'set_exclusion':
      return { kind: 'team', id: `a team of nobody here, ${nth}` }
    default:
      return {}
  }
}
