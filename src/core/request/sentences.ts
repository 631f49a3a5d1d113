import type { CaseFacts } from '../facts.js'
import { dateWords, dayWords, longDayWords } from '../time/words.js'
import type { Relation, Transition } from './lifecycle.js'
import type { RequestRecord } from './records.js'
import { currentApprovals } from './relations.js'
import { rowsOf } from './rights.js'
import { CHOSEN_OFFER, type State } from './states.js'
import type { ActionName } from './step.js'

/** Whose step it is, for somebody else who tried. */
export function notYoursWords(rows: readonly Transition[]): string {
  const who = [...new Set(rows.flatMap((row) => row.by))].map((relation) => WHO[relation])
  if (who.length === 0) return 'Nobody can do this.'
  const behalf = rows.some((row) => row.onBehalf)
    ? ' A coordinator can record it on their behalf, when that person has said so.'
    : ''
  return `Only ${listed(who)} can do this.${behalf}`
}

/**
 * Why a step is no longer open, in words that this reader may have (P2): officers and coordinators read how the
 * request stands, a lead reads what the landlord decided, and a housing officer reads the same whatever happened.
 */
export function lateWords(facts: CaseFacts, action: ActionName, relations: readonly Relation[]): string {
  const { request } = facts
  if (!request) return NOT_OPEN
  const open = { ...facts, request }
  if (relations.includes('officer') || relations.includes('coordinator')) return caseWords(open, action)
  if (relations.includes('lead')) return leadWords(open, action)
  if (relations.includes('offerer'))
    return 'This step is no longer open for your offer. Its card shows how it stands.'
  return 'This notice is no longer available.'
}

/** All that is said of a request whose content was erased, and to coordinators only. */
export function erasedWords(
  request: Pick<RequestRecord, 'state' | 'erasedAt' | 'enteredStateAt'>,
  zone: string,
): string {
  const [erased, ended] = [request.erasedAt ?? '', request.enteredStateAt].map((at) => longDayWords(at, zone))
  return `Its content was erased on ${erased}, after it had been ${STATE_WORDS[request.state]} since ${ended}.`
}

/** How a state reads within a sentence: "The request is …". */
export const STATE_WORDS: Record<State, string> = {
  enquiry: 'an enquiry',
  draft: 'a draft',
  submitted: 'with the coordinator for checks',
  information_needed: 'waiting for answers from the nominating officer',
  awaiting_approval: 'with the landlord’s named lead',
  with_panel: 'with the landlord’s panel',
  declined: 'declined by the landlord',
  approved: 'approved and waiting for release',
  circulated: 'with the partners',
  under_offer: 'under offer',
  accepted: 'accepted, with the tenancy being prepared',
  moved: 'moved',
  on_hold: 'on hold',
  closed: 'closed',
}

/** A text of the scheme file with its names filled in: `{coordinatorTeam}` and the like. */
export function fillIn(text: string, words: Record<string, unknown>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const word = words[name]
    return typeof word === 'string' ? word : place
  })
}

/** Who decided for the landlord and when; undefined while nobody has. */
export function decidedWords(facts: CaseFacts): string | undefined {
  const [last] = currentApprovals(facts)
    .flatMap(({ decision, decidedAt, decidedBy }) => (decidedAt ? [{ decision, decidedAt, decidedBy }] : []))
    .sort((a, b) => (a.decidedAt < b.decidedAt ? 1 : -1))
  if (!last) return undefined
  const name = facts.people.find((person) => person.id === last.decidedBy)?.name ?? 'a colleague'
  return `Already ${last.decision} by ${name} at ${dateWords(last.decidedAt, facts.scheme.timezone)}.`
}

type WithRequest = CaseFacts & { request: RequestRecord }

const NOT_OPEN = 'This step is not open at the moment.'

const WHO: Record<Relation, string> = {
  officer: 'a nominating officer of this request',
  lead: 'the landlord’s named lead',
  noticed: 'a housing officer of a partner that has the notice',
  offerer: 'the housing officer who made the offer',
  coordinator: 'a coordinator',
}

const LANDLORDS_STEPS: readonly ActionName[] = ['approve', 'decline', 'ask_question', 'send_to_panel']
const AFTER_THE_OFFER: readonly ActionName[] = ['hold', 'close']

function caseWords(facts: WithRequest, action: ActionName): string {
  const { request, scheme } = facts
  const decided = LANDLORDS_STEPS.includes(action) && decidedWords(facts)
  if (decided) return decided
  if (AFTER_THE_OFFER.includes(action) && facts.offers.some(({ state }) => CHOSEN_OFFER.includes(state))) {
    return 'An offer has been chosen. Please decide that offer first.'
  }
  if (rowsOf(action).some(({ from }) => from.includes(request.state))) {
    return 'That offer has changed meanwhile. Please look at it again.'
  }
  const since = dateWords(request.enteredStateAt, scheme.timezone)
  const phone =
    action === 'ask_for_change'
      ? ` Please phone ${scheme.words.coordinatorTeam} on ${scheme.words.coordinatorPhone}.`
      : ''
  return `The request has been ${STATE_WORDS[request.state]} since ${since}, so this step is not open.${phone}`
}

/** Nothing here depends on what became of the request after the landlord's decision (P2). */
function leadWords(facts: WithRequest, action: ActionName): string {
  const { request, scheme } = facts
  const phone = `Please phone ${scheme.words.coordinatorTeam} on ${scheme.words.coordinatorPhone}.`
  if (action === 'withdraw_approval') return `This can no longer be done here. ${phone}`
  const decided = decidedWords(facts)
  if (decided) return decided
  if (request.state === 'with_panel' && request.panelOn !== null) {
    return `Already sent to the panel, which is expected on ${dayWords(request.panelOn, scheme.timezone)}.`
  }
  const asked = request.form.approval.questions.find((q) => q.from === 'lead' && q.answer === undefined)
  if (asked && request.state === 'information_needed') {
    return `A question was asked at ${dateWords(asked.askedAt, scheme.timezone)}, and its answer is awaited.`
  }
  return `The request is not waiting for your decision at the moment. ${phone}`
}

function listed(words: string[]): string {
  const last = words[words.length - 1] ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`
}
