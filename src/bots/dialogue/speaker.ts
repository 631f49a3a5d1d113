import type { Outcome } from '../../core/outcome.js'
import type { AccountRef } from '../../core/people/account.js'
import type { Ports } from '../../core/ports.js'
import type { Scheme } from '../../core/scheme/scheme-file.js'
import type { Shown } from '../../core/screen/index.js'
import type { CaseRef } from '../views/button-value.js'
import { viewOf } from '../views/index.js'
import type { View } from '../views/view.js'
import { viewWords } from '../views/view-words.js'

/** Who types or presses, in which scheme. Rights are decided in core; nothing here carries any. */
export interface Speaker {
  ports: Ports
  schemeId: string
  actor: AccountRef
  /** Newest rules of the scheme, for texts and names. */
  scheme: Scheme
}

/** One sentence; `outcome` says how it ended when something was tried. */
export interface Said {
  kind: 'say'
  say: string
  outcome: Outcome['kind'] | null
}

/** What somebody gets to see for what they asked. */
export type Answer = { kind: 'view'; view: View } | Said

export function say(words: string): Said {
  return { kind: 'say', say: words, outcome: null }
}

/** The one sentence a person reads about an outcome. */
export function sayOutcome(outcome: Outcome): Said {
  if (outcome.kind !== 'invalid') return { kind: 'say', say: outcome.say, outcome: outcome.kind }
  const first = Object.values(outcome.errors)[0] ?? 'Something is missing or wrong. Please look again.'
  return { kind: 'say', say: first, outcome: 'invalid' }
}

/**
 * A sentence as a page of its own. It may name people and cases, and a phone that lies on a table shows the summary: so
 * it is not repeated there.
 */
export function sentenceView(words: string): View {
  return { summary: 'The answer to what you asked', parts: [{ part: 'text', text: words }] }
}

/** What somebody gets to see, as something that can be drawn. */
export function viewOfAnswer(answer: Answer): View {
  return answer.kind === 'view' ? answer.view : sentenceView(answer.say)
}

/** Draws what core shows; buttons act on `ref`, or on the case of the screen, or on nothing but themselves. */
export function answerWith({ ports, scheme }: Speaker, shown: Shown, ref?: CaseRef): Answer {
  if (shown.kind !== 'screen') return sayOutcome(shown)
  const own = ref ?? ownRef(shown.ref, ports.ids.random())
  return { kind: 'view', view: viewOf(shown.screen, own, viewWords(scheme)) }
}

function ownRef(about: Extract<Shown, { kind: 'screen' }>['ref'], shownId: string): CaseRef {
  if (about === null) return { kind: 'shown', shownId }
  return 'offerId' in about ? { kind: 'offer', ...about, shownId } : { kind: 'request', ...about }
}

/** What core's reads and use cases want to know about the speaker. */
export function askOf({ schemeId, actor }: Speaker): { schemeId: string; actor: AccountRef } {
  return { schemeId, actor }
}

/** Stands for the account in idempotency keys. */
export function actorKey({ actor }: Speaker): string {
  return `${actor.platform}:${actor.tenant}:${actor.userId}`
}
