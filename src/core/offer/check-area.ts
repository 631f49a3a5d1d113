import { z } from 'zod'
import { optionalFreeText } from '../privacy/free-text.js'
import { optionalChoice, tick, yesOrNo } from '../request/form-fields.js'
import { noteWhereNeeded } from '../request/notes.js'
import { defineStep, type Effects, type Refusal } from '../request/step.js'
import { endedOffer, offerAtIssue } from './end-offer.js'
import { isExcludedOfferer } from './excluded-offer.js'

/** Every offer passes here before the applicant hears of it (D4). The officer never reads the outcome (P2). */
export const checkArea = defineStep({
  action: 'check_area',
  input: ({ scheme }) =>
    z
      .object({
        suitable: yesOrNo(),
        /** The distance to rival or linked cases was looked at. */
        keepApartCleared: tick(),
        reason: optionalChoice(scheme.reasons.notSuitableArea),
        note: optionalFreeText(scheme),
      })
      .superRefine((input, context) => {
        if (input.suitable) return
        const { reason, note } = input
        if (reason !== undefined) noteWhereNeeded(scheme, 'notSuitableArea')({ reason, note }, context)
        else context.addIssue({ code: 'custom', path: ['reason'], message: 'Please choose a reason.' })
      }),
  decide(facts, { suitable, keepApartCleared, reason, note }, context): Effects | Refusal {
    const offer = offerAtIssue(context)
    if (!suitable) {
      return {
        say: 'Not suitable. The officer will read "not taken up" and nothing else.',
        offers: [endedOffer(offer, 'not_suitable_area', context.now, { reason, note })],
        codes: { suitable },
        tell: [{ topic: 'offer_not_taken_up', to: 'offerer' }],
      }
    }
    if (isExcludedOfferer(facts, offer)) {
      return {
        refused: 'excluded',
        field: 'suitable',
        say: 'This landlord or officer must not see the request, so the offer cannot go on.',
      }
    }
    const { keepApartFrom } = facts.request.form.confidential
    if (keepApartFrom.length > 0 && !keepApartCleared) {
      return {
        refused: 'keep_apart',
        field: 'keepApartCleared',
        say: `Please check the home against the cases to keep apart from (${keepApartFrom.join(', ')}) and tick.`,
      }
    }
    return {
      say: 'Area checked. The nominating officer can now choose this offer.',
      offers: [{ ...offer, state: 'area_checked' }],
      codes: { suitable },
      tell: [{ topic: 'offer_checked', to: 'officers' }],
    }
  },
})
