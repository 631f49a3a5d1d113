import { NO_CHANGE } from '../change.js'
import type { Target } from '../facts.js'
import { NOTHING_FOUND, type Outcome } from '../outcome.js'
import type { Ports } from '../ports.js'
import type { Outside } from '../request/commit-outside.js'
import { relationsOf } from '../request/relations.js'
import { isParked, shouldBeGone } from './placement.js'

/** What a person found out about messages of which no program can: they did not arrive, or they are gone. */
export type Finding = 'send_again' | 'confirm_gone'

const LATE = 'Nothing about this request is uncertain any more.'
const WORDS: Record<Finding, string> = {
  send_again: 'They are sent again now.',
  confirm_gone: 'Thank you. It is recorded that they are gone.',
}

/**
 * A coordinator decides about a request's messages of which nobody knows whether they stand somewhere: those that are
 * still wanted are sent again, or those that should have disappeared are taken for gone. A repeat finds nothing
 * uncertain; when something is uncertain again, so can be the press.
 */
export async function settleUncertain(
  ports: Ports,
  ask: Outside & { target: Target },
  finding: Finding,
): Promise<Outcome> {
  const store = ports.store.forScheme(ask.schemeId)
  const facts = await store.readCase({
    target: ask.target,
    actor: ask.actor,
    key: ask.key,
    circulation: true,
  })
  const { actor = null, request = null } = facts ?? {}
  const now = ports.clock.now()
  const at = now.toISOString()
  const entry = { at, actorId: actor?.id ?? null, action: finding, subject: request?.id ?? 'none' }
  if (!facts || !actor || !request || !relationsOf(facts, actor, null, now).includes('coordinator')) {
    await store.recordAccess([{ ...entry, outcome: 'nothing_found' }])
    return NOTHING_FOUND
  }
  const ids = facts.placements
    .filter((placement) => isParked(placement) && shouldBeGone(placement) === (finding === 'confirm_gone'))
    .map(({ id }) => id)
  if (ids.length === 0) return { kind: 'late', say: LATE }
  const outcome = { kind: 'done', say: WORDS[finding], requestId: request.id } as const
  const result = await store.commit({
    ...NO_CHANGE,
    settled: { ids, finding, at },
    access: [{ ...entry, outcome: 'done' }],
  })
  if (result === 'committed') ports.doorbell.ring(ask.schemeId, { placements: ids })
  return outcome
}
