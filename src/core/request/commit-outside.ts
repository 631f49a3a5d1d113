import { type Change, NO_CHANGE } from '../change.js'
import type { CaseFacts } from '../facts.js'
import { NOTHING_FOUND, type Outcome } from '../outcome.js'
import type { ActorRef } from '../people/account.js'
import type { Ports, SchemeStore } from '../ports.js'
import type { PersonRecord } from './records.js'

export interface Outside {
  schemeId: string
  actor: ActorRef
  /** Of the form or command: a repeat gets the first outcome and changes nothing. */
  key: string
}

export type KnownFacts = CaseFacts & { actor: PersonRecord }

export type Decision = { change: Partial<Change>; outcome: Extract<Outcome, { kind: 'done' }> } | Outcome

/** More losers than this in a row means something other than people clicking. */
const MOST_TRIES = 4

/**
 * The way in for what has no case yet: read, decide, commit in one statement, ring the doorbell.
 * People who are unknown, or have no part in the scheme, are told "Nothing found for you"; refusals are written to the
 * access chain.
 */
export async function commitOutside(
  ports: Ports,
  ask: Outside & { action: string; onBehalfOf?: string | undefined },
  decide: (facts: KnownFacts, now: Date) => Decision,
): Promise<Outcome> {
  const store = ports.store.forScheme(ask.schemeId)
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const facts = await store.readCase({
      target: null,
      actor: ask.actor,
      key: ask.key,
      withPerson: ask.onBehalfOf,
    })
    if (facts?.receipt) return { ...(facts.receipt.outcome as Outcome & { kind: 'done' }), repeated: true }
    const now = ports.clock.now()
    const decision =
      facts?.actor && (await hasPart(facts.actor, store))
        ? decide({ ...facts, actor: facts.actor }, now)
        : NOTHING_FOUND
    if (!('change' in decision)) {
      await store.recordAccess([
        {
          at: now.toISOString(),
          actorId: facts?.actor?.id ?? null,
          action: ask.action,
          subject: 'none',
          outcome: decision.kind === 'nothing_found' ? 'nothing_found' : 'refused',
        },
      ])
      return decision
    }
    const receipt = { key: ask.key, outcome: decision.outcome, at: now.toISOString() }
    const change: Change = { ...NO_CHANGE, ...decision.change, receipt }
    if ((await store.commit(change)) === 'committed') {
      ports.doorbell.ring(ask.schemeId, { outbox: change.outbox.map(({ id }) => id) })
      return decision.outcome
    }
  }
  return { kind: 'late', say: 'Somebody else is changing this at the moment. Please look again.' }
}

/** To somebody of the directory who has no role and stands in for nobody, the answer is as to a stranger. */
async function hasPart({ id, roles, withheld }: PersonRecord, store: SchemeStore): Promise<boolean> {
  if (roles.length > 0 || withheld !== undefined) return true
  return (await store.people()).some(({ away }) => away?.deputyId === id)
}
