import { StartError } from '../app/start-error.js'
import { issueCode } from '../core/people/make-code.js'
import { phoneWords } from '../core/people/phone-words.js'
import type { Clock } from '../core/ports.js'
import { systemIds } from '../store/ids.js'
import type { OpenedStore } from '../store/index.js'

/** People who decide something and have no confirmed account, by the id they have in the directory. */
export async function listUnconfirmed(
  { store }: Pick<OpenedStore, 'store'>,
  schemeId: string,
  say: (line: string) => void,
): Promise<void> {
  const unconfirmed = await store.forScheme(schemeId).listUnconfirmed()
  for (const { personId, platforms } of unconfirmed)
    say(`${personId}: ${platforms.length > 0 ? platforms.join(', ') : 'not on chat yet'}`)
  if (unconfirmed.length === 0) say('Everybody who decides something has a confirmed account.')
}

/** A one-time code for somebody, above all for a scheme's first coordinator: nobody in chat could make it. */
export async function makeCodeFor(
  { store }: Pick<OpenedStore, 'store'>,
  clock: Clock,
  about: { personId: string; schemeId: string },
  say: (line: string) => void,
): Promise<void> {
  const { personId, schemeId } = about
  const person = (await store.forScheme(schemeId).people()).find(({ id }) => id === personId)
  if (!person) throw new StartError(`Nobody in the directory of ${schemeId} has the id ${personId}.`)
  const code = await issueCode({ store, clock, ids: systemIds }, { schemeId, personId, madeBy: null })
  say(`Code for ${person.name}: ${code}`)
  say(`Ring them on ${phoneWords(person.workPhone)} and read it out; it is used once, within two days.`)
  say(`In their private chat with the app they type: code ${code}`)
}
