import { z } from 'zod'
import { freeText } from '../privacy/free-text.js'
import { day, mustTick } from '../request/form-fields.js'
import { withNote } from '../request/notes.js'
import { defineStep, type Step } from '../request/step.js'
import { workingTime } from '../time/working-time.js'
import { tombstone, whyNotErased } from './tombstone.js'

/** A hold is looked at again within this. */
const MOST_DAYS = 366

/** Keeps the content of an ended request past its time, for a reason, until somebody looks again (D15). */
const holdErasure = defineStep({
  action: 'hold_erasure',
  input: ({ scheme }) =>
    z.object({ why: freeText(scheme, { missing: 'Please say why it has to be kept.' }), reviewOn: day() }),
  decide({ request, scheme }, input, context) {
    const time = workingTime(scheme)
    const latest = time.localDate(time.addDays(context.now, MOST_DAYS))
    if (input.reviewOn <= time.localDate(context.now) || input.reviewOn > latest)
      return {
        refused: 'review_date',
        field: 'reviewOn',
        say: 'Please choose a day from tomorrow on, at most a year away.',
      }
    return {
      say: `Nothing of it is erased before somebody ends this hold. You are reminded on ${input.reviewOn}.`,
      request: {
        erasureReviewOn: input.reviewOn,
        form: withNote(request.form, 'hold_erasure', { note: input.why }, context),
      },
      codes: { until: input.reviewOn },
    }
  },
})

/** The content goes when its time has come, which may be with the next day's retention. */
const endErasureHold = defineStep({
  action: 'end_erasure_hold',
  input: () => z.object({}),
  decide({ request, scheme }) {
    if (request.erasureReviewOn === undefined)
      return { refused: 'no_hold', say: 'There is no hold on its erasure.' }
    return {
      say: `The hold has ended: its content is erased ${scheme.rules.retention.caseMonths} months after it ended.`,
      request: { erasureReviewOn: undefined },
    }
  },
})

/** Erases the content of an ended request before its time, for good. */
const eraseRequest = defineStep({
  action: 'erase',
  circulation: true,
  input: () => z.object({ understood: mustTick('Please tick that you have understood this.') }),
  decide(facts, _input, { now }) {
    const refusal = whyNotErased(facts.request)
    if (refusal) return { refused: 'not_now', say: refusal }
    return {
      say: 'Its content is erased. Messages about it disappear within minutes.',
      ...tombstone(facts, now),
      codes: { ordered: 'coordinator' },
      urgent: true,
    }
  },
})

export const RETENTION_STEPS: readonly Step[] = [holdErasure, endErasureHold, eraseRequest]
