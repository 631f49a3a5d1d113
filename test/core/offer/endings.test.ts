import { describe, expect, it } from 'vitest'
import { fallThrough } from '../../../src/core/offer/fall-through.js'
import { keepOffer } from '../../../src/core/offer/keep-offer.js'
import { lapseOffer } from '../../../src/core/offer/lapse-offer.js'
import { refuseOffer } from '../../../src/core/offer/refuse-offer.js'
import { releaseOffer } from '../../../src/core/offer/release-offer.js'
import { reportCompromised } from '../../../src/core/offer/report-compromised.js'
import { withdrawOffer } from '../../../src/core/offer/withdraw-offer.js'
import type { OfferState } from '../../../src/core/request/states.js'
import { aCase, anOffer, done, fieldErrors, NOW, take, told } from './open-case.js'

const at = (state: OfferState) => aCase({ offers: [anOffer({ state, replyBy: '2026-03-03T09:59:00.000Z' })] })
const ended = (from: OfferState, change: Parameters<typeof anOffer>[0]) => [
  anOffer({
    state: from,
    replyBy: '2026-03-03T09:59:00.000Z',
    endedAt: NOW.toISOString(),
    endedFrom: from,
    ...change,
  }),
]

describe('refusing', () => {
  it('ends the offer with its reason and opens the request to others', () => {
    const effects = done(refuseOffer, at('viewed'), { reason: 'area_unsafe' })
    expect(effects.offers).toEqual(ended('viewed', { state: 'refused', endReason: 'area_unsafe' }))
    expect(effects.codes).toBeUndefined()
    expect(told(effects)).toEqual(['offer_not_taken_up > offerer', 'offer_refused > coordinators'])
    expect(effects).not.toHaveProperty('urgent')
  })

  it('keeps the note of "other" with the offer and wants one', () => {
    expect(Object.keys(fieldErrors(refuseOffer, { reason: 'other' }))).toEqual(['note'])
    expect(Object.keys(fieldErrors(refuseOffer, {}))).toContain('reason')
    const effects = done(refuseOffer, at('viewed'), { reason: 'other', note: 'It felt wrong.' })
    expect(effects.offers).toMatchObject([{ endReason: 'other', endNote: 'It felt wrong.' }])
    expect(effects.codes).toBeUndefined()
  })
})

describe('a compromised offer', () => {
  const effects = done(reportCompromised, at('accepted'), { reason: 'perpetrator_seen' })

  it('withdraws the home and uses up nothing', () => {
    expect(effects.offers).toEqual(ended('accepted', { state: 'compromised', endReason: 'perpetrator_seen' }))
    expect(effects.codes).toBeUndefined()
  })

  it('is told to coordinator and nominating officer at once', () => {
    expect(told(effects)).toEqual([
      'urgent offer_compromised > coordinators',
      'urgent offer_compromised > officers',
      'offer_not_taken_up > offerer',
    ])
  })

  it('reaches the landlord in the words and at the pace of any other ending (P2)', () => {
    expect(effects).not.toHaveProperty('urgent')
    const ofOthers = [
      done(refuseOffer, at('viewed'), { reason: 'too_small' }),
      done(lapseOffer, at('viewed')),
      done(fallThrough, at('accepted'), { reason: 'home_not_ready' }),
    ].map((other) => other.tell?.filter(({ to }) => to === 'offerer'))
    const own = effects.tell?.filter(({ to }) => to === 'offerer')
    for (const other of ofOthers) expect(other).toEqual(own)
  })

  it('wants a reason', () => expect(Object.keys(fieldErrors(reportCompromised, {}))).toContain('reason'))

  it('says what to do in danger', () => expect(effects.say).toContain('999'))
})

