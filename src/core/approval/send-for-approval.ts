import { z } from 'zod'
import { defineStep } from '../request/step.js'
import { leadsToAsk } from './leads-to-ask.js'

/** One click by the coordinator: the landlord's named leads are asked, in a new round. */
export const sendForApproval = defineStep({
  action: 'send_for_approval',
  input: () => z.object({}),
  decide(facts, _input, { ids, now }) {
    const { request, scheme, partners, approvals, actor } = facts
    const landlord = partners.find(({ id }) => id === request.landlordId)
    if (!landlord || (!landlord.active && landlord.successorId === null)) {
      return { refused: 'landlord_not_a_partner', say: scheme.texts.eligibility.landlord_partner }
    }
    const leads = leadsToAsk(facts)
    if (leads.length === 0) {
      return {
        refused: 'no_lead',
        say: `${landlord.name} has no named lead who may decide this request: everybody is excluded or is its nominating officer. Please find another lead there.`,
      }
    }
    const round = Math.max(0, ...approvals.map((approval) => approval.round)) + 1
    return {
      say: `Sent for approval to ${leads.map(({ name }) => name).join(', ')} of ${landlord.name}.`,
      request: { ownerId: request.ownerId ?? actor.id, panelOn: null, reviewOn: null },
      approvals: leads.map((lead) => ({
        id: ids.ordered(),
        requestId: request.id,
        personId: lead.id,
        askedAt: now.toISOString(),
        round,
        decision: null,
        decidedAt: null,
        decidedBy: null,
        ended: false,
      })),
      codes: { round, leads: leads.length },
    }
  },
})
