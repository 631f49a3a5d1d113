import { z } from 'zod'
import type { Outcome } from '../outcome.js'
import type { Ports } from '../ports.js'
import { commitOutside, type Outside } from '../request/commit-outside.js'
import { holds } from '../request/relations.js'

const intakeSchema = z.enum(['open', 'paused', 'closed'])
export type Intake = z.infer<typeof intakeSchema>

const WORDS: Record<Intake, string> = {
  open: 'Intake is open.',
  paused: 'Intake is paused: enquiries only. Requests that are with us carry on.',
  closed: 'Intake is closed. Requests that are with us are brought to their end one by one.',
}

/** A coordinator opens, pauses or closes the whole scheme for new referrals. */
export async function setIntake(ports: Ports, ask: Outside & { intake: unknown }): Promise<Outcome> {
  return commitOutside(ports, { ...ask, action: 'set_intake' }, ({ actor }, now) => {
    if (!holds(actor, 'coordinator')) {
      return { kind: 'refused', code: 'not_yours', say: 'Only a coordinator can do this.' }
    }
    const parsed = intakeSchema.safeParse(ask.intake)
    if (!parsed.success) return { kind: 'invalid', errors: { intake: 'Please choose one of the list.' } }
    const intake = parsed.data
    const access = {
      at: now.toISOString(),
      actorId: actor.id,
      action: 'set_intake',
      subject: intake,
      outcome: 'done' as const,
    }
    return {
      change: { intake, access: [access] },
      outcome: { kind: 'done', say: WORDS[intake], requestId: '' },
    }
  })
}
