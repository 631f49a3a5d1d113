import { chain } from '../audit/chain.js'
import { type Change, NO_CHANGE } from '../change.js'
import type { CaseFacts } from '../facts.js'
import type { Ports } from '../ports.js'
import type { RequestRecord } from '../request/records.js'
import { tombstone } from './tombstone.js'

type Case = CaseFacts & { request: RequestRecord }

export type Erased =
  | { kind: 'erased'; request: RequestRecord }
  /** It was erased before. */
  | { kind: 'nothing' }
  | { kind: 'refused'; say: string }

/** More losers than this in a row means something other than people clicking. */
const MOST_TRIES = 8

/**
 * Erases the content of one request in one commit, for the daily retention or an operator. `whyNot` is asked again with
 * the case as it is at the commit: somebody may have opened or held it meanwhile.
 */
export async function eraseContent(
  ports: Ports,
  schemeId: string,
  requestId: string,
  order: { ordered: 'retention' | 'operator'; whyNot: (request: RequestRecord) => string | null },
): Promise<Erased> {
  const store = ports.store.forScheme(schemeId)
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const facts = await store.readCase({
      target: { requestId },
      actor: 'system',
      key: null,
      circulation: true,
    })
    if (!facts?.request || facts.request.erasedAt !== undefined) return { kind: 'nothing' }
    const say = order.whyNot(facts.request)
    if (say !== null) return { kind: 'refused', say }
    const change = changeOf(ports, { ...facts, request: facts.request }, order.ordered)
    if ((await store.commit(change)) !== 'committed') continue
    ports.doorbell.ring(schemeId, { outbox: change.outbox.map(({ id }) => id) })
    return { kind: 'erased', request: facts.request }
  }
  return { kind: 'refused', say: 'Somebody else is working on this request at this moment.' }
}

function changeOf({ clock, ids, hasher }: Ports, facts: Case, ordered: string): Change {
  const { request: before } = facts
  const now = clock.now()
  const at = now.toISOString()
  const { request, offers = [], notices = [] } = tombstone(facts, now)
  const entry = chain(
    {
      requestId: before.id,
      at,
      action: 'erase',
      from: before.state,
      to: before.state,
      actorId: null,
      onBehalfOf: null,
      confirmedBy: null,
      codes: { ordered },
    },
    before.audit,
    hasher,
  )
  const after = {
    ...before,
    ...request,
    version: before.version + 1,
    lastActivityAt: at,
    audit: { seq: entry.seq, head: entry.hash },
  }
  const told = { topic: null, to: null, offerId: null }
  return {
    ...NO_CHANGE,
    update: { before, after },
    offers,
    notices,
    audit: [entry],
    outbox: [{ id: ids.ordered(), kind: 'request_erased', requestId: before.id, urgent: true, ...told }],
    erase: before.id,
  }
}
