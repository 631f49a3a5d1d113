import { describe, expect, it } from 'vitest'
import { closeOfferCap } from '../../../src/core/offer/close-offer-cap.js'
import { countedOffers } from '../../../src/core/offer/offer-cap.js'
import { OFFER_STATES } from '../../../src/core/request/states.js'
import { london } from '../scheme/london.js'
import {
  aCase,
  anOffer,
  aRequest,
  coordinator,
  done,
  fieldErrors,
  NOW,
  secondCoordinator,
  take,
  told,
  withForm,
} from './open-case.js'

const COUNTS = { reason: 'school_care_work' }
const request = aRequest({ state: 'under_offer' })
const proposed = (by = coordinator.id, action = 'close_offer_cap') =>
  aRequest({ state: 'under_offer', proposed: { action, by, at: '2026-03-02T10:00:00.000Z' } })

describe('closing because the offers are used up (D5)', () => {
  it('is first proposed by one coordinator; the request stays under offer', () => {
    const effects = done(closeOfferCap, capped(), COUNTS)
    expect(effects.state).toBe('under_offer')
    expect(effects.request).toEqual({
      proposed: { action: 'close_offer_cap', by: 'cleo', at: NOW.toISOString() },
    })
    expect(effects.offers).toBeUndefined()
    expect(effects.codes).toEqual({ proposed: true })
    expect(told(effects)).toEqual(['offer_cap_to_confirm > coordinators'])
  })

  it('is not confirmed by the coordinator who proposed it', () => {
    expect(take(closeOfferCap, capped({ request: proposed() }), COUNTS)).toMatchObject({
      refused: 'second_person',
    })
  })

  it('closes the request when another coordinator confirms', () => {
    const offers = [anOffer({ state: 'viewed' }), anOffer({ id: 'o2', state: 'area_checked' })]
    const effects = done(closeOfferCap, capped({ request: proposed(), actor: secondCoordinator, offers }), {
      ...COUNTS,
      note: 'Asked twice.',
    })
    expect(effects.state).toBeUndefined()
    expect(effects.request).toMatchObject({ proposed: null, closedReason: 'offer_cap_used' })
    expect(effects.request?.form?.confidential.notes).toEqual([
      {
        at: NOW.toISOString(),
        by: 'dee',
        action: 'close_offer_cap',
        reason: 'school_care_work',
        note: 'Asked twice.',
      },
    ])
    expect(effects.offers).toMatchObject([
      { id: 'o1', state: 'refused', endReason: 'school_care_work', endNote: 'Asked twice.' },
      { id: 'o2', state: 'lapsed' },
    ])
    expect(effects.codes).toBeUndefined()
    expect(told(effects)).toEqual(['offer_not_taken_up > offerer', 'offer_cap_used > officers'])
  })

  it('takes a proposal of something else for none', () => {
    const facts = capped({ request: proposed(coordinator.id, 'release'), actor: secondCoordinator })
    expect(done(closeOfferCap, facts, COUNTS).state).toBe('under_offer')
  })

  it('takes a scheme file without a reason of its own', () => {
    const facts = capped({ request: proposed(), actor: secondCoordinator })
    facts.scheme.reasons.closed = facts.scheme.reasons.closed.filter(({ onlyFor }) => onlyFor !== 'offer_cap')
    expect(done(closeOfferCap, facts, COUNTS).request).toMatchObject({ closedReason: 'other' })
  })

  it('does not exist under the early rule', () => {
    expect(take(closeOfferCap, capped({}, null), COUNTS)).toMatchObject({ refused: 'no_cap' })
  })

  it('asks for a reason', () => expect(Object.keys(fieldErrors(closeOfferCap, {}))).toContain('reason'))

  it.each([
    'area_unsafe',
    'perpetrator_connection',
    'too_small',
    'too_large',
    'floor_or_access',
    'unaffordable',
    'lesser_tenancy',
    'condition',
    'no_longer_at_risk',
  ])('never follows a refusal for %s', (reason) => {
    expect(take(closeOfferCap, capped(), { reason })).toMatchObject({
      refused: 'never_counts',
      field: 'reason',
    })
  })

  it.each<[string, Parameters<typeof anOffer>[1]]>([
    ['has a bedroom too few', { bedrooms: 1 }],
    ['leaves a stated need open', { meets: [] }],
    ['is not affordable', { rentPerWeek: 161 }],
    ['is less secure', { tenancyOffered: 'secure_fixed' }],
    ['is where nobody wants to live', { area: 'E09000001' }],
  ])('never follows an offer that %s', (_title, home) => {
    const facts = capped({ offers: [anOffer({ state: 'viewed' }, home)] })
    expect(take(closeOfferCap, facts, COUNTS)).toMatchObject({ refused: 'cannot_count' })
  })

  it('never follows an offer of which nobody knows whether it is affordable', () => {
    const facts = capped({ request: withForm(request, { details: { rentBand: undefined } }) })
    const refusal = take(closeOfferCap, facts, COUNTS)
    expect(refusal).toMatchObject({ refused: 'cannot_count' })
    expect(refusal.say).toContain('Nothing is known of the rent')
  })

  it.each([
    [3, 'The applicant still has 2 more offers.'],
    [2, 'The applicant still has 1 more offer.'],
  ])('waits until all %d are used', (cap, say) => {
    expect(take(closeOfferCap, capped({}, cap), COUNTS)).toEqual({ refused: 'offers_left', say })
  })

  it('counts an earlier offer that was refused for a reason that counts', () => {
    const earlier = anOffer({ id: 'o2', state: 'refused', endReason: 'school_care_work' })
    const offers = [anOffer({ state: 'viewed' }), earlier]
    expect(done(closeOfferCap, capped({ offers }, 2), COUNTS).state).toBe('under_offer')
  })
})

describe('offers that count', () => {
  it('are refused ones only: compromised, lapsed, withdrawn and fallen-through ones never do', () => {
    for (const state of OFFER_STATES) {
      const counted = countedOffers([anOffer({ state, endReason: 'school_care_work' })], request, london())
      expect(counted.length, state).toBe(state === 'refused' ? 1 : 0)
    }
  })

  it.each(['too_small', 'unknown', null])('do not include one refused for %s', (endReason) => {
    expect(countedOffers([anOffer({ state: 'refused', endReason })], request, london())).toEqual([])
  })

  it('do not include one that fell short of the need', () => {
    const offer = anOffer({ state: 'refused', endReason: 'school_care_work' }, { bedrooms: 1 })
    expect(countedOffers([offer], request, london())).toEqual([])
  })
})

function capped(change: Parameters<typeof aCase>[0] = {}, cap: number | null = 1) {
  const scheme = london()
  scheme.rules.offers.cap = cap
  return aCase({ scheme, request, offers: [anOffer({ state: 'viewed' })], ...change })
}