describe('lapsing', () => {
  it('is for a coordinator to decide once the time to answer is over', () => {
    const effects = done(lapseOffer, at('passed_on'))
    expect(effects.offers).toEqual(ended('passed_on', { state: 'lapsed' }))
    expect(told(effects)).toEqual(['offer_not_taken_up > offerer', 'offer_lapsed > officers'])
  })

  it('is refused while there is still time, and possible from that moment', () => {
    const until = (replyBy: string | null) => aCase({ offers: [anOffer({ state: 'passed_on', replyBy })] })
    expect(take(lapseOffer, until('2026-03-03T10:00:01.000Z'))).toEqual({
      refused: 'still_time',
      say: 'There is still time to answer, until Tue 3 Mar, 10:00.',
    })
    expect(done(lapseOffer, until(NOW.toISOString())).offers).toMatchObject([{ state: 'lapsed' }])
    expect(done(lapseOffer, until(null)).offers).toMatchObject([{ state: 'lapsed' }])
  })
})

describe('withdrawing', () => {
  it.each(['area_checked', 'passed_on', 'viewing_arranged', 'viewed', 'accepted'] as const)(
    'an offer that is %s tells the coordinator and the nominating officer',
    (state) => {
      const effects = done(withdrawOffer, at(state), { reason: 'let_elsewhere' })
      expect(effects.offers).toEqual(ended(state, { state: 'withdrawn', endReason: 'let_elsewhere' }))
      expect(effects.codes).toBeUndefined()
      expect(told(effects)).toEqual(['offer_withdrawn > coordinators', 'offer_withdrawn > officers'])
    },
  )

  it('an unchecked one stays between landlord and coordinator (D4)', () => {
    expect(told(done(withdrawOffer, at('made'), { reason: 'not_ready' }))).toEqual([
      'offer_withdrawn > coordinators',
    ])
  })

  it('for a connection that was found alerts the coordinator at once', () => {
    expect(told(done(withdrawOffer, at('passed_on'), { reason: 'connection_found' }))).toEqual([
      'urgent offer_withdrawn > coordinators',
      'offer_withdrawn > officers',
    ])
  })

  it('wants a reason, and a note for another one', () => {
    expect(Object.keys(fieldErrors(withdrawOffer, {}))).toContain('reason')
    expect(Object.keys(fieldErrors(withdrawOffer, { reason: 'other' }))).toEqual(['note'])
    expect(done(withdrawOffer, at('made'), { reason: 'other', note: 'Fire damage.' }).offers).toMatchObject([
      { endNote: 'Fire damage.' },
    ])
  })
})

describe('a home on hold', () => {
  it('is kept for another five working days', () => {
    const effects = done(keepOffer, at('made'))
    expect(effects.offers).toMatchObject([
      { state: 'made', keepUntil: '2026-03-10T17:30:00.000Z', endedAt: null },
    ])
    expect(effects.say).toContain('Tue 10 Mar, 17:30')
    expect(told(effects)).toEqual([])
  })

  it('is released, with the nominating officer told only of one that was checked', () => {
    const effects = done(releaseOffer, at('made'))
    expect(effects.offers).toEqual(ended('made', { state: 'released' }))
    expect(told(effects)).toEqual(['offer_released > coordinators'])
    expect(told(done(releaseOffer, at('area_checked')))).toEqual([
      'offer_released > coordinators',
      'offer_released > officers',
    ])
  })
})

describe('falling through', () => {
  it('never uses up an offer and gives the landlord no reason', () => {
    const effects = done(fallThrough, at('accepted'), { reason: 'risk_changed' })
    expect(effects.offers).toEqual(ended('accepted', { state: 'lapsed', endReason: 'risk_changed' }))
    expect(effects.codes).toBeUndefined()
    expect(told(effects)).toEqual([
      'offer_not_taken_up > offerer',
      'offer_fell_through > officers',
      'offer_fell_through > coordinators',
    ])
  })

  it('wants a reason, and keeps its note', () => {
    expect(Object.keys(fieldErrors(fallThrough, {}))).toContain('reason')
    expect(
      done(fallThrough, at('accepted'), { reason: 'other', note: 'The lift broke.' }).offers,
    ).toMatchObject([{ endNote: 'The lift broke.' }])
  })
})
