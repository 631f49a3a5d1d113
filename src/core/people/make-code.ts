import { NOTHING_FOUND, type Outcome } from '../outcome.js'
import type { Ports } from '../ports.js'
import { newOneTimeCode } from '../privacy/codes.js'
import type { PersonRecord } from '../request/records.js'
import { holds } from '../request/relations.js'
import { whoIs } from '../screen/shown.js'
import { dateWords } from '../time/words.js'
import type { AccountRef } from './account.js'
import { CODE_LASTS_MS } from './confirmation.js'
import { phoneWords } from './phone-words.js'

/**
 * A coordinator or scheme admin makes a one-time code for somebody else and reads it out on the telephone. It is shown
 * once and kept as a keyed hash only; a newer one ends the older. Nobody makes one for themselves (four eyes).
 */
export async function makeCode(
  ports: Ports,
  ask: { schemeId: string; actor: AccountRef; personId: unknown },
): Promise<Outcome> {
  const store = ports.store.forScheme(ask.schemeId)
  const maker = await whoIs(ports, ask)
  if (!maker) return NOTHING_FOUND
  const at = ports.clock.now()
  const refusal = maySend(maker)
  if (refusal) {
    const access = { actorId: maker.id, action: 'make_code', subject: 'none', outcome: 'refused' } as const
    await store.recordAccess([{ at: at.toISOString(), ...access }])
    return refusal
  }
  const [people, { rules }] = await Promise.all([store.people(), store.scheme()])
  const person = people.find(({ id }) => id === ask.personId)
  if (!person) return { kind: 'invalid', errors: { personId: 'Please choose one of the list.' } }
  if (person.id === maker.id)
    return { kind: 'invalid', errors: { personId: 'Somebody else has to make your own code.' } }
  const code = await issueCode(ports, { schemeId: ask.schemeId, personId: person.id, madeBy: maker.id })
  const until = dateWords(new Date(at.getTime() + CODE_LASTS_MS).toISOString(), rules.timezone)
  const say = `Code for ${person.name}: ${code}. Ring them on ${phoneWords(person.workPhone)}, the number in the directory, and read it out. Do not send it by chat or e-mail. It can be used once, until ${until}.`
  return { kind: 'done', say, requestId: '' }
}

/** Makes a code for a person, on a coordinator's or an operator's (`madeBy` null) word. Gives it back in clear. */
export async function issueCode(
  ports: Pick<Ports, 'store' | 'clock' | 'ids'>,
  { schemeId, personId, madeBy }: { schemeId: string; personId: string; madeBy: string | null },
): Promise<string> {
  const code = newOneTimeCode((count) => ports.ids.bytes(count))
  const madeAt = ports.clock.now()
  await ports.store.forScheme(schemeId).makeCode({
    id: ports.ids.ordered(),
    personId,
    code,
    madeBy,
    madeAt: madeAt.toISOString(),
    expiresAt: new Date(madeAt.getTime() + CODE_LASTS_MS).toISOString(),
  })
  return code
}

function maySend(maker: PersonRecord): Outcome | null {
  if (holds(maker, 'coordinator') || holds(maker, 'scheme_admin')) return null
  return { kind: 'refused', code: 'not_yours', say: 'Only a coordinator or a scheme admin can do this.' }
}
