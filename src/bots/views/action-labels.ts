import type { FormId } from '../forms/form-id.js'
import type { BotAction } from './bot-action.js'

interface ActionLabel {
  label: string
  style?: 'primary' | 'danger'
  /** The form a press opens; null when the press acts at once. */
  form: FormId | null
  /** Asked before a press that acts at once and cannot be undone. */
  confirm?: { title: string; words: string }
}

/** One row for every button there is: its words, how it stands out, and whether it opens a form. */
export const ACTION_LABELS: Readonly<Record<BotAction, ActionLabel>> = {
  start_referral: { label: 'Start the referral', style: 'primary', form: null },
  end_enquiry: { label: 'End the enquiry', form: 'end_enquiry' },
  amend: { label: 'Fill in the form', form: 'refer' },
  submit: { label: 'Send it in', style: 'primary', form: null },
  return_for_information: { label: 'Ask the nominating officer', form: 'return_for_information' },
  answer_questions: { label: 'Answer the questions', style: 'primary', form: 'answer_questions' },
  send_for_approval: { label: 'Send for approval', style: 'primary', form: null },
  correct_landlord: { label: 'Wrong landlord', style: 'danger', form: 'correct_landlord' },

  approve: { label: 'Approve', style: 'primary', form: 'approve' },
  decline: { label: 'Decline', style: 'danger', form: 'decline' },
  ask_question: { label: 'Ask a question', form: 'ask_question' },
  send_to_panel: { label: 'Send to panel', form: 'send_to_panel' },
  withdraw_approval: { label: 'Withdraw approval', style: 'danger', form: 'withdraw_approval' },

  release: { label: 'Release to partners', style: 'primary', form: 'release' },
  recall: { label: 'Recall', style: 'danger', form: 'recall' },
  ask_for_change: { label: 'Ask for a change', form: 'ask_for_change' },
  change_request: { label: 'Change the request', form: 'change_request' },
  name_officers: { label: 'Nominating officers', form: 'name_officers' },
  set_exclusion: { label: 'Set an exclusion', form: 'set_exclusion' },

  make_offer: { label: 'Offer a property', style: 'primary', form: 'make_offer' },
  check_area: { label: 'Check the area', style: 'primary', form: 'check_area' },
  choose_offer: { label: 'Choose this offer', style: 'primary', form: 'choose_offer' },
  arrange_viewing: { label: 'Arrange a viewing', form: 'arrange_viewing' },
  record_viewing: { label: 'Viewing took place', form: null },
  accept_offer: {
    label: 'Applicant accepts',
    style: 'primary',
    form: null,
    confirm: {
      title: 'Has the applicant said yes?',
      words:
        'The landlord will prepare the tenancy. The tenancy now must not be given up before that is signed.',
    },
  },
  refuse_offer: { label: 'Applicant says no', form: 'refuse_offer' },
  report_compromised: { label: 'No longer safe', style: 'danger', form: 'report_compromised' },
  lapse_offer: {
    label: 'End as lapsed',
    form: null,
    confirm: {
      title: 'End this offer as lapsed?',
      words: 'Nobody answered in time. The offer ends and cannot be taken up again; none is used up.',
    },
  },
  withdraw_offer: { label: 'Withdraw my offer', style: 'danger', form: 'withdraw_offer' },
  keep_offer: { label: 'Keep the home', style: 'primary', form: null },
  release_offer: {
    label: 'Release the home',
    form: null,
    confirm: {
      title: 'Release the home?',
      words: 'Your offer ends and you can let the home to somebody else. This cannot be undone.',
    },
  },
  close_offer_cap: { label: 'Close: offer used', style: 'danger', form: 'close_offer_cap' },
  fall_through: { label: 'Fell through', style: 'danger', form: 'fall_through' },

  confirm_tenancy_start: { label: 'Tenancy started', style: 'primary', form: 'confirm_tenancy_start' },
  reverse_move: { label: 'Move recorded in error', style: 'danger', form: 'reverse_move' },
  move_again: {
    label: 'Must move again',
    form: null,
    confirm: {
      title: 'Start a new request?',
      words: 'A new request is linked to this one, and the landlord that housed them is asked to approve it.',
    },
  },
  record_housing_moves: { label: 'Moved by the other pathway', form: 'record_housing_moves' },

  hold: { label: 'Put on hold', form: 'hold' },
  resume: { label: 'Take off hold', style: 'primary', form: 'resume' },
  ask_to_close: { label: 'Move no longer needed', form: 'ask_to_close' },
  close: { label: 'Close', style: 'danger', form: 'close' },
  reopen: { label: 'Open again', form: 'reopen' },

  open_incident: { label: 'Open an incident', style: 'danger', form: 'open_incident' },
  decide_reporting: { label: 'Decide on reporting', style: 'primary', form: 'decide_reporting' },

  hold_erasure: { label: 'Keep its content', form: 'hold_erasure' },
  end_erasure_hold: {
    label: 'End the hold on erasure',
    form: null,
    confirm: {
      title: 'Is its content no longer needed?',
      words: 'It is erased when its time has come, which may be tomorrow. That cannot be undone.',
    },
  },
  erase: { label: 'Erase its content', style: 'danger', form: 'erase' },

  // No confirmation and no form: whoever is worried should need one press.
  raise_safety_concern: { label: 'Safety concern', form: null },
  report_risk_change: { label: 'Risk has changed', form: null },
  acknowledge_safety: { label: 'I am phoning back', style: 'primary', form: null },

  read_request: { label: 'Open', form: null },
  read_approval_facts: { label: 'Show the facts', form: null },
  read_offers: { label: 'Show the offers', form: null },
  read_notice: { label: 'Show the notice', form: null },
  open_details: { label: 'Details', form: null },

  refer: { label: 'New referral', style: 'primary', form: 'refer' },
  record_enquiry: { label: 'Record an enquiry', form: 'enquiry' },
  show_mine: { label: 'My requests', form: null },
  show_waiting: { label: 'What waits', form: null },
  show_overdue: { label: 'Overdue', form: null },
  show_ledger: { label: 'Ledger', form: null },
  show_partners: { label: 'Partners', form: null },
  show_stuck: { label: 'What is stuck', form: null },
  show_access_log: { label: 'Who has seen it', form: null },
  show_help: { label: 'Help', form: null },
  show_faq: { label: 'Questions and answers', form: null },
  read_typed: { label: 'Read it', style: 'primary', form: null },
  set_away: { label: 'Away dates', form: 'away' },
  set_intake: { label: 'Intake', form: 'intake' },
  make_code: { label: 'One-time code', form: 'make_code' },
  send_again: {
    label: 'It did not arrive: send again',
    form: null,
    confirm: {
      title: 'Have you asked them?',
      words: 'Nobody can see from here whether it arrived. If it did, it will stand there twice.',
    },
  },
  confirm_gone: {
    label: 'I have asked: it is gone',
    form: null,
    confirm: {
      title: 'Is it gone?',
      words: 'Somebody who can see the conversation has told you that the message is not there.',
    },
  },
  try_again: { label: 'Try again', form: null },
  on_behalf: { label: 'Record for somebody else', form: 'on_behalf' },
  go_to_step: { label: 'Go to', form: null },
}

export function isBotAction(text: string): text is BotAction {
  return Object.hasOwn(ACTION_LABELS, text)
}
