import type { ActionName } from '../request/step.js'
import type { Scheme } from '../scheme/scheme-file.js'
import { NEWS } from './news-words.js'

export interface MessageWords {
  tone: 'plain' | 'prompt' | 'urgent'
  title: string
  words: (scheme: Scheme) => string
  /** Buttons worth showing beside it, as far as the reader may press them then. */
  actions?: readonly ActionName[]
  /** Waits for the daily batch. */
  inBatch?: true
}

const chaser: MessageWords = {
  tone: 'prompt',
  title: 'A request waits for your decision',
  words: () =>
    'It is still with you. If facts are missing, ask the nominating officer; you need not decline.',
  actions: ['approve', 'decline', 'ask_question', 'send_to_panel'],
}

/**
 * What each topic says. Nobody reads more here than their card shows them; the text carries no fact of the case, so
 * that a preview on a locked screen gives nothing away.
 */
const PROMPTS = {
  approval_chaser_1: chaser,
  approval_chaser_2: chaser,
  approval_chaser_3: chaser,
  approval_chaser_4: chaser,
  approval_chaser_5: chaser,
  approval_escalation: {
    tone: 'prompt',
    title: 'No decision by the landlord yet',
    words: () => 'The named lead has been reminded and has not answered. Please phone the landlord.',
  },
  panel_due: {
    tone: 'prompt',
    title: 'The panel date has passed',
    words: () => 'Please record what the panel decided.',
    actions: ['approve', 'decline', 'ask_question'],
  },
  release_reminder: {
    tone: 'prompt',
    title: 'An approved request waits for release',
    words: () => 'It should reach partners within a week of approval.',
    actions: ['release'],
  },
  release_overdue: {
    tone: 'urgent',
    title: 'Release is overdue',
    words: () => 'An approved request has not been released to partners.',
    actions: ['release'],
  },
  information_reminder: {
    tone: 'prompt',
    title: 'Questions wait for your answer',
    words: () => 'The request cannot go on until they are answered.',
    actions: ['answer_questions'],
  },
  area_check_waiting: {
    tone: 'prompt',
    title: 'An offer waits for its area check',
    words: () => 'A landlord is keeping a home empty while it waits. Please check the area.',
    actions: ['check_area'],
  },
  offer_reply_by: {
    tone: 'prompt',
    title: 'The landlord waits for an answer',
    words: () => 'The reply is due. Please record the viewing and what the applicant decided.',
    actions: ['arrange_viewing', 'record_viewing', 'accept_offer', 'refuse_offer'],
  },
  offer_lapse_prompt: {
    tone: 'prompt',
    title: 'The reply-by date of an offer has passed',
    words: () => 'Please speak with the nominating officer, then decide whether the offer has lapsed.',
    actions: ['lapse_offer'],
  },
  keep_or_release: {
    tone: 'prompt',
    title: 'Keep or release?',
    words: () => 'A home of yours is still waiting. Will you keep it for this request, or release it?',
    actions: ['keep_offer', 'release_offer'],
  },
  viewing_reminder: {
    tone: 'plain',
    title: 'A viewing is on the next working day',
    words: () => 'Please remind the applicant, and check that the address has been exchanged by phone.',
  },
  review: {
    tone: 'prompt',
    title: 'Is this move still needed?',
    words: (scheme) => `${scheme.texts.reviewQuestion} ${scheme.texts.tenancyAdvice}`,
    actions: ['ask_for_change', 'ask_to_close'],
  },
  housing_moves_check: {
    tone: 'prompt',
    title: 'Is the applicant registered and bidding?',
    words: (scheme) =>
      `Please check with the applicant that bids are being placed with ${scheme.words.housingMoves}.`,
    actions: ['record_housing_moves'],
  },
  own_stock_promise: {
    tone: 'prompt',
    title: 'A landlord promised a move within its own stock',
    words: () => 'The time has passed. Please check whether the move took place.',
    actions: ['reopen', 'send_for_approval', 'close'],
  },
  hold_review: {
    tone: 'prompt',
    title: 'A hold is due for review',
    words: () => 'Please decide whether the request goes on or stays on hold.',
    actions: ['resume', 'close'],
  },
  erasure_hold_review: {
    tone: 'prompt',
    title: 'A hold on erasure is due for review',
    words: () => 'Please decide whether its content is still needed. Until then nothing of it is erased.',
    actions: ['hold_erasure', 'end_erasure_hold'],
  },
  reporting_reminder: {
    tone: 'prompt',
    title: 'An incident waits for a decision',
    words: () =>
      'One day is left to decide whether it has to be reported. Please look at who has seen it, decide, and record why.',
    actions: ['decide_reporting'],
  },
  reporting_due: {
    tone: 'urgent',
    title: 'The time to decide on reporting has run out',
    words: () =>
      'Nobody has recorded whether the incident has to be reported. Please decide now, and say in the report why it is late.',
    actions: ['decide_reporting'],
  },
  not_delivered: {
    tone: 'prompt',
    title: 'Something did not arrive',
    words: () =>
      'A message about a request could not be delivered, or nobody knows whether it was. Its status says to whom. Please reach them another way.',
  },
  safety_unacknowledged: {
    tone: 'urgent',
    title: 'A safety message has not been confirmed',
    words: (scheme) =>
      scheme.texts.safetyNotAcknowledged
        .replace('{coordinatorTeam}', scheme.words.coordinatorTeam)
        .replace('{coordinatorPhone}', scheme.words.coordinatorPhone)
        .replace('{coordinatorHours}', scheme.words.coordinatorHours),
    actions: ['acknowledge_safety'],
  },
} satisfies Record<string, MessageWords>

/** Everything that can be told; a step or follow-up that tells something else does not compile. */
export type Topic = keyof typeof PROMPTS | keyof typeof NEWS

export const MESSAGES: Record<Topic, MessageWords> = { ...PROMPTS, ...NEWS }

export function isTopic(topic: string): topic is Topic {
  return topic in MESSAGES
}
