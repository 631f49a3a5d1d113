import type { CaseFacts, Target } from '../facts.js'
import { NOTHING_FOUND, type Outcome } from '../outcome.js'
import type { ActorRef } from '../people/account.js'
import type { Screen } from '../placement/screens.js'
import type { AccessEntry, Ports } from '../ports.js'
import type { PersonRecord } from '../request/records.js'

/**
 * The answer to somebody who asked to see something. `ref` names the case its buttons act on: for a partner its own
 * offer, because the request's id and version tell more than the screen does (P2).
 */
export type Shown =
  | {
      kind: 'screen'
      screen: Screen
      ref: { requestId: string; version: number } | { offerId: string } | null
    }
  | Outcome

export interface Ask {
  schemeId: string
  actor: ActorRef
}

export interface AskCase extends Ask {
  target: Target
}

/** Who asked, and about which request where it was about one. */
type SeenBy = Pick<CaseFacts, 'actor'> & Partial<Pick<CaseFacts, 'request'>>

/** Writes to the access chain that somebody saw, or was not shown, one thing. */
export async function recordAsk(
  ports: Ports,
  ask: Ask,
  seen: { action: string; facts: SeenBy | null; outcome: AccessEntry['outcome'] },
): Promise<void> {
  await ports.store.forScheme(ask.schemeId).recordAccess([
    {
      at: ports.clock.now().toISOString(),
      actorId: seen.facts?.actor?.id ?? null,
      action: seen.action,
      subject: seen.facts?.request?.id ?? 'none',
      outcome: seen.outcome,
    },
  ])
}

/** The person behind an account; null when unknown, removed or not from the workspace bound to the organisation. */
export function whoIs(ports: Ports, ask: Ask): Promise<PersonRecord | null> {
  return ports.store.forScheme(ask.schemeId).findPerson(ask.actor)
}

/** The same words whether something does not exist or may not be seen; the attempt is recorded. */
export async function nothingFound(
  ports: Ports,
  ask: Ask,
  action: string,
  facts: SeenBy | null,
): Promise<Outcome> {
  await recordAsk(ports, ask, { action, facts, outcome: 'nothing_found' })
  return NOTHING_FOUND
}
