import type { OpenCase } from '../facts.js'
import type { ApprovalRecord } from '../request/records.js'
import { currentApprovals, deputyOf, hasReferred } from '../request/relations.js'
import type { Effects, Refusal, StepContext } from '../request/step.js'

/** The undecided approval this person may decide: their own, or that of a lead who is away and named them. */
export function undecidedApproval(
  facts: OpenCase,
  { by, now }: Pick<StepContext, 'by' | 'now'>,
): ApprovalRecord | null {
  const open = currentApprovals(facts).filter(({ decision }) => decision === null)
  return (
    open.find(({ personId }) => personId === by.id) ??
    open.find(({ personId }) => deputyOf(facts, personId, now) === by.id) ??
    null
  )
}

/** Four eyes (D1): who refers does not decide for the landlord, nor records the decision for somebody else. */
export function fourEyes({ request, actor }: OpenCase): Refusal | null {
  if (!hasReferred(request, actor.id)) return null
  return {
    refused: 'four_eyes',
    say: 'You are or were a nominating officer of this request, so somebody else has to record the landlord’s decision.',
  }
}

export function decided(
  approval: ApprovalRecord,
  decision: 'approved' | 'declined',
  actorId: string,
  now: Date,
): NonNullable<Effects['approvals']> {
  return [{ ...approval, decision, decidedAt: now.toISOString(), decidedBy: actorId }]
}

export const ALREADY_DECIDED: Refusal = {
  refused: 'already_decided',
  say: 'Your decision is recorded already. The request waits for the other named leads.',
}
