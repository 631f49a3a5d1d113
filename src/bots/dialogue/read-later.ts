import type { Reply, Typist } from '../commands.js'
import { mayUse } from '../commands.js'
import { findCommand, runCommand } from '../run-command.js'
import { type ButtonValue, isTyped } from '../views/button-value.js'
import { actions, button } from '../views/buttons.js'
import { type Answer, say } from './speaker.js'

/**
 * A button in place of an answer that would stay in the chat after a decision, after erasure, for whoever looks over a
 * shoulder later. Null where the answer may stand there, or is one sentence in any case.
 */
export function readLater({ person, ports }: Typist, text: string): Answer | null {
  const found = findCommand(text)
  if (found.kind === 'unknown') return null
  const { command, argument } = found
  const lacksCode = command.argument && !command.argument.optional && argument === ''
  if (!command.showsCases || !mayUse(command, person) || lacksCode) return null
  const typed = [command.name, argument].filter(Boolean).join(' ')
  // Whatever else was typed is no code: it is answered as not found, and stands on no button.
  if (!isTyped(typed)) return null
  const open = button('read_typed', { kind: 'shown', shownId: ports.ids.random() }, { typed })
  const words = 'Press to read it. What opens does not stay in this chat.'
  return {
    kind: 'view',
    view: { summary: 'Press to read', parts: [{ part: 'text', text: words }, ...actions([open])] },
  }
}

/** What was asked for then, as it is now. */
export async function readTyped(typist: Typist, { typed = '' }: ButtonValue): Promise<Reply> {
  const found = findCommand(typed)
  return found.kind === 'command' && found.command.showsCases
    ? runCommand(typist, typed)
    : say('This button is out of date. Please type the word again.')
}
