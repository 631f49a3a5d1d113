import { z } from 'zod'
import { workingTime } from '../time/working-time.js'
import { day } from './form-fields.js'
import { noteWhereNeeded, reasonFields, withNote } from './notes.js'
import { offerFirst } from './offer-first.js'
import { defineStep } from './step.js'

/** Pauses a request with a reason and a day of review; it returns to the state it left. */
export const holdRequest = defineStep({
  action: 'hold',
  input: ({ scheme }) =>
    z
      .object({ ...reasonFields(scheme, 'onHold'), reviewOn: day() })
      .superRefine(noteWhereNeeded(scheme, 'onHold')),
  decide(facts, input, context) {
    const { request, scheme } = facts
    const live = offerFirst(facts)
    if (live) return live
    const time = workingTime(scheme)
    const latest = time.localDate(time.addDays(context.now, scheme.rules.review.holdMaxDays))
    if (input.reviewOn <= time.localDate(context.now) || input.reviewOn > latest) {
      return {
        refused: 'review_date',
        field: 'reviewOn',
        say: `Please choose a day from tomorrow on, at most ${scheme.rules.review.holdMaxDays} days away.`,
      }
    }
    return {
      say: 'The request is on hold. Partners read “Not available” after the next batch.',
      request: {
        heldFrom: request.state,
        reviewOn: input.reviewOn,
        proposed: null,
        form: withNote(request.form, 'hold', input, context),
      },
      tell: [{ topic: 'put_on_hold', to: 'officers' }],
    }
  },
})
