import { z } from 'zod'
import { noteWhereNeeded, reasonFields, withNote } from '../request/notes.js'
import { defineStep } from '../request/step.js'
import { workingTime } from '../time/working-time.js'

/**
 * The landlord takes its approval back before an acceptance. The request is held and a coordinator decides what
 * follows, also for a live offer; the lead reads the same words whether there is one or not (P2).
 */
export const withdrawApproval = defineStep({
  action: 'withdraw_approval',
  input: ({ scheme }) =>
    z
      .object(reasonFields(scheme, 'approvalWithdrawn'))
      .superRefine(noteWhereNeeded(scheme, 'approvalWithdrawn')),
  decide({ scheme, request }, input, context) {
    const time = workingTime(scheme)
    return {
      say: `Your approval is withdrawn. ${scheme.words.coordinatorTeam} will phone you.`,
      request: {
        heldFrom: request.state,
        reviewOn: time.localDate(time.addWorkingDays(context.now, 1)),
        proposed: null,
        form: withNote(request.form, 'withdraw_approval', input, context),
      },
      tell: [{ topic: 'approval_withdrawn', to: 'coordinators' }],
    }
  },
})
