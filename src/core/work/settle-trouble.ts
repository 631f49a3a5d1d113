import { type Change, NO_CHANGE } from '../change.js'
import type { Target } from '../facts.js'
import { NOTHING_FOUND, type Outcome } from '../outcome.js'
import type { Clock, Ports, SchemeStore, Stuck } from '../ports.js'
import type { Outside } from '../request/commit-outside.js'
import { relationsOf } from '../request/relations.js'
import { type StuckThing, type StuckWhy, stuckThings } from './stuck.js'

/**
 * What a person says about what goes no further by itself: it did not arrive, it is gone, or what stood in the way has
 * been mended.
 */
export const FINDINGS = ['send_again', 'confirm_gone', 'try_again'] as const
export type Finding = (typeof FINDINGS)[number]

/** What a person can say about each. */
export function findingFor(why: StuckWhy): Finding {
  if (why === 'uncertain') return 'send_again'
  return why === 'should_be_gone' ? 'confirm_gone' : 'try_again'
}

const LATE: Record<Finding, string> = {
  send_again: 'Nothing about this request is uncertain any more.',
  confirm_gone: 'Nothing about this request is uncertain any more.',
  try_again: 'Nothing about this request waits for another try.',
}
const WORDS: Record<Finding, string> = {
  send_again: 'They are sent again now.',
  confirm_gone: 'Thank you. It is recorded that they are gone.',
  try_again: 'They are tried again now.',
}

/**
 * A coordinator decides about what of a request waits for a person. A repeat finds nothing that waits; when something
 * does again, so can be the press.
 */
export async function settleTrouble(
  ports: Ports,
  ask: Outside & { target: Target },
  finding: Finding,
): Promise<Outcome> {
  const store = ports.store.forScheme(ask.schemeId)
  const facts = await store.readCase({ target: ask.target, actor: ask.actor, key: ask.key })
  const { actor = null, request = null } = facts ?? {}
  const now = ports.clock.now()
  const at = now.toISOString()
  const entry = { at, actorId: actor?.id ?? null, action: finding, subject: request?.id ?? 'none' }
  if (!facts || !actor || !request || !relationsOf(facts, actor, null, now).includes('coordinator')) {
    await store.recordAccess([{ ...entry, outcome: 'nothing_found' }])
    return NOTHING_FOUND
  }
  const settled = settledBy(await store.listStuck({ requestId: request.id }), finding, at)
  if (!settled) return { kind: 'late', say: LATE[finding] }
  const result = await store.commit({ ...NO_CHANGE, settled, access: [{ ...entry, outcome: 'done' }] })
  if (result === 'committed')
    ports.doorbell.ring(ask.schemeId, {
      outbox: settled.outbox,
      placements: settled.placements,
      followUps: settled.followUps.map((id) => ({ id, dueAt: at })),
    })
  return { kind: 'done', say: WORDS[finding], requestId: request.id }
}

/**
 * An operator has mended something: what failed or could not be delivered, of one request or of all, is tried again.
 * Gives how many things; the next sweep finds them.
 */
export async function requeue(store: SchemeStore, clock: Clock, requestId?: string): Promise<number> {
  const at = clock.now().toISOString()
  const settled = settledBy(
    await store.listStuck(requestId === undefined ? {} : { requestId }),
    'try_again',
    at,
  )
  if (!settled) return 0
  const entry = {
    at,
    actorId: null,
    action: 'try_again',
    subject: requestId ?? 'all',
    outcome: 'done' as const,
  }
  await store.commit({ ...NO_CHANGE, settled, access: [entry] })
  return settled.placements.length + settled.outbox.length + settled.followUps.length
}

function settledBy(stuck: Stuck, finding: Finding, at: string): NonNullable<Change['settled']> | null {
  const meant = stuckThings(stuck).filter(({ why }) => findingFor(why) === finding)
  const ids = (kind: StuckThing['kind']) => meant.filter((thing) => thing.kind === kind).map(({ id }) => id)
  if (meant.length === 0) return null
  return { placements: ids('placement'), outbox: ids('outbox'), followUps: ids('follow_up'), finding, at }
}
