import { undecidedIncident } from '../incident/incidents.js'
import type { Relation } from '../request/lifecycle.js'
import type { OfferRecord, RequestRecord } from '../request/records.js'

/** Whose turn it is, and for what, in words. The same answer serves cards, lists and Home. */
export interface Turn {
  who: Relation
  what: string
}

/** Everybody whose step the request waits for now; empty when it waits for nobody. */
export function turnsOf(request: RequestRecord, offers: readonly OfferRecord[]): Turn[] {
  const turns = byState(request, offers)
  if (request.safetyRaisedAt)
    turns.unshift({ who: 'coordinator', what: 'phone back about the safety concern' })
  if (undecidedIncident(request.form))
    turns.unshift({ who: 'coordinator', what: 'decide whether the incident has to be reported' })
  if (request.form.confidential.wishes.some((wish) => !wish.done))
    turns.push({ who: 'coordinator', what: 'look at what the nominating officer asked for' })
  return turns
}

function byState(request: RequestRecord, offers: readonly OfferRecord[]): Turn[] {
  switch (request.state) {
    case 'enquiry':
      return [{ who: 'coordinator', what: 'decide what becomes of the enquiry' }]
    case 'draft':
      return [{ who: 'officer', what: 'complete and submit the referral' }]
    case 'submitted':
      return [{ who: 'coordinator', what: 'check it and send it for approval' }]
    case 'information_needed':
      return [{ who: 'officer', what: 'answer the questions' }]
    case 'awaiting_approval':
      return [{ who: 'lead', what: 'approve, decline, ask or send to panel' }]
    case 'with_panel':
      return [{ who: 'lead', what: 'record what the panel decided' }]
    case 'declined':
      return [{ who: 'officer', what: 'add new information, or say how to go on' }]
    case 'approved':
      return [{ who: 'coordinator', what: 'release it to partners' }]
    case 'circulated':
      return circulatedTurns(offers)
    case 'under_offer':
      return [{ who: 'officer', what: 'arrange the viewing and record the answer' }]
    case 'accepted':
      return [{ who: 'offerer', what: 'confirm the tenancy start' }]
    case 'on_hold':
      return [{ who: 'coordinator', what: 'review the hold' }]
    case 'moved':
    case 'closed':
      return []
  }
}

function circulatedTurns(offers: readonly OfferRecord[]): Turn[] {
  const turns: Turn[] = []
  if (offers.some((o) => o.state === 'made'))
    turns.push({ who: 'coordinator', what: 'check the area of an offer' })
  if (offers.some((o) => o.state === 'area_checked'))
    turns.push({ who: 'officer', what: 'choose an offer to view' })
  if (turns.length === 0) turns.push({ who: 'noticed', what: 'offer a home' })
  return turns
}

const PEOPLE: Record<Relation, string> = {
  officer: 'The nominating officer',
  lead: "The landlord's named lead",
  noticed: 'Housing partners',
  offerer: 'The landlord that offered',
  coordinator: 'The coordinator',
}

/** One sentence: "The coordinator: check it and send it for approval." */
export function waitingForWords(turns: readonly Turn[]): string {
  if (turns.length === 0) return 'Nobody: there is nothing left to do.'
  return turns.map((turn) => `${PEOPLE[turn.who]}: ${turn.what}.`).join(' ')
}
