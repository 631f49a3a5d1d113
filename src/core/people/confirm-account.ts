import { NOTHING_FOUND, type Outcome } from '../outcome.js'
import type { Ports } from '../ports.js'
import { normaliseOneTimeCode } from '../privacy/codes.js'
import { whoIs } from '../screen/shown.js'
import type { AccountRef } from './account.js'
import { ROLE_NAMES } from './role-names.js'

/**
 * Somebody types the code that was read out to them: from now on their account counts for the roles that decide
 * something, and what waits for them in those is sent. A code that is wrong, used or run out is answered in the same
 * words; after five wrong ones the open code is of no use any more.
 */
export async function confirmAccount(
  ports: Ports,
  ask: { schemeId: string; actor: AccountRef; typed: string },
): Promise<Outcome> {
  const person = await whoIs(ports, ask)
  if (!person) return NOTHING_FOUND
  const [role] = person.withheld ?? []
  if (!role) return { kind: 'refused', code: 'confirmed', say: 'This account needs no code.' }
  const at = ports.clock.now().toISOString()
  const store = ports.store.forScheme(ask.schemeId)
  const code = normaliseOneTimeCode(ask.typed)
  const { confirmed, outbox } = await store.tryCode({ account: ask.actor, personId: person.id, code, at })
  if (!confirmed)
    return {
      kind: 'refused',
      code: 'wrong_code',
      say: 'That is not the code, or it can no longer be used. Please ring again for another one.',
    }
  ports.doorbell.ring(ask.schemeId, { outbox })
  const say = `Thank you, this account is confirmed: from now on you act here as ${ROLE_NAMES[role].toLowerCase()}. Type “home” to see what waits for you.`
  return { kind: 'done', say, requestId: '' }
}
