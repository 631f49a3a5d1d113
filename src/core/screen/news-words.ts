import type { Scheme } from '../scheme/scheme-file.js'
import type { MessageWords } from './message-words.js'

const ASK = ['answer_questions'] as const

function news(
  title: string,
  words: string | ((scheme: Scheme) => string),
  more: Partial<MessageWords> = {},
): MessageWords {
  return { tone: 'plain', title, words: typeof words === 'string' ? () => words : words, ...more }
}

function prompt(title: string, words: string, actions: MessageWords['actions']): MessageWords {
  return news(title, words, { tone: 'prompt', ...(actions && { actions }) })
}

function urgent(
  title: string,
  words: string | ((scheme: Scheme) => string),
  actions: MessageWords['actions'],
): MessageWords {
  return news(title, words, { tone: 'urgent', ...(actions && { actions }) })
}

/** What steps tell people besides the screens that change by themselves. No fact of the case stands in them. */
export const NEWS = {
  approved: news('The landlord has approved', 'The coordinator releases the request to partners next.'),
  declined: news('The landlord has declined', (scheme) =>
    scheme.texts.howToResubmitOrComplain.replace('{complaints}', scheme.words.complaints),
  ),
  returned_for_information: prompt(
    'The coordinator asks for facts',
    'Please answer the questions, so that the request can go on.',
    ASK,
  ),
  question_asked: prompt(
    'The landlord asks a question',
    'Please answer it, so that the landlord can decide.',
    ASK,
  ),
  questions_answered: prompt(
    'Questions have been answered',
    'Please check the answers and send the request on.',
    ['send_for_approval', 'return_for_information'],
  ),
  new_information: prompt(
    'New information after a decline',
    'Please look at it and decide whether to ask the landlord again.',
    ['send_for_approval', 'close'],
  ),
  wrong_landlord: urgent(
    'The wrong landlord was asked',
    'Its access has ended. Please tell the applicant, and phone the coordinator if you are worried.',
    [],
  ),
  incident_to_officers: urgent(
    'Something reached somebody it should not',
    (scheme) =>
      `It is about this request. ${scheme.words.coordinatorTeam} phones you before anybody else is told; you need not type anything. ${scheme.texts.emergency}`,
    [],
  ),
  incident: urgent(
    'Something reached somebody it should not',
    'Please look at who has seen it, tell the nominating officer first, and decide on reporting within the time the law sets.',
    ['recall', 'hold', 'decide_reporting'],
  ),
  immediate_risk: urgent('A referral with immediate risk', 'Please phone the nominating officer now.', [
    'acknowledge_safety',
    'send_for_approval',
  ]),
  officers_changed: news(
    'Who speaks for the applicant has changed',
    'You are one of the nominating officers of this request. Its card shows everything, and who else is.',
  ),
  no_officer_left: urgent(
    'Nobody speaks for the applicant any more',
    'The only nominating officer of a request has left, or may not act any more. Please phone their organisation and name another person.',
    ['name_officers', 'hold'],
  ),
  no_lead_left: urgent('No named lead can decide a request', 'Please find another person at the landlord.', [
    'correct_landlord',
    'hold',
  ]),
  released: news(
    'The request has been released to partners',
    'You will hear as soon as a checked offer comes in.',
  ),
  recalled: news(
    'The request has been recalled',
    'The notice no longer reads as available. The coordinator will tell you what happens next.',
  ),
  changed: news('The request has been changed', 'Partners read the request as it is now.'),
  wish_to_change: prompt(
    'A nominating officer asks for a change',
    'Please look at the request and apply it, or phone.',
    ['change_request'],
  ),
  wish_to_close: prompt('A move is no longer needed', 'The nominating officer asks to close the request.', [
    'close',
  ]),
  approval_withdrawn: prompt(
    'A landlord has withdrawn its approval',
    'The request is on hold. Please decide how it goes on.',
    ['resume', 'close'],
  ),
  put_on_hold: news('The request is on hold', 'The coordinator has set a date to look at it again.'),
  taken_off_hold: news('The request goes on', 'It is no longer on hold.'),
  closed: news('The request has been closed', 'If that is not right, please phone the coordinator.'),
  reopened: news('The request is open again', 'The coordinator has taken it up again.'),
  move_again: prompt(
    'Somebody who moved must move again',
    'A new request has been started, linked to the first.',
    [],
  ),

  offer_made: prompt('A home has been offered', 'Please check its area.', ['check_area']),
  offer_of_excluded: urgent(
    'An offer by somebody who must not see this request',
    'Please look at the offer and the exclusions at once.',
    ['check_area'],
  ),
  offer_checked: prompt(
    'A home has been offered and its area checked',
    'Please speak with the applicant and choose.',
    ['choose_offer'],
  ),
  offer_passed_on: prompt(
    'Your home has been passed on',
    'Please arrange a viewing with the nominating officer by phone.',
    ['arrange_viewing', 'withdraw_offer'],
  ),
  viewing_arranged: news(
    'A viewing has been arranged',
    'Its day and time stand on your card. Exchange the address by phone; do not write it here or in an e-mail.',
  ),
  offer_accepted: news('A home has been accepted', 'Tenancy sign-up is under way.', {
    actions: ['confirm_tenancy_start'],
  }),
  offer_refused: prompt('An applicant has refused a home', 'The request is with partners again.', []),
  offer_lapsed: news('An offer has lapsed', 'The request is with partners again.'),
  /** Same words and same batch for every reason, so that neither tells which it was (scheme.md section 4). */
  offer_not_taken_up: news(
    'Your home was not taken up',
    'Thank you for offering it. It can be let elsewhere.',
    { inBatch: true },
  ),
  offer_released: news('A partner released a home', 'One home fewer is on offer for this request.'),
  offer_withdrawn: news(
    'A partner withdrew a home',
    'Please look at the request; it may be with partners again.',
  ),
  offer_compromised: urgent(
    'A home is no longer safe',
    'The home has been withdrawn. It does not use up an offer. Please speak with each other by phone now.',
    ['acknowledge_safety'],
  ),
  offer_fell_through: prompt(
    'An accepted home fell through',
    'It never uses up an offer. The request is with partners again.',
    [],
  ),
  offer_cap_to_confirm: prompt(
    'A second coordinator must confirm',
    'A colleague proposes to close a request because its offer was used.',
    ['close_offer_cap'],
  ),
  offer_cap_used: news(
    'The request has been closed: its offer was used',
    'You may ask the coordinator for a review.',
  ),
  tenancy_started: news('The tenancy has started', 'The move is recorded.'),
  move_reversed: news(
    'A move was recorded in error',
    'It has been taken back; the offer stands as accepted.',
  ),
  housing_moves_recorded: news('A move by the other pathway is recorded', 'Nothing more is needed.'),

  safety_concern: urgent('Safety concern', 'Somebody pressed "Safety concern". Please phone back now.', [
    'acknowledge_safety',
    'recall',
    'hold',
  ]),
  risk_change: urgent(
    'The risk has changed',
    'Somebody reported that the risk has changed. Please phone back now.',
    ['acknowledge_safety', 'recall', 'change_request'],
  ),
  safety_acknowledged: news('A coordinator has read your safety message', 'A coordinator will phone you.'),
} satisfies Record<string, MessageWords>
