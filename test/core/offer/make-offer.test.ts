import { describe, expect, it } from 'vitest'
import { makeOffer } from '../../../src/core/offer/make-offer.js'
import {
  aCase,
  aNotice,
  anOffer,
  aRequest,
  done,
  fieldErrors,
  housing,
  NOW,
  person,
  take,
  told,
  withForm,
} from './open-case.js'

const HOME = {
  propertyNumber: 'HX-1042',
  area: 'E09000012',
  bedrooms: '2',
  type: 'flat',
  floor: '-1',
  lift: true,
  meets: ['lift:needed', 'level_access'],
  rentPerWeek: '145.20',
  tenancyOffered: 'secure_lifetime',
  availableFrom: '2026-03-24',
}
const byOfficer = aCase({ actor: housing })

describe('making an offer', () => {
  it('records the home for the partner that got the notice, under the id the form was opened with', () => {
    const effects = done(makeOffer, byOfficer, HOME)
    expect(effects.offers).toEqual([
      {
        id: 'new-1',
        requestId: 'r1',
        partnerId: 'birch',
        officerId: 'hope',
        state: 'made',
        home: { ...HOME, bedrooms: 2, floor: -1, rentPerWeek: 145.2 },
        reference: 'P-9XWQ4M',
        madeAt: NOW.toISOString(),
        replyBy: null,
        keepUntil: '2026-03-10T17:30:00.000Z',
        viewingAt: null,
        endReason: null,
        endNote: null,
        endedAt: null,
      },
    ])
    expect(effects.codes).toEqual({ offer: 'new-1' })
    expect(told(effects)).toEqual(['offer_made > coordinators'])
    expect(effects.say).toContain('Tue 10 Mar, 17:30')
  })

  it('says the same about every area: wanted, at risk or any other (P2)', () => {
    const request = withForm(aRequest(), { confidential: { areasAtRisk: ['E09000025'] } })
    const answers = ['E09000012', 'E09000025', 'E09000001'].map(
      (area) => done(makeOffer, aCase({ actor: housing, request }), { ...HOME, area }).say,
    )
    expect(new Set(answers).size).toBe(1)
  })

  it('is recorded in the right of the officer when a coordinator does it on their behalf', () => {
    const effects = done(makeOffer, aCase(), HOME, { by: housing })
    expect(effects.offers).toMatchObject([{ officerId: 'hope', partnerId: 'birch' }])
  })

  it('goes to the notice that was pressed, where an officer works for two partners', () => {
    const both = {
      ...housing,
      roles: [
        { role: 'housing_officer' as const, organisationId: 'birch' },
        { role: 'housing_officer' as const, organisationId: 'cedar' },
      ],
    }
    const notices = [aNotice(), aNotice({ id: 'n2', partnerId: 'cedar' })]
    const pressed = (partnerId: string | null) =>
      aCase({ actor: both, notices, placement: { partnerId } as never })
    expect(done(makeOffer, pressed('cedar'), HOME).offers).toMatchObject([{ partnerId: 'cedar' }])
    expect(done(makeOffer, pressed('birch'), HOME).offers).toMatchObject([{ partnerId: 'birch' }])
    expect(done(makeOffer, pressed(null), HOME).offers).toMatchObject([{ partnerId: 'birch' }])
  })

  it.each([
    ['without a live notice', { notices: [aNotice({ live: false })] }],
    ['of another partner only', { notices: [aNotice({ partnerId: 'cedar' })] }],
    ['after the partner was excluded', { request: excluding('organisation', 'birch') }],
    ['after the officer was excluded', { request: excluding('person', 'hope') }],
  ])('is not possible %s, in the words for whatever cannot be seen', (_title, change) => {
    expect(take(makeOffer, aCase({ actor: housing, ...change }), HOME)).toEqual({
      refused: 'not_noticed',
      say: 'Nothing found for you.',
    })
  })

  it('is not possible for somebody with another role at the partner', () => {
    const manager = person('max', 'birch', 'partner_manager')
    expect(take(makeOffer, aCase({ actor: manager }), HOME)).toMatchObject({ refused: 'not_noticed' })
  })

  it('is not made twice for one home while the first is live', () => {
    for (const state of [
      'made',
      'area_checked',
      'passed_on',
      'viewing_arranged',
      'viewed',
      'accepted',
    ] as const) {
      const facts = aCase({ actor: housing, offers: [anOffer({ state })] })
      expect(take(makeOffer, facts, HOME)).toMatchObject({
        refused: 'offered_already',
        field: 'propertyNumber',
      })
    }
  })

  it('may be made again when the first has ended, for another home, for another notice, or by a partner with the same number', () => {
    const offers = [
      anOffer({ state: 'withdrawn' }),
      anOffer({ id: 'o2' }, { propertyNumber: 'HX-1043' }),
      anOffer({ id: 'o3', partnerId: 'cedar' }),
      // That it is the same request, the partner may not learn (D8).
      anOffer({ id: 'o4', reference: 'P-of-an-earlier-notice' }),
    ]
    expect(done(makeOffer, aCase({ actor: housing, offers }), HOME).offers).toHaveLength(1)
  })
})

