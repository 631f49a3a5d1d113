import { reasonInput } from '../offer/end-offer.js'
import { withNote } from '../request/notes.js'
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
      .map((offer) => ({ ...offer, state: 'accepted' as const, endedAt: null }))
    return {
      say: 'Taken back. The ledger shows both entries; the request stands where it was before.',
      // A move by the other pathway had no offer to go back to.
      ...(offers.length === 0 && {
        state: facts.notices.some(({ live }) => live) ? ('circulated' as const) : ('approved' as const),
      }),
      offers,
      moves: [{ ...move, reversedAt: at }],
      ledger: reversalOf(entriesForMove(move, partners, scheme, { ids, at }), reason, { ids, at }),
      request: { form: withNote(request.form, 'reverse_move', { reason, note }, { by, now }) },
      codes: { reason, move: move.id },
      tell: [
        { topic: 'move_reversed', to: 'officers' },
        { topic: 'move_reversed', to: 'coordinators' },
      ],
    }
  },
})
