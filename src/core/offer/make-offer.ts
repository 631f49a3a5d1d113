import { z } from 'zod'
import type { OpenCase } from '../facts.js'
import { choice, day, several, tick, wholeNumber } from '../request/form-fields.js'
import type { PersonRecord } from '../request/records.js'
import { holdsAt } from '../request/relations.js'
import { CHOSEN_OFFER, WAITING_OFFER } from '../request/states.js'
import { defineStep } from '../request/step.js'
import type { Scheme } from '../scheme/scheme-file.js'
import { workingTime } from '../time/working-time.js'
import { isExcludedOfferer } from './excluded-offer.js'
import { meetsOptions } from './home-needs.js'
import { propertyNumber } from './property-number.js'

/** A housing officer proposes a home. The form never answers about areas: a coordinator checks them (P2). */
export const makeOffer = defineStep({
  action: 'make_offer',
  // A coordinator may record it for an officer of any partner that got the notice.
  circulation: true,
  input: ({ scheme }) => homeInput(scheme),
  decide(facts, home, { now, newId, by }) {
    const notice = noticeOf(facts, by)
    if (!notice || isExcludedOfferer(facts, { partnerId: notice.partnerId, officerId: by.id })) {
      return { refused: 'not_noticed', say: facts.scheme.texts.nothingFound }
    }
    const again = facts.offers.some(
      (offer) =>
        offer.partnerId === notice.partnerId &&
        // Under another reference it is another request, as far as a partner may know (D8).
        (offer.reference ?? notice.reference) === notice.reference &&
        offer.home.propertyNumber === home.propertyNumber &&
        [...WAITING_OFFER, ...CHOSEN_OFFER].includes(offer.state),
    )
    if (again) {
      return {
        refused: 'offered_already',
        field: 'propertyNumber',
        say: 'This home is already offered for this notice.',
      }
    }
    const time = workingTime(facts.scheme)
    const keepUntil = time.addWorkingDays(now, facts.scheme.rules.offers.keepOrReleaseWorkingDays)
    return {
      say: `Received. Please hold the home until ${time.say(keepUntil)}; we will ask whether you keep or release it.`,
      offers: [
        {
          id: newId,
          requestId: facts.request.id,
          partnerId: notice.partnerId,
          officerId: by.id,
          state: 'made',
          home,
          reference: notice.reference,
          madeAt: now.toISOString(),
          replyBy: null,
          keepUntil: keepUntil.toISOString(),
          viewingAt: null,
          endReason: null,
          endNote: null,
          endedAt: null,
        },
      ],
      codes: { offer: newId },
      tell: [{ topic: 'offer_made', to: 'coordinators' }],
    }
  },
})

/** Every field of an offered home; the tenancy offered is compulsory. */
export function homeInput(scheme: Scheme) {
  return z.object({
    propertyNumber,
    area: choice(scheme.areas.map(({ code }) => ({ id: code }))),
    bedrooms: wholeNumber(0, 12),
    type: choice(scheme.propertyTypes),
    /** 0 is the ground floor. */
    floor: wholeNumber(-2, 60),
    lift: tick(),
    meets: several([...meetsOptions(scheme), ...scheme.propertyNeeds]),
    rentPerWeek: rent(),
    tenancyOffered: choice(scheme.tenancies.filter(({ offered }) => offered)),
    availableFrom: day(),
  })
}

/** The notice the officer answers: the one pressed, where the officer works for several partners. */
function noticeOf({ notices, placement }: OpenCase, officer: PersonRecord) {
  const own = notices.filter(({ live, partnerId }) => live && holdsAt(officer, 'housing_officer', partnerId))
  return own.find(({ partnerId }) => partnerId === placement?.partnerId) ?? own[0]
}

function rent() {
  const missing = 'Please give the weekly rent in pounds.'
  return z.preprocess(
    (typed) => (typeof typed === 'string' && typed.trim() !== '' ? Number(typed.replace('£', '')) : typed),
    z
      .number(missing)
      .min(1, missing)
      .max(2_000, 'Please give the rent for one week, not for a month or a year.'),
  )
}
