import { describe, expect, it } from 'vitest'
import { checkArea } from '../../../src/core/offer/check-area.js'
import { chooseOffer } from '../../../src/core/offer/choose-offer.js'
import { offerAtIssue } from '../../../src/core/offer/end-offer.js'
import { CHOSEN_OFFER } from '../../../src/core/request/states.js'
import {
  aCase,
  anOffer,
  aRequest,
  countingIds,
  done,
  fieldErrors,
  housing,
  NOW,
  officer,
  take,
  told,
  withForm,
} from './open-case.js'

describe('the area check', () => {
  const facts = aCase({ offers: [anOffer()] })

  it('lets a suitable offer go to the nominating officer', () => {
    const effects = done(checkArea, facts, { suitable: true })
    expect(effects.offers).toEqual([anOffer({ state: 'area_checked' })])
    expect(effects.codes).toEqual({ suitable: true })
    expect(told(effects)).toEqual(['offer_checked > officers'])
  })

  it('ends one that is not; the housing officer hears what every ending says (P2)', () => {
    const effects = done(checkArea, facts, { suitable: false, reason: 'area_at_risk' })
    expect(effects.offers).toEqual([
      anOffer({
        state: 'not_suitable_area',
        endReason: 'area_at_risk',
        endedAt: NOW.toISOString(),
        endedFrom: 'made',
      }),
    ])
    expect(effects.codes).toEqual({ suitable: false })
    expect(told(effects)).toEqual(['offer_not_taken_up > offerer'])
  })

  it('wants an answer, and a reason with its note when it is not suitable', () => {
    expect(fieldErrors(checkArea, {})).toHaveProperty('suitable')
    expect(Object.keys(fieldErrors(checkArea, { suitable: false }))).toEqual(['reason'])
    expect(Object.keys(fieldErrors(checkArea, { suitable: false, reason: 'other' }))).toEqual(['note'])
    expect(Object.keys(fieldErrors(checkArea, { suitable: false, reason: 'nonsense' }))).toContain('reason')
    expect(
      done(checkArea, facts, { suitable: false, reason: 'other', note: 'Too near to the old school run.' })
        .offers,
    ).toMatchObject([{ endNote: 'Too near to the old school run.' }])
  })

  it('does not pass before rival or linked cases are cleared', () => {
    const request = withForm(aRequest(), { confidential: { keepApartFrom: ['W-222222'] } })
    const kept = aCase({ offers: [anOffer()], request })
    expect(take(checkArea, kept, { suitable: true })).toMatchObject({
      refused: 'keep_apart',
      field: 'keepApartCleared',
    })
    expect(done(checkArea, kept, { suitable: true, keepApartCleared: true }).offers).toMatchObject([
      { state: 'area_checked' },
    ])
    expect(done(checkArea, kept, { suitable: false, reason: 'linked_case' }).offers).toMatchObject([
      { state: 'not_suitable_area' },
    ])
  })

  it.each([
    ['landlord', { kind: 'organisation' as const, id: 'birch' }, [housing]],
    ['landlord, whoever the officer is by now', { kind: 'organisation' as const, id: 'birch' }, []],
    ['officer', { kind: 'person' as const, id: 'hope' }, [housing]],
  ])('never passes an offer by an excluded %s', (_title, exclusion, people) => {
    const request = withForm(aRequest(), { confidential: { exclusions: [exclusion] } })
    const excluded = aCase({ offers: [anOffer()], request, people })
    expect(take(checkArea, excluded, { suitable: true })).toMatchObject({
      refused: 'excluded',
      field: 'suitable',
    })
  })

  it.each([
    { kind: 'organisation' as const, id: 'cedar' },
    { kind: 'person' as const, id: 'birch' },
  ])('is not stopped by an exclusion of somebody else: $kind $id', (exclusion) => {
    const request = withForm(aRequest(), { confidential: { exclusions: [exclusion] } })
    expect(done(checkArea, aCase({ offers: [anOffer()], request }), { suitable: true }).offers).toHaveLength(
      1,
    )
  })
})

describe('choosing an offer', () => {
  const checked = anOffer({ state: 'area_checked' })
  const facts = aCase({ actor: officer, offers: [checked] })

  it("passes it on and starts the landlord's clock", () => {
    const effects = done(chooseOffer, facts)
    expect(effects.offers).toEqual([{ ...checked, state: 'passed_on', replyBy: '2026-03-10T17:30:00.000Z' }])
    expect(effects.say).toContain('Tue 10 Mar, 17:30')
    expect(effects.say).toContain('get advice before giving notice')
    expect(effects.codes).toEqual({ lessSecure: false })
    expect(told(effects)).toEqual(['offer_passed_on > offerer'])
  })

  it('forgets a proposal to close that was about another offer (D5)', () => {
    expect(done(chooseOffer, facts).request).toEqual({ proposed: null })
  })

  it.each(CHOSEN_OFFER)('waits while another one is %s', (state) => {
    const other = anOffer({ id: 'o2', state })
    expect(take(chooseOffer, aCase({ offers: [checked, other] }))).toMatchObject({ refused: 'one_at_a_time' })
  })

  it('may go beside others that wait or have ended', () => {
    const others = [anOffer({ id: 'o2' }), anOffer({ id: 'o3', state: 'refused' })]
    expect(done(chooseOffer, aCase({ offers: [checked, ...others] })).offers).toHaveLength(1)
  })

  it('is not possible once the landlord was excluded', () => {
    const request = withForm(aRequest(), {
      confidential: { exclusions: [{ kind: 'organisation', id: 'birch' }] },
    })
    expect(take(chooseOffer, aCase({ offers: [checked], request }))).toMatchObject({ refused: 'excluded' })
  })

  it('needs the applicant to know that the tenancy is less secure than the one now [S1]', () => {
    const lesser = anOffer({ state: 'area_checked' }, { tenancyOffered: 'secure_fixed' })
    const less = aCase({ offers: [lesser] })
    expect(take(chooseOffer, less)).toMatchObject({ refused: 'less_secure', field: 'lessSecureUnderstood' })
    expect(take(chooseOffer, less, { lessSecureUnderstood: false })).toMatchObject({ refused: 'less_secure' })
    const effects = done(chooseOffer, less, { lessSecureUnderstood: true })
    expect(effects.offers).toMatchObject([{ state: 'passed_on' }])
    expect(effects.codes).toEqual({ lessSecure: true })
  })
})

describe('a step about an offer', () => {
  it('fails loudly without one: its lifecycle row must not have let it through', () => {
    const context = { now: NOW, ids: countingIds(), newId: 'x', by: officer, offer: null }
    expect(() => offerAtIssue(context)).toThrow('lifecycle row')
  })
})
