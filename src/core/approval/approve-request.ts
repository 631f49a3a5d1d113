import { z } from 'zod'
import type { OpenCase } from '../facts.js'
import { newReference } from '../privacy/codes.js'
import { mustTick, optionalChoice } from '../request/form-fields.js'
import { withConfidential } from '../request/notes.js'
import type { ApprovalRecord } from '../request/records.js'
import { currentApprovals } from '../request/relations.js'
import { defineStep } from '../request/step.js'
import { ALREADY_DECIDED, decided, fourEyes, undecidedApproval } from './own-approval.js'

/** Said about the conduct of the tenancy; no free text, because it is passed on later without its source. */
export const CONDUCT_CHECKS = [
  { id: 'no_concerns', label: 'No concerns' },
  { id: 'ask_us', label: 'Please ask before a tenancy is offered' },
] as const

/** The landlord agrees. Identity is confirmed by phone; the name is never typed. */
export const approveRequest = defineStep({
  action: 'approve',
  input: ({ scheme }) =>
    z.object({
      identityConfirmed: mustTick(
        'Please phone the nominating officer for the name first, then tick that identity is confirmed.',
      ),
      rentAccountCheck: optionalChoice(scheme.rentAccounts),
      conductCheck: optionalChoice(CONDUCT_CHECKS),
    }),
  decide(facts, input, context) {
    const { request, scheme, actor } = facts
    const { ids, now } = context
    const eyes = fourEyes(facts)
    if (eyes) return eyes
    const own = undecidedApproval(facts, context)
    if (!own) return ALREADY_DECIDED
    const approvals = decided(own, 'approved', actor.id, now)
    const form = withConfidential(request.form, { ...tenancyCheck(input) })
    const waiting = stillWaiting(facts, own)
    if (scheme.rules.approval.policy === 'all_leads' && waiting > 0) {
      return {
        say: `Your approval is recorded. ${waiting} more ${waiting === 1 ? 'lead has' : 'leads have'} to approve.`,
        state: request.state,
        request: { form },
        approvals,
        codes: { waiting },
      }
    }
    const reference =
      request.reference ??
      newReference((size) => ids.bytes(size), scheme.referencePrefix, now, scheme.timezone)
    return {
      say: `Approved. Thank you. ${scheme.words.coordinatorTeam} takes it from here.`,
      request: { reference, panelOn: null, form },
      approvals,
      tell: [{ topic: 'approved', to: 'officers' }],
    }
  },
})

/** Leads of this round, other than the one who decides now, who have not approved yet. */
function stillWaiting(facts: OpenCase, own: ApprovalRecord): number {
  return currentApprovals(facts).filter(({ id, decision }) => id !== own.id && decision !== 'approved').length
}

function tenancyCheck(input: { rentAccountCheck?: string | undefined; conductCheck?: string | undefined }) {
  const { rentAccountCheck, conductCheck } = input
  if (rentAccountCheck === undefined && conductCheck === undefined) return {}
  return {
    tenancyCheck: { rentAccount: rentAccountCheck ?? 'not_given', conduct: conductCheck ?? 'not_given' },
  }
}
