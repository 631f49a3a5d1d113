import { z } from 'zod'
import { notTakenUp } from '../circulation/waiting-offers.js'
import type { OpenCase } from '../facts.js'
import { reasonOf } from '../scheme/look-up.js'
import { tick } from './form-fields.js'
import { noteWhereNeeded, reasonFields, withNote, withWishesDone } from './notes.js'
import { offerFirst } from './offer-first.js'
import { defineStep, type Refusal } from './step.js'

/** Ends a request without a move. Notices read "Not available"; waiting offers end in the same words as ever (P2). */
export const closeRequest = defineStep({
  action: 'close',
  input: ({ scheme }) =>
    z
      .object({ ...reasonFields(scheme, 'closed'), officerTold: tick() })
      .superRefine(noteWhereNeeded(scheme, 'closed')),
  decide(facts, input, context) {
    const { request, scheme } = facts
    const refusal = offerFirst(facts) ?? reasonDoesNotFit(facts, input.reason)
    if (refusal) return refusal
    if (request.state === 'declined' && !input.officerTold) {
      return {
        refused: 'officer_not_told',
        field: 'officerTold',
        say: 'Please tell the nominating officer first how to send it again or complain.',
      }
    }
    const died = reasonOf(scheme, 'closed', input.reason)?.stopsMessages === true
    return {
      say: 'The request is closed.',
      request: {
        closedReason: input.reason,
        heldFrom: null,
        reviewOn: null,
        panelOn: null,
        proposed: null,
        ...(died && { safetyRaisedAt: null }),
        form: withNote(withWishesDone(request.form), 'close', input, context),
      },
      offers: notTakenUp(facts.offers, context.now),
      // Every message stops at once when the applicant has died.
      ...(!died && { tell: [{ topic: 'closed', to: 'officers' as const }] }),
    }
  },
})

function reasonDoesNotFit({ request, scheme, intake }: OpenCase, reason: string): Refusal | null {
  const onlyFor = reasonOf(scheme, 'closed', reason)?.onlyFor
  const refuse = (say: string): Refusal => ({ refused: 'reason_does_not_fit', field: 'reason', say })
  switch (onlyFor) {
    case undefined:
      return null
    case 'ineligible':
      return request.state === 'submitted'
        ? null
        : refuse('This reason is for the checks before approval only.')
    case 'declined':
      return request.state === 'declined' ? null : refuse('This reason needs a decline by the landlord.')
    case 'winding_up':
      return intake === 'closed' ? null : refuse('This reason is for a scheme that takes no more referrals.')
    case 'offer_cap':
      return refuse('This reason has a step of its own, which a second coordinator confirms.')
  }
}
