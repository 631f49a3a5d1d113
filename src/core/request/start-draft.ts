import type { Outcome } from '../outcome.js'
import type { Ports } from '../ports.js'
import { commitOutside } from './commit-outside.js'
import { intakeRefusal } from './intake.js'
import { newRequest, officersOf, type Start } from './new-request.js'

/** A new referral, as an empty draft. Intake must be open; a coordinator names the nominating officer. */
export async function startDraft(ports: Ports, start: Start): Promise<Outcome> {
  const ask = { ...start, action: 'start_draft', onBehalfOf: start.onBehalf?.personId }
  return commitOutside(ports, ask, (facts, now) => {
    const who = officersOf(facts, start)
    if ('say' in who) return { kind: 'refused', code: 'not_yours', say: who.say }
    const refusal = intakeRefusal(facts)
    if (refusal) return { kind: 'refused', code: refusal.refused, say: refusal.say }
    if (who.officers.length === 0) {
      return {
        kind: 'refused',
        code: 'no_officer',
        say: 'Please say in which nominating officer’s name: a request needs one.',
      }
    }
    const about = { state: 'draft' as const, action: 'start_draft', officers: who.officers, now }
    return {
      change: newRequest(ports, facts, start, about),
      outcome: { kind: 'done', say: 'A draft has been started.', requestId: start.newId },
    }
  })
}
