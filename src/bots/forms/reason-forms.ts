import type { Scheme } from '../../core/scheme/scheme-file.js'
import { choice, date, NOTE_SEEN_BY, note, reason, tick, words } from './fields.js'
import type { Form } from './form.js'
import { simple } from './simple.js'

/** Forms that ask why: a reason of a closed list and, for some reasons, a note. */

export function withdrawApprovalForm(scheme: Scheme): Form {
  return simple(
    'withdraw_approval',
    'Withdraw approval',
    'Withdraw approval',
    reason(scheme, 'approvalWithdrawn'),
    words('The request is paused at once, and the coordinator decides how it goes on.'),
  )
}

export function recallForm(scheme: Scheme): Form {
  return simple(
    'recall',
    'Recall',
    'Recall everywhere',
    reason(scheme, 'recalled'),
    words('The notice disappears from all partners at once.'),
  )
}

export function refuseOfferForm(scheme: Scheme): Form {
  return simple(
    'refuse_offer',
    'Applicant says no',
    'Record',
    reason(scheme, 'refused'),
    words('Saying no because a home is not safe is never held against anybody.'),
  )
}

export function reportCompromisedForm(scheme: Scheme): Form {
  return simple(
    'report_compromised',
    'No longer safe',
    'Report',
    reason(scheme, 'compromised'),
    words('Nobody goes there any more. The applicant keeps the offer, and a coordinator phones at once.'),
    words(scheme.texts.emergency),
  )
}

export function withdrawOfferForm(scheme: Scheme): Form {
  return simple('withdraw_offer', 'Withdraw my offer', 'Withdraw', reason(scheme, 'withdrawn'))
}

export function closeOfferCapForm(scheme: Scheme): Form {
  return simple(
    'close_offer_cap',
    'Close: offer used',
    'Go on',
    reason(scheme, 'refused'),
    words(
      'Only an offer that met every stated need can count, and a refusal for safety, size, access, rent, tenancy or condition never does. A second coordinator confirms.',
    ),
  )
}

export function fallThroughForm(scheme: Scheme): Form {
  return simple(
    'fall_through',
    'Fell through',
    'Record',
    reason(scheme, 'fellThrough'),
    words('The request is open to other offers again. No offer is used up.'),
  )
}

export function reverseMoveForm(scheme: Scheme): Form {
  return simple(
    'reverse_move',
    'Recorded in error',
    'Take the move back',
    reason(scheme, 'ledgerCorrected'),
    words('The ledger gets opposite entries, and the offer is accepted again.'),
  )
}

export function endEnquiryForm(scheme: Scheme): Form {
  return simple('end_enquiry', 'End the enquiry', 'End it', reason(scheme, 'enquiryEnded'))
}

export function holdForm(scheme: Scheme): Form {
  return simple('hold', 'Put on hold', 'Put on hold', [
    ...reason(scheme, 'onHold'),
    date('reviewOn', 'Day of review', { hint: `At most ${scheme.rules.review.holdMaxDays} days away.` }),
  ])
}

export function resumeForm(): Form {
  return simple('resume', 'Take off hold', 'Take off hold', [note(NOTE_SEEN_BY)])
}

export function closeForm(scheme: Scheme): Form {
  return simple('close', 'Close the request', 'Close the request', [
    ...reason(scheme, 'closed'),
    tick('officerTold', 'The nominating officer knows how to send it again or complain', {
      hint: 'Needed after a decline.',
    }),
  ])
}

export function reopenForm(scheme: Scheme): Form {
  return simple('reopen', 'Open again', 'Open again', [
    ...reason(scheme, 'reopened'),
    choice('into', 'Where does it go on?', [
      { id: 'submitted', label: 'With the coordinator, for checks' },
      { id: 'circulated', label: 'With the partners: the approval still stands' },
    ]),
  ])
}
