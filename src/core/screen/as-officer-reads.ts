import { mayNotRead } from '../circulation/never-told.js'
import type { CaseFacts } from '../facts.js'
import type { OfferRecord, RequestRecord } from '../request/records.js'
import { relationsOf } from '../request/relations.js'
import { rowsOf } from '../request/rights.js'
import { CHOSEN_OFFER, NOT_TAKEN_UP, type OfferState, type State } from '../request/states.js'
import type { ActionName } from '../request/step.js'
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
  const read = { ...offer, state: leftState(offer) }
  const request: RequestRecord = { ...facts.request, state: stateWith(read.state) }
  const offers = facts.offers.map((each) => (each.id === offer.id ? read : each))
  return { facts: { ...facts, request, offers }, offer: read }
}

/** Not taken up, and the batch that tells so is still to come. */
export function waitsForBatch({ state, endedAt }: OfferRecord, scheme: Scheme, now: Date): boolean {
  if (!NOT_TAKEN_UP.includes(state) || endedAt === null) return false
  return now < workingTime(scheme).nextDailyBatch(new Date(endedAt), scheme.rules.circulation.dailyBatchAt)
}

/**
 * The case as whoever presses may know it, where that is behind the times: an officer's own offer has ended, and its
 * card does not say so yet. Null where nobody has to be kept in the dark: the press is judged by what is. That the
 * tenancy has started is a fact from outside, which must not be lost; safety is never about an offer.
 */
export function behindTheTimes(
  facts: CaseFacts,
  action: ActionName,
  offerId: string | null,
  now: Date,
): CaseFacts | null {
  const { actor, request } = facts
  const offer = facts.offers.find(({ id }) => id === offerId)
  if (!actor || !request || !offer || action === 'confirm_tenancy_start') return null
  if (!waitsForBatch(offer, facts.scheme, now) || !rowsOf(action).some((row) => row.offer)) return null
  const relations = relationsOf(facts, actor, offer, now)
  const isOfficerAlone = relations.every((relation) => relation === 'offerer' || relation === 'noticed')
  return isOfficerAlone && relations.includes('offerer')
    ? asOfficerReads({ ...facts, request }, offer, now).facts
    : null
}

/** Where a notice reads "Not available" only with the batch; a recall is immediate. */
const WITH_THE_BATCH: readonly State[] = ['under_offer', 'accepted', 'moved', 'on_hold', 'closed']

/**
 * Whether the notice that was pressed still stands there as open: the batch that says otherwise is to come (P2). Of
 * whoever has left the scheme it is taken at once.
 */
export function stillReadsOpen({
  placement,
  request,
  partners,
}: Pick<CaseFacts, 'placement' | 'request' | 'partners'>): boolean {
  if (!request || !WITH_THE_BATCH.includes(request.state)) return false
  if (mayNotRead(request, partners).has(placement?.partnerId ?? null)) return false
  return placement?.screen === 'notice' && placement.shownFace === 'open' && !placement.withdraw
}

/** An older program kept no such state: what it left behind tells most of it. */
function leftState({ endedFrom, replyBy, viewingAt }: OfferRecord): OfferState {
  if (endedFrom !== undefined) return endedFrom
  if (replyBy === null) return 'made'
  return viewingAt === null ? 'passed_on' : 'viewing_arranged'
}

function stateWith(offer: OfferState): RequestRecord['state'] {
  if (offer === 'accepted') return 'accepted'
  return CHOSEN_OFFER.includes(offer) ? 'under_offer' : 'circulated'
}
