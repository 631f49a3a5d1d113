import { actionsOf, cardOf, isDict } from './cards.js'
import type { ActionChoice, MessageRef } from './person.js'
import type { Attachment, Dict } from './types.js'

/** The one action that is meant; throws when it is none or several. */
export function choose(actions: readonly Dict[], choice: ActionChoice, may: (action: Dict) => boolean): Dict {
  const usable = actions.filter(may)
  const found = usable.filter((action) =>
    typeof choice === 'string' ? [action.title, action.verb, action.id].includes(choice) : choice(action),
  )
  const [one] = found
  if (one && found.length === 1) return one
  const there = usable.map((a) => `${String(a.title ?? a.id)} (${String(a.verb ?? a.type)})`).join(', ')
  throw new Error(`${found.length} actions match ${String(choice)}; there are: ${there || 'none'}`)
}

/** What a client without Universal Actions shows instead. */
export function fallbackOf(action: Dict): Dict {
  if (action.type !== 'Action.Execute') return action
  if (isDict(action.fallback) && action.fallback.type === 'Action.Submit') return action.fallback
  throw new Error(
    `an old client shows nothing for ${String(action.title)}: it has no Action.Submit to fall back on`,
  )
}

/** Left out: the last `positive` Action.Submit, else the last. */
export function submitOf(card: Dict, choice: ActionChoice | undefined): Dict {
  const submits = actionsOf(card).filter((a) => a.type === 'Action.Submit')
  if (choice !== undefined) return choose(submits, choice, () => true)
  const last = submits.findLast((a) => a.style === 'positive') ?? submits.at(-1)
  if (!last) throw new Error('the dialog has nothing to send it with')
  return last
}

/** The card that a screen which lags still shows. */
export function staleCard(ref: MessageRef): Dict | undefined {
  const { card, attachments } = ref as MessageRef & { card?: unknown; attachments?: Attachment[] }
  return isDict(card) ? card : cardOf(attachments ?? [])
}