describe('the form of a home', () => {
  it('asks for every field that decides, the tenancy offered among them', () => {
    expect(Object.keys(fieldErrors(makeOffer, {})).sort()).toEqual(
      [
        'area',
        'availableFrom',
        'bedrooms',
        'floor',
        'propertyNumber',
        'rentPerWeek',
        'tenancyOffered',
        'type',
      ].sort(),
    )
  })

  it('takes no lift and no special needs as said when nothing is ticked', () => {
    const { lift: _lift, meets: _meets, ...rest } = HOME
    expect(done(makeOffer, byOfficer, rest).offers).toMatchObject([{ home: { lift: false, meets: [] } }])
  })

  it.each([
    ['propertyNumber', '12 High Street'],
    ['propertyNumber', '12-high-street'],
    ['propertyNumber', 'Flat12'],
    ['propertyNumber', 'E8 1AA'],
    ['propertyNumber', 'e81aa'],
    ['propertyNumber', 'SW1A-2AA'],
    ['propertyNumber', '100023336956'],
    ['propertyNumber', '10002333695'],
    ['propertyNumber', 'UPRN-55'],
    ['propertyNumber', '12-mare-st'],
    ['propertyNumber', '12MareStreet'],
    ['propertyNumber', 'E83RL/4'],
    ['propertyNumber', '4E83RL'],
    ['propertyNumber', 'SW1A.1AA-2'],
    ['propertyNumber', 'Fatima1'],
    ['propertyNumber', '12/Elm'],
    ['propertyNumber', '12/ELM'],
    ['propertyNumber', '21a-Acre-Ln'],
    ['propertyNumber', '21a-acre-ln'],
    ['propertyNumber', 'Anna.Lee1'],
    ['propertyNumber', 'jo.lee1'],
    ['propertyNumber', 'QQ123456C'],
    ['propertyNumber', 'qq-12-34-56-c'],
    ['propertyNumber', '01.02.1990'],
    ['propertyNumber', '1990-02-01'],
    ['propertyNumber', 'HX-01.02.2026'],
    ['propertyNumber', '01-02-90'],
    ['propertyNumber', '07700900123'],
    ['propertyNumber', '0207946010'],
    ['propertyNumber', '020.7946.0101'],
    ['propertyNumber', 'HX/07700900123'],
    ['propertyNumber', '00447700900123'],
    ['propertyNumber', '7700900123'],
    ['propertyNumber', '400-123-4567'],
    ['propertyNumber', 'HX'],
    ['propertyNumber', '   '],
    ['propertyNumber', '1'.repeat(31)],
    ['area', 'E09999999'],
    ['bedrooms', '13'],
    ['bedrooms', '-1'],
    ['bedrooms', '1.5'],
    ['bedrooms', ''],
    ['type', 'castle'],
    ['floor', '-3'],
    ['floor', '61'],
    ['meets', ['swimming_pool']],
    ['meets', ['lift:not_needed']],
    ['rentPerWeek', ''],
    ['rentPerWeek', '0'],
    ['rentPerWeek', 'cheap'],
    ['rentPerWeek', '2001'],
    ['tenancyOffered', 'owed_tenancy'],
    ['availableFrom', 'soon'],
  ])('refuses %s: %j at its field', (field, value) => {
    expect(Object.keys(fieldErrors(makeOffer, { ...HOME, [field]: value }))).toEqual([field])
  })

  it.each([
    ...['1042', '0012345678901', '000123456789', 'HX/1042.b', 'PROP_77', '1'.repeat(10), 'BX-1', 'bx-1042'],
    ...['AA-0012', 'PN904172-000001', 'HN123456', 'HA/2231/7', '104-HX', '1042-ABC', '3-1-12', '1.2.3.4'],
    ...['2026-0042', 'LEE-004', '10.20.30'],
  ])('takes %s as a property number', (propertyNumber) => {
    expect(done(makeOffer, byOfficer, { ...HOME, propertyNumber }).offers).toMatchObject([
      { home: { propertyNumber } },
    ])
  })

  it('takes a pound sign before the rent', () => {
    expect(done(makeOffer, byOfficer, { ...HOME, rentPerWeek: '£99' }).offers).toMatchObject([
      { home: { rentPerWeek: 99 } },
    ])
  })
})

function excluding(kind: 'organisation' | 'person', id: string) {
  return withForm(aRequest(), { confidential: { exclusions: [{ kind, id }] } })
}
