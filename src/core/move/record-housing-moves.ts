import { z } from 'zod'
import { notTakenUp } from '../circulation/waiting-offers.js'
import { endedOffer } from '../offer/end-offer.js'
import { day, optionalChoice, tick } from '../request/form-fields.js'
import { CHOSEN_OFFER } from '../request/states.js'
import { defineStep, type Effects, type Refusal } from '../request/step.js'
import { workingTime } from '../time/working-time.js'
import { entriesForMove } from './ledger.js'
import { moveOf } from './move-of.js'

/** The household moved by the region's other pathway [S1]. No ledger entry unless the scheme file says so (D6). */
export const recordHousingMoves = defineStep({
  action: 'record_housing_moves',
  circulation: true,
  formOfCase: true,
  input: ({ partners }) =>
    z.object({
      startedOn: day(),
      /** The landlord that housed them, where it is a partner. */
      toLandlordId: optionalChoice(partners),
      /** Somebody has to say so: an offer under consideration never ends by the way. */
      withdrawOffer: tick(),
    }),
  decide(facts, { startedOn, toLandlordId, withdrawOffer }, { now, ids, newId }): Effects | Refusal {
    const { scheme } = facts
    if (startedOn > workingTime(scheme).localDate(now)) {
      return {
        refused: 'in_the_future',
        field: 'startedOn',
        say: 'Please record it when the tenancy has started.',
      }
    }
    if (facts.request.landlordId === null) {
      return {
        refused: 'no_landlord',
        say: 'The form does not say yet whose tenant this is. Please take it off hold and fill that in first.',
      }
    }
    const chosen = facts.offers.filter(({ state }) => CHOSEN_OFFER.includes(state))
    if (chosen.length > 0 && !withdrawOffer) {
      return {
        refused: 'offer_first',
        field: 'withdrawOffer',
        say: 'An offer is being considered. Tell the landlord, then tick that the offer ends with this.',
      }
    }
    const move = moveOf(facts, {
      id: newId,
      toLandlordId: toLandlordId ?? null,
      pathway: 'housing_moves',
      startedOn,
    })
    return {
      say: `Recorded: moved by ${scheme.words.housingMoves}.`,
      offers: [
        ...chosen.map((offer) => endedOffer(offer, 'lapsed', now, { reason: 'not_taken_up' })),
        ...notTakenUp(facts.offers, now),
      ],
      moves: [move],
      ledger: entriesForMove(move, facts.partners, scheme, { ids, at: now.toISOString() }),
      codes: { pathway: move.pathway },
      tell: [
        { topic: 'housing_moves_recorded', to: 'officers' },
        { topic: 'housing_moves_recorded', to: 'coordinators' },
      ],
    }
  },
})
