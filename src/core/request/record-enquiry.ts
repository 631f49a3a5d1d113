import type { Outcome } from '../outcome.js'
import type { Ports } from '../ports.js'
import { commitOutside } from './commit-outside.js'
import { intakeRefusal } from './intake.js'
import { newRequest, officersOf, type Start } from './new-request.js'

/** A first contact about a possible referral: counted, also while intake is paused. */
export async function recordEnquiry(ports: Ports, start: Start): Promise<Outcome> {
  const ask = { ...start, action: 'record_enquiry', onBehalfOf: start.onBehalf?.personId }
  return commitOutside(ports, ask, (facts, now) => {
    const who = officersOf(facts, start)
    if ('say' in who) return { kind: 'refused', code: 'not_yours', say: who.say }
    const refusal = facts.intake === 'closed' ? intakeRefusal(facts) : null
    if (refusal) return { kind: 'refused', code: refusal.refused, say: refusal.say }
    const about = { state: 'enquiry' as const, action: 'record_enquiry', officers: who.officers, now }
    return {
      change: newRequest(ports, facts, start, about),
      outcome: {
        kind: 'done',
        say: `The enquiry is recorded. ${facts.scheme.words.coordinatorTeam} can see it.`,
        requestId: start.newId,
      },
    }
  })
}
