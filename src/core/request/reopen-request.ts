import { z } from 'zod'
import { ended, newRound, noPartner } from '../circulation/notices.js'
import type { OpenCase } from '../facts.js'
import { missingSections } from './form-sections.js'
import { noteWhereNeeded, reasonFields, withNote } from './notes.js'
import { currentApprovals } from './relations.js'
import { defineStep } from './step.js'

/** A closed or declined request lives again: for new checks, or with the partners when its approval still stands. */
export const reopenRequest = defineStep({
  action: 'reopen',
  circulation: true,
  input: ({ scheme }) =>
    z
      .object({
        ...reasonFields(scheme, 'reopened'),
        into: z.enum(['submitted', 'circulated'], { error: 'Please choose one of the list.' }),
      })
      .superRefine(noteWhereNeeded(scheme, 'reopened')),
  decide(facts, input, context) {
    const { request, scheme } = facts
    if (missingSections(request, scheme).length > 0) {
      return { refused: 'incomplete', say: 'This form was never complete. Please start a new referral.' }
    }
    const common = {
      closedReason: null,
      reviewOn: null,
      form: withNote(request.form, input.into === 'submitted' ? FOR_CHECKS : 'reopen', input, context),
    }
    const tell = [{ topic: 'reopened' as const, to: 'officers' as const }]
    const old = ended(facts.notices)
    if (input.into === 'submitted') {
      return { say: 'The request is open again, for checks.', request: common, notices: old, tell }
    }
    if (!isApprovalStanding(facts)) {
      return {
        refused: 'no_approval',
        field: 'into',
        say: 'The landlord’s approval does not stand any more. Please open it for checks.',
      }
    }
    const round = newRound(facts, request, context)
    if (round.made.length === 0) return noPartner(scheme)
    return {
      say: `The request is open again: its notice goes to ${round.made.length} partners.`,
      state: 'circulated',
      request: { ...common, round: round.number },
      notices: [...old, ...round.made],
      tell,
    }
  },
})

/** After new checks the landlord is asked again: what it approved may be something else by then. */
const FOR_CHECKS = 'reopen_for_checks'
const ENDS_APPROVAL: readonly string[] = ['withdraw_approval', FOR_CHECKS]

/** It went to the partners once, by a landlord's approval that nobody has withdrawn since. */
function isApprovalStanding(facts: OpenCase): boolean {
  const { request } = facts
  const current = currentApprovals(facts)
  const approvedAt = current
    .filter(({ decision }) => decision === 'approved')
    .map(({ decidedAt }) => decidedAt ?? '')
    .sort()
    .at(-1)
  const withdrawn = request.form.confidential.notes.some(
    ({ action, at }) => ENDS_APPROVAL.includes(action) && at >= (approvedAt ?? ''),
  )
  return (
    request.state === 'closed' &&
    request.circulatedAt !== null &&
    approvedAt !== undefined &&
    !withdrawn &&
    !current.some(({ decision }) => decision === 'declined')
  )
}
