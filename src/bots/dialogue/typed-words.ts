import { NOTHING_FOUND } from '../../core/outcome.js'
import { commitOutside } from '../../core/request/commit-outside.js'
import { prepareForm, whoIs } from '../../core/screen/index.js'
import type { Reply } from '../commands.js'
import { findCommand, runCommand } from '../run-command.js'
import type { CaseRef } from '../views/button-value.js'
import { actions, button } from '../views/buttons.js'
import type { FormRequest } from './open-form.js'
import { readLater } from './read-later.js'
import { type Answer, askOf, type Said, type Speaker, say, sayOutcome } from './speaker.js'

/** Somebody in two schemes names the one that is meant first: "north-east waiting". */
export function namedScheme(text: string, schemeIds: readonly string[]): { text: string; only?: string } {
  const [first = '', ...rest] = text.trim().split(/\s+/)
  const only = schemeIds.find((id) => id === first.toLowerCase())
  return only ? { text: rest.join(' '), only } : { text }
}

/** A typed word, by whoever is known to the scheme. Where answers stay in the chat, cases are read behind a button. */
export async function typed(
  speaker: Speaker,
  text: string,
  key: string,
  answersStay = false,
): Promise<Reply> {
  const person = await whoIs(speaker.ports, askOf(speaker))
  if (!person) return unknownPerson(speaker)
  const typist = { ...speaker, person, key }
  return (answersStay && readLater(typist, text)) || runCommand(typist, text)
}

/**
 * Words typed as a message. A platform delivers one again when in doubt, and has been seen to deliver one twice as
 * new: the first delivery leaves its key in the database and is answered, the others get nothing.
 */
export async function heard(
  speaker: Speaker,
  text: string,
  key: string,
  answersStay = false,
): Promise<Answer | typeof HEARD> {
  if (await wasHeard(speaker, key)) return HEARD
  const reply = await typed(speaker, text, key, answersStay)
  return reply.kind === 'form' ? formButton(speaker, reply.open) : reply
}

/** The same words again: there is nothing to say. */
export const HEARD = say('')

/** The command's name for the log: what else was typed never stands there. */
export function nameOfTyped(text: string): string {
  const found = findCommand(text)
  return found.kind === 'command' ? found.command.name : 'unknown'
}

/** The words for whoever is not in the directory, with whom to ask. */
function unknownPerson({ scheme }: Speaker): Said {
  const { coordinatorTeam, coordinatorPhone } = scheme.words
  const { say: nothing, outcome } = sayOutcome(NOTHING_FOUND)
  const ask = `If you work with the scheme, please ask ${coordinatorTeam} (${coordinatorPhone}).`
  return { kind: 'say', say: `${nothing} ${ask} ${scheme.texts.emergency}`, outcome }
}

/** An unknown sender leaves no mark: there is nothing that could be done twice. */
async function wasHeard(speaker: Speaker, key: string): Promise<boolean> {
  const done = { kind: 'done', say: '', requestId: '' } as const
  const outcome = await commitOutside(
    speaker.ports,
    { ...askOf(speaker), key: `${key}:heard`, action: 'type_to_bot' },
    () => ({ change: {}, outcome: done }),
  )
  return outcome.kind === 'done' && outcome.repeated === true
}

/** A message cannot open a form, a button can. */
async function formButton(speaker: Speaker, { action, target }: FormRequest): Promise<Answer> {
  let ref: CaseRef = { kind: 'shown', shownId: speaker.ports.ids.random() }
  if (target) {
    const ready = await prepareForm(speaker.ports, { ...askOf(speaker), action: 'read_request', target })
    if (ready.kind !== 'ready') return sayOutcome(ready)
    const { id: requestId, version } = ready.open.request
    ref = { kind: 'request', requestId, version }
  }
  const parts = [{ part: 'text' as const, text: 'Press to go on.' }, ...actions([button(action, ref)])]
  return { kind: 'view', view: { summary: 'Press to go on', parts } }
}
