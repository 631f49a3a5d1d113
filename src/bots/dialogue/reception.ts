import { confirmWords } from '../../core/people/confirmation.js'
import type { Ports } from '../../core/ports.js'
import { whoIs } from '../../core/screen/index.js'
import type { Log } from '../edges.js'
import type { SchemeRules } from '../scheme-rules.js'
import type { Accounts, Visitor } from './accounts.js'
import { evenTime } from './even-time.js'
import { askOf, type Said, type Speaker, say } from './speaker.js'

/** What the handlers of every platform work with. */
export interface Reception {
  ports: Ports
  accounts: Accounts
  rules: SchemeRules
  log: Log
  /** Milliseconds until a press that got no answer is told "Not confirmed". */
  answerWithinMs: number
  /** Milliseconds after which "Nothing found for you" is said, whatever there is; 0 says it at once. */
  nothingFoundAfterMs: number
}

export const NOT_BOUND = say('This workspace is not connected to the scheme. Please ask the coordinator.')
const NOT_CHECKED = say('Your account could not be checked. Please try again in a moment.')
const NO_MEMBER = say('Only full members of a connected workspace can use this.')

/**
 * Runs something in the name of whoever is at the other end: account checked, in each scheme of the
 * workspace (or in the one that was named) until one has an answer. Somebody not known yet is looked up by
 * e-mail once, and tries again.
 */
export async function asSpeaker<R extends { kind: string; outcome?: unknown }>(
  { ports, accounts, rules, nothingFoundAfterMs }: Reception,
  visitor: Visitor,
  run: (speaker: Speaker) => Promise<R>,
  only?: string,
): Promise<R | Said> {
  const from = performance.now()
  const standing = await accounts.standing(visitor)
  if (standing.kind === 'not_known') return NOT_CHECKED
  if (standing.kind === 'refused') return NO_MEMBER
  let last: R | Said = NOT_BOUND
  const schemeIds = visitor.workspace.schemeIds.filter((id) => only === undefined || id === only)
  for (const schemeId of schemeIds) {
    const scheme = await rules.of(schemeId)
    const speaker: Speaker = { ports, schemeId, actor: visitor.account, scheme }
    last = await run(speaker)
    if (!foundNothing(last)) return last
    if (await accounts.introduce(visitor, schemeId)) {
      last = await run(speaker)
      if (!foundNothing(last)) return last
    }
    if (foundNothing(last)) {
      const person = await whoIs(ports, askOf(speaker))
      const first = person && confirmWords(person, scheme)
      if (first) last = say(first)
      await evenTime(from, nothingFoundAfterMs)
    }
  }
  return last
}

function foundNothing(reply: { kind: string; outcome?: unknown }): boolean {
  return reply.kind === 'say' && reply.outcome === 'nothing_found'
}
