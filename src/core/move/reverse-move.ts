import type { OpenCase } from '../facts.js'
import { reasonInput } from '../offer/end-offer.js'
import { withNote } from '../request/notes.js'
import type { State } from '../request/states.js'
import { defineStep, type Effects, type Refusal } from '../request/step.js'
import { entriesForMove, reversalOf } from './ledger.js'

/** A move that was recorded in error: the ledger gets opposite entries, the offer is accepted again. */
export const reverseMove = defineStep({
  action: 'reverse_move',
  circulation: true,
  input: ({ scheme }) => reasonInput(scheme, 'ledgerCorrected'),
  decide(facts, { reason, note }, { ids, now, by }): Effects | Refusal {
    const { move, request, scheme, partners } = facts
    if (!move) return { refused: 'no_move', say: 'There is no move to take back.' }
    const at = now.toISOString()
    const offers = facts.offers
      .filter((offer) => offer.state === 'tenancy_started')
      .map((offer) => ({ ...offer, state: 'accepted' as const, endedAt: null, endedFrom: undefined }))
    return {
      say: 'Taken back. The ledger shows both entries; the request stands where it was before.',
      // A move by the other pathway had no offer to go back to: the request stands where it was recorded from.
      ...(offers.length === 0 && { state: stateBefore(facts) }),
      offers,
      moves: [{ ...move, reversedAt: at }],
      ledger: reversalOf(entriesForMove(move, partners, scheme, { ids, at }), reason, { ids, at }),
      request: {
        // The offer that was considered before the hold has ended with the move.
        ...(request.heldFrom === 'under_offer' && { heldFrom: 'circulated' as const }),
        form: withNote(request.form, 'reverse_move', { reason, note }, { by, now }),
      },
      codes: { reason, move: move.id },
      tell: [
        { topic: 'move_reversed', to: 'officers' },
        { topic: 'move_reversed', to: 'coordinators' },
      ],
    }
  },
})

/** On hold it stays on hold, so that nothing becomes approved that no landlord has approved. */
function stateBefore({ request, notices }: OpenCase): State {
  if (request.heldFrom !== null) return 'on_hold'
  return notices.some(({ live }) => live) ? 'circulated' : 'approved'
}
