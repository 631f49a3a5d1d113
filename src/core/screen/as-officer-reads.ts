import type { CaseFacts } from '../facts.js'
import type { OfferRecord, RequestRecord } from '../request/records.js'
import { NOT_TAKEN_UP } from '../request/states.js'
import type { Scheme } from '../scheme/scheme-file.js'
import { workingTime } from '../time/working-time.js'

type Case = CaseFacts & { request: RequestRecord }

/**
 * An own offer as its officer may know it now. Until its card is edited with the batch, a home that was not taken up
 * reads as before on Home, in lists and in answers, whatever became of it and of the request (P2).
 */
export function asOfficerReads<F extends Case>(
  facts: F,
  offer: OfferRecord,
  now: Date,
): { facts: F; offer: OfferRecord } {
  if (!waitsForBatch(offer, facts.scheme, now)) return { facts, offer }
  const chosen = offer.replyBy !== null
  const state = !chosen ? 'made' : offer.viewingAt === null ? 'passed_on' : 'viewing_arranged'
  const request: RequestRecord = { ...facts.request, state: chosen ? 'under_offer' : 'circulated' }
  return { facts: { ...facts, request }, offer: { ...offer, state } }
}

/** Not taken up, and the batch that tells so is still to come. */
export function waitsForBatch({ state, endedAt }: OfferRecord, scheme: Scheme, now: Date): boolean {
  if (!NOT_TAKEN_UP.includes(state) || endedAt === null) return false
  return now < workingTime(scheme).nextDailyBatch(new Date(endedAt), scheme.rules.circulation.dailyBatchAt)
}
