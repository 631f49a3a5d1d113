import type { Step } from './model-rules.js'
import type { Answer } from './model-types.js'

/** What somebody read, and which of the three answers it was. */
export interface Read {
  answer: Answer
  say: string
}

/** Which answer a sentence is: it must be one of them, and only one. */
export function readOf(step: Step, say: string): Read {
  const answers: Answer[] = []
  if (say === 'Nothing found for you.') answers.push('nothing')
  if (DONE[step].test(say)) answers.push('done')
  if (REFUSED.some((words) => words.test(say))) answers.push('refused')
  const [answer, ...others] = answers
  if (!answer || others.length > 0) throw new Error(`${step}: nobody can tell what this means: ${say}`)
  return { answer, say }
}

const WORRY = /^A coordinator will phone you back\./
const OPEN_AGAIN = /^Recorded\. The request is open to other offers again/

const DONE: Record<Step, RegExp> = {
  start_referral: /^The referral has been started/,
  end_enquiry: /^The enquiry has been ended/,
  amend: /: saved\.$/,
  submit: /^Sent to .*\. The working code is W-/,
  return_for_information: /^Your question has gone to the nominating officer\.$/,
  answer_questions: /^Your answer has gone to/,
  send_for_approval: /^Sent for approval to/,
  correct_landlord: /^Corrected to/,
  send_to_panel: /^With your panel\./,
  approve: /^Approved\. Thank you/,
  decline: /^Declined\. The nominating officer is told/,
  ask_question: /^Your question has gone to the nominating officer\. The request comes back/,
  withdraw_approval: /^Your approval is withdrawn/,
  release: /^Released to \d+ partners/,
  recall: /^Recalled everywhere/,
  ask_for_change: /has been asked for this change/,
  change_request: /^Changed\. \d+ of \d+ partners/,
  make_offer: /^Received\. Please hold the home until/,
  withdraw_offer: /^Withdrawn\. Thank you/,
  check_area: /^(Area checked|Not suitable)\./,
  choose_offer: /^Passed on\./,
  arrange_viewing: /^Viewing on /,
  record_viewing: /^Viewing recorded/,
  accept_offer: /^Accepted\. The landlord now prepares/,
  refuse_offer: OPEN_AGAIN,
  report_compromised: /^Recorded: nobody goes there/,
  lapse_offer: /^Lapsed\. The request is open/,
  keep_offer: /^Thank you\. We ask again by/,
  release_offer: /^Released\. You can let the home/,
  fall_through: OPEN_AGAIN,
  confirm_tenancy_start: /^Confirmed\. Thank you/,
  reverse_move: /^Taken back\./,
  move_again: /^A new draft has been started/,
  record_housing_moves: /^Recorded: moved by/,
  hold: /^The request is on hold\./,
  resume: /^The request is off hold/,
  close: /^The request is closed\.$/,
  ask_to_close: /has been asked to close the request/,
  reopen: /^The request is open again/,
  raise_safety_concern: WORRY,
  report_risk_change: WORRY,
  acknowledge_safety: /^Thank you\. Please phone back now/,
  set_exclusion: /^Excluded\./,
}

const REFUSED = [
  /^Already (approved|declined) by .+ at \w{3} \d{1,2} \w{3}(, | \d{4}, )\d\d:\d\d\.$/,
  /^Already sent to the panel/,
  /^A question was asked at .*, and its answer is awaited/,
  /^The request is not waiting for your decision/,
  /^This can no longer be done here\./,
  /^This step is no longer open for your offer\./,
  /^This notice is no longer available\.$/,
  /^The request has been .* since .*, so this step is not open\./,
  /^That offer has changed meanwhile\./,
  /^An offer has been chosen\. Please .*decide that offer first\.$/,
  /^Only .* can do this\./,
  /^That person has no part in this request/,
  /^Something is still missing\./,
  /^This form was never complete\./,
  /approval does not stand any more/,
  /^There is still time to answer, until/,
  /^The viewing is on .*\. Please record it afterwards\.$/,
  /^There is no safety concern waiting/,
  /^This is the landlord that was asked/,
  /^The form does not say yet whose tenant this is\./,
]

/** Who decided, where a sentence says so. */
export function deciderIn(say: string): string | null {
  return /^Already (?:approved|declined) by (.+) at /.exec(say)?.[1] ?? null
}
