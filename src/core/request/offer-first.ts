import type { OpenCase } from '../facts.js'
import { CHOSEN_OFFER } from './states.js'
import type { Refusal } from './step.js'

/** A live offer is decided before a request is held or closed (scheme.md section 4). */
export function offerFirst({ request, offers }: OpenCase): Refusal | null {
  if (!offers.some(({ state }) => CHOSEN_OFFER.includes(state))) return null
  const first = request.state === 'on_hold' ? 'take the request off hold and decide' : 'decide'
  return { refused: 'offer_first', say: `An offer has been chosen. Please ${first} that offer first.` }
}
