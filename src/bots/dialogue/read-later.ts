import { NOTHING_FOUND } from '../../core/outcome.js'
import type { Reply, Typist } from '../commands.js'
import { mayUse } from '../commands.js'
import { findCommand, runCommand } from '../run-command.js'
import type { ButtonValue } from '../views/button-value.js'
import { actions, button } from '../views/buttons.js'
import { type Answer, say, sayOutcome } from './speaker.js'

/**
 * A button in place of an answer that would stay in the chat after a decision, after erasure, for whoever looks over a
 * shoulder later. Null where the answer may stand there, or is one sentence in any case.
 */
export function readLater({ person, ports, schemeId }: Typist, text: string): Answer | null {
  const found = findCommand(text)
  if (found.kind === 'unknown') return null
  const { command, argument } = found
  const lacksCode = command.argument && !command.argument.optional && argument === ''
  if (!command.showsCases || !mayUse(command, person) || lacksCode) return null
  // What else was typed behind a word may be anything, and goes nowhere. What is longer than any code is none.
  const asked = command.argument && argument ? `${command.name} ${argument}` : command.name
  if (asked.length > MOST) return sayOutcome(NOTHING_FOUND)
  const shownId = ports.ids.random()
  const typed = ports.cipher.seal(purposeOf(shownId), asked)
  const open = button('read_typed', { kind: 'shown', shownId }, { typed, schemeId })
  const words = 'Press to read it. What opens does not stay in this chat.'
  return {
    kind: 'view',
    view: { summary: 'Press to read', parts: [{ part: 'text', text: words }, ...actions([open])] },
  }
}

/** What was asked for then, as it is now. */
export async function readTyped(typist: Typist, { typed = '', ref }: ButtonValue): Promise<Reply> {
  const asked = ref.kind === 'shown' ? typist.ports.cipher.open(purposeOf(ref.shownId), typed) : null
  return asked === null
    ? say('This button is out of date. Please type the word again.')
    : runCommand(typist, asked)
}

const MOST = 100

/** A button's words open on that button alone. */
function purposeOf(shownId: string): string {
  return `typed ${shownId}`
}
