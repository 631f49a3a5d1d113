import { CHOSEN, type OfferState, type Rule, rules, type Step, WAITING } from './model-rules.js'
import type { Attempt, Model, ModelOffer } from './model-types.js'

/** The offers after a step that was possible. */
export function offersAfter(model: Model, what: Attempt): Model['offers'] {
  const { step, offer: name, by, onBehalf } = what
  if (step === 'make_offer' && name !== undefined)
    return { ...model.offers, [name]: { partner: (onBehalf ?? by).at, state: 'made' } }
  const at = name === undefined ? undefined : model.offers[name]
  const one =
    at && name !== undefined ? { ...model.offers, [name]: { ...at, ...changeOf(what) } } : model.offers
  return Object.fromEntries(
    Object.entries(one).map(([each, offer]) => [
      each,
      { ...offer, state: ALL[step]?.[offer.state] ?? offer.state },
    ]),
  )
}

const overAll = (states: readonly OfferState[]) =>
  Object.fromEntries(states.map((state) => [state, 'over' as const]))

/**
 * What becomes of every offer. After a recall, a closing or a move the request is where no offer can be live: nobody
 * could decide, keep or release one any more. "a live offer is withdrawn first" (Housing Moves); silent for those that
 * wait.
 */
const ALL: Partial<Record<Step, Partial<Record<OfferState, OfferState>>>> = {
  close: overAll(WAITING),
  recall: overAll(WAITING),
  confirm_tenancy_start: overAll(WAITING),
  record_housing_moves: overAll([...WAITING, ...CHOSEN]),
  reverse_move: { tenancy_started: 'accepted' },
}

function changeOf({ step, suitable, until }: Attempt): Partial<ModelOffer> {
  const { offer }: Rule = rules[step]
  if (step === 'check_area' && !suitable) return { state: 'not_suitable_area' }
  return {
    ...(offer?.becomes && { state: offer.becomes }),
    ...(step === 'choose_offer' && until && { replyBy: until }),
    ...(step === 'arrange_viewing' && until && { viewingAt: until }),
  }
}
