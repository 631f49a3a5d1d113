import { z } from 'zod'
import { noteWhereNeeded, reasonFields } from '../request/notes.js'
import type { OfferRecord } from '../request/records.js'
import type { OfferState } from '../request/states.js'
import type { StepContext } from '../request/step.js'
import type { ReasonList, Scheme } from '../scheme/scheme-file.js'

/** An offer with its ending: which, when and why. Who may read the reason is the screens' affair. */
export function endedOffer(
  offer: OfferRecord,
  state: OfferState,
  now: Date,
  why: { reason?: string; note?: string } = {},
): OfferRecord {
  return {
    ...offer,
    state,
    endReason: why.reason ?? null,
    endNote: why.note ?? null,
    endedAt: now.toISOString(),
    endedFrom: offer.state,
  }
}

/** A reason of one of the scheme's closed lists, with a note where that reason wants one. */
export function reasonInput(scheme: Scheme, list: ReasonList) {
  return z.object(reasonFields(scheme, list)).superRefine(noteWhereNeeded(scheme, list))
}

/** The offer the step is about: its lifecycle row lets nobody through without one. */
export function offerAtIssue({ offer }: StepContext): OfferRecord {
  if (!offer) throw new Error('This step is about an offer, but its lifecycle row names no offer states.')
  return offer
}
