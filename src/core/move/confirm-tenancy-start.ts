import { z } from 'zod'
import { notTakenUp } from '../circulation/waiting-offers.js'
import { endedOffer, offerAtIssue } from '../offer/end-offer.js'
import { day } from '../request/form-fields.js'
import { defineStep, type Effects, type Refusal } from '../request/step.js'
import { workingTime } from '../time/working-time.js'
import { entriesForMove } from './ledger.js'
import { moveOf } from './move-of.js'

/** The receiving landlord says that the tenancy has begun; the ledger follows in the same commit (D13). */
export const confirmTenancyStart = defineStep({
  action: 'confirm_tenancy_start',
  // A chain of mergers may lead through partners that have no part in the case.
  circulation: true,
  input: () => z.object({ startedOn: day() }),
  decide(facts, { startedOn }, context): Effects | Refusal {
    const { scheme } = facts
    const offer = offerAtIssue(context)
    const time = workingTime(scheme)
    if (startedOn > time.localDate(context.now)) {
      return {
        refused: 'in_the_future',
        field: 'startedOn',
        say: 'Please confirm it when the tenancy has started.',
      }
    }
    if (startedOn < time.localDate(new Date(offer.madeAt))) {
      return { refused: 'too_early', field: 'startedOn', say: 'This day is before the home was offered.' }
    }
    const move = moveOf(facts, {
      id: context.newId,
      toLandlordId: offer.partnerId,
      pathway: 'reciprocal_offer',
      startedOn,
    })
    return {
      say: 'Confirmed. Thank you for housing somebody who needed to be safe.',
      offers: [endedOffer(offer, 'tenancy_started', context.now), ...notTakenUp(facts.offers, context.now)],
      moves: [move],
      ledger: entriesForMove(move, facts.partners, scheme, {
        ids: context.ids,
        at: context.now.toISOString(),
      }),
      codes: { pathway: move.pathway },
      tell: [
        { topic: 'tenancy_started', to: 'officers' },
        { topic: 'tenancy_started', to: 'coordinators' },
      ],
    }
  },
})
