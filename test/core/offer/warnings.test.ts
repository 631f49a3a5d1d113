import { describe, expect, it } from 'vitest'
import { describeHome } from '../../../src/core/offer/describe-home.js'
import { meetsOptions, unmetNeeds } from '../../../src/core/offer/home-needs.js'
import { offerWarnings } from '../../../src/core/offer/warnings.js'
import { london } from '../scheme/london.js'
import { anOffer, aRequest, withForm } from './open-case.js'

const scheme = london()

describe('warnings of an offer', () => {
  it('are none when the home meets everything', () => {
    expect(offerWarnings(anOffer(), aRequest(), scheme)).toEqual([])
  })

  it.each<[string, Parameters<typeof withForm>[1], Parameters<typeof anOffer>[1], string[]]>([
    [
      'a tenancy less secure than the one now',
      { needs: { tenancyNeeded: 'fixed_term' } },
      { tenancyOffered: 'secure_fixed' },
      ['Less secure than the tenancy now: Secure tenancy (fixed term).'],
    ],
    [
      'a tenancy now that nobody recorded: anything may be less secure',
      { approval: { tenancyNow: undefined } },
      {},
      ['Less secure than the tenancy now: Secure tenancy (lifetime).'],
    ],
    [
      'a tenancy that is not for life where a lifetime is needed',
      { approval: { tenancyNow: 'starter' } },
      { tenancyOffered: 'secure_fixed' },
      ['A lifetime tenancy is needed; this one is not for life.'],
    ],
    ['one bedroom fewer', {}, { bedrooms: 1 }, ['Fewer bedrooms than needed: 1 instead of 2.']],
    [
      'one bedroom fewer that would do',
      { needs: { acceptOneFewer: true } },
      { bedrooms: 1 },
      ['Fewer bedrooms than needed: 1 instead of 2, which would be accepted.'],
    ],
    [
      'two bedrooms fewer where one would do',
      { needs: { acceptOneFewer: true, bedrooms: 3 } },
      { bedrooms: 1 },
      ['Fewer bedrooms than needed: 1 instead of 3.'],
    ],
    ['an unmet need', {}, { meets: [] }, ['Not said to be met: Wheelchair access to the essential rooms.']],
    [
      'a rent above the ceiling',
      {},
      { rentPerWeek: 160.5 },
      ['The rent is above the ceiling: £160.50; Up to £160 a week.'],
    ],
    [
      'an area that is not wanted',
      {},
      { area: 'E09000001' },
      ['City of London is not one of the areas wanted.'],
    ],
    [
      'an area at risk',
      { confidential: { areasAtRisk: ['E09000012'] } },
      {},
      ['Hackney is one of the areas at risk.'],
    ],
    [
      'cases to keep apart from',
      { confidential: { keepApartFrom: ['W-222222', 'W-333333'] } },
      {},
      ['Check the distance to the cases to keep apart from: W-222222, W-333333.'],
    ],
  ])('name %s', (_title, form, home, words) => {
    expect(offerWarnings(anOffer({}, home), withForm(aRequest(), form), scheme)).toEqual(words)
  })

  it('name an offer by the own landlord', () => {
    expect(offerWarnings(anOffer({ partnerId: 'ash' }), aRequest(), scheme)).toEqual([
      "The offer comes from the applicant's own landlord.",
    ])
  })

  it.each<[string, Parameters<typeof withForm>[1], Parameters<typeof anOffer>[1]]>([
    ['a rent at the ceiling', {}, { rentPerWeek: 160 }],
    ['any rent without a ceiling', { details: { rentBand: 'no_ceiling' } }, { rentPerWeek: 400 }],
    ['any rent where no ceiling was asked', { details: { rentBand: undefined } }, { rentPerWeek: 400 }],
    ['more bedrooms', {}, { bedrooms: 3 }],
    ['bedrooms nobody has counted', { needs: { bedrooms: undefined } }, { bedrooms: 0 }],
    ['a tenancy as secure', {}, { tenancyOffered: 'assured_lifetime' }],
    [
      'any area where the case is told by areas at risk',
      { needs: { toldByRiskAreas: true } },
      { area: 'E09000001' },
    ],
    [
      'a fixed term that is acceptable',
      { needs: { tenancyNeeded: 'fixed_term' }, approval: { tenancyNow: 'starter' } },
      { tenancyOffered: 'secure_fixed' },
    ],
  ])('do not name %s', (_title, form, home) => {
    expect(offerWarnings(anOffer({}, home), withForm(aRequest(), form), scheme)).toEqual([])
  })
})

describe('property needs', () => {
  const asked = { wheelchair: 'essential_rooms', highest_floor: 'second', pet: 'none' }

  it('are met by the same or a more demanding answer, and not by a lesser one', () => {
    const unmet = (...meets: string[]) => unmetNeeds({ meets }, asked, scheme)
    expect(unmet('wheelchair:fully', 'highest_floor:ground')).toEqual([])
    expect(unmet('wheelchair:essential_rooms', 'highest_floor:second')).toEqual([])
    expect(unmet('wheelchair:fully', 'highest_floor:third')).toEqual([
      'Without a lift: second floor or lower',
    ])
    expect(unmet()).toEqual([
      'Without a lift: second floor or lower',
      'Wheelchair access to the essential rooms',
    ])
  })

  it('are met altogether where the need itself is ticked', () => {
    expect(unmetNeeds({ meets: ['wheelchair', 'highest_floor'] }, asked, scheme)).toEqual([])
  })

  it('that nothing depends on are never unmet', () => {
    expect(unmetNeeds({ meets: [] }, { pet: 'none', lift: 'unknown' }, scheme)).toEqual([])
  })

  it('can be ticked for a home exactly where a notice can name them', () => {
    expect(meetsOptions(scheme)).toContainEqual({ id: 'pet:allowed', label: 'Pets must be allowed' })
    expect(meetsOptions(scheme).map(({ id }) => id)).not.toContain('pet:none')
    expect(meetsOptions(scheme)).toHaveLength(11)
  })
})

describe('a home in words', () => {
  it('tells size, floor, lift, tenancy, rent and day, and no place', () => {
    expect(describeHome(anOffer().home, scheme)).toBe(
      '2-bedroom flat, 2nd floor, lift, secure tenancy (lifetime), £145.20 a week, from Tue 24 Mar',
    )
  })

  it.each([
    [0, 'ground floor'],
    [-1, 'below ground'],
    [1, '1st floor'],
    [3, '3rd floor'],
    [4, '4th floor'],
    [10, '10th floor'],
    [11, '11th floor'],
    [12, '12th floor'],
    [13, '13th floor'],
    [21, '21st floor'],
    [22, '22nd floor'],
  ])('says floor %d as %s', (floor, words) => {
    expect(describeHome(anOffer({}, { floor }).home, scheme)).toContain(`, ${words}, `)
  })

  it('says when there is no lift, and shows ids that the scheme no longer knows', () => {
    expect(
      describeHome(anOffer({}, { lift: false, type: 'yurt', tenancyOffered: 'lease' }).home, scheme),
    ).toContain('yurt, 2nd floor, no lift, lease, ')
  })
})
