import { describe, expect, it } from 'vitest'
import { acceptOffer } from '../../../src/core/offer/accept-offer.js'
import { arrangeViewing } from '../../../src/core/offer/arrange-viewing.js'
import { recordViewing } from '../../../src/core/offer/record-viewing.js'
import { aCase, anOffer, done, fieldErrors, NOW, take, told } from './open-case.js'

describe('a viewing', () => {
  const facts = aCase({ offers: [anOffer({ state: 'passed_on' })] })

  it.each([
    ['2026-06-09T14:00', '2026-06-09T13:00:00.000Z'],
    ['2026-06-09T14:00:00Z', '2026-06-09T14:00:00.000Z'],
    ['2026-06-09T14:00+02:00', '2026-06-09T12:00:00.000Z'],
    ['2026-12-09T14:00', '2026-12-09T14:00:00.000Z'],
  ])('at %s is %s: without an offset as the clocks of the scheme show it', (typed, viewingAt) => {
    expect(done(arrangeViewing, facts, { viewingAt: typed }).offers).toEqual([
      anOffer({ state: 'viewing_arranged', viewingAt }),
    ])
  })

  it('is a date and a time, told to both sides; the address is for the phone', () => {
    const effects = done(arrangeViewing, facts, { viewingAt: '2026-03-10T14:00', place: '12 High Street' })
    expect(effects.say).toBe('Viewing on Tue 10 Mar, 14:00. The address is exchanged by phone, never here.')
    expect(told(effects)).toEqual(['viewing_arranged > officers', 'viewing_arranged > offerer'])
    expect(JSON.stringify(effects)).not.toContain('High Street')
  })

  it.each(['2026-03-03T10:00:00Z', '2026-03-02T14:00'])(
    'cannot be at %s: that is not to come',
    (viewingAt) => {
      expect(take(arrangeViewing, facts, { viewingAt })).toMatchObject({
        refused: 'in_the_past',
        field: 'viewingAt',
      })
    },
  )

  it.each([undefined, '', 'next Tuesday', '2026-03-10', '2026-13-10T14:00', 'x2026-03-10T14:00'])(
    'wants a day and a time: %j',
    (viewingAt) => {
      expect(fieldErrors(arrangeViewing, { viewingAt })).toEqual({
        viewingAt: 'Please give a day and a time.',
      })
    },
  )

  it('is recorded only once it has taken place', () => {
    const at = (viewingAt: string | null) =>
      aCase({ offers: [anOffer({ state: 'viewing_arranged', viewingAt })] })
    expect(take(recordViewing, at('2026-03-03T10:00:01.000Z'))).toEqual({
      refused: 'not_yet',
      say: 'The viewing is on Tue 3 Mar, 10:00. Please record it afterwards.',
    })
    expect(done(recordViewing, at(NOW.toISOString())).offers).toMatchObject([{ state: 'viewed' }])
    expect(done(recordViewing, at(null)).offers).toMatchObject([{ state: 'viewed' }])
  })

  it('says nothing to anybody of what the applicant thought', () => {
    const facts = aCase({
      offers: [anOffer({ state: 'viewing_arranged', viewingAt: '2026-03-02T10:00:00.000Z' })],
    })
    expect(done(recordViewing, facts)).toEqual({
      say: 'Viewing recorded.',
      offers: [{ ...facts.offers[0], state: 'viewed' }],
    })
  })
})

describe('accepting', () => {
  it('tells the landlord and the coordinator, and reminds of the tenancy advice', () => {
    const effects = done(acceptOffer, aCase({ offers: [anOffer({ state: 'viewed' })] }))
    expect(effects.offers).toEqual([anOffer({ state: 'accepted' })])
    expect(effects.say).toContain('get advice before giving notice')
    expect(told(effects)).toEqual(['offer_accepted > offerer', 'offer_accepted > coordinators'])
  })
})
