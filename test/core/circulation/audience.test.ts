import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { audience } from '../../../src/core/circulation/audience.js'
import type { PartnerRecord } from '../../../src/core/request/records.js'
import { aPartner, aRequest, aScheme, CAMDEN, CROYDON, HACKNEY, PARTNERS } from '../../support/facts.js'

interface Oracle {
  cases: {
    id: string
    note: string
    scheme: { partners: { id: string; active: boolean; stockAreas: string[] | null }[] }
    request: { landlord: string; wantedAreas: string[]; excludedPartners: string[]; toldByRiskAreas: boolean }
    expected: { partner: string; areas: string[] | 'none named' }[]
  }[]
}

const oracle: Oracle = JSON.parse(
  readFileSync(new URL('../../expected/notice-audience-cases.json', import.meta.url), 'utf8'),
)
const scheme = aScheme()

function told(partners: PartnerRecord[], more: Parameters<typeof aRequest>[0] = {}, rules = scheme) {
  return audience(aRequest(more), partners, rules)
}

describe('who gets a notice, and which areas it names (D12, D7)', () => {
  it.each(oracle.cases.map((one) => ({ ...one, name: `${one.id}: ${one.note}` })))(
    '$name',
    ({ scheme: given, request, expected }) => {
      const partners = given.partners.map(({ id, active, stockAreas }) =>
        aPartner(id, stockAreas, { active }),
      )
      const { form } = aRequest()
      form.needs.areasWanted = request.wantedAreas
      form.needs.toldByRiskAreas = request.toldByRiskAreas
      form.confidential.exclusions = request.excludedPartners.map((id) => ({ kind: 'organisation', id }))
      expect(told(partners, { landlordId: request.landlord, form })).toEqual(
        expected.map(({ partner, areas }) => ({
          partnerId: partner,
          areas: areas === 'none named' ? [] : areas,
        })),
      )
    },
  )

  it.each([
    ['the home area', { approval: { homeArea: CAMDEN } }],
    ['an area at risk', { confidential: { areasAtRisk: [CAMDEN] } }],
  ])('never names %s, whatever the form has come to say (P1)', (_what, more) => {
    const { form } = aRequest()
    form.needs.areasWanted = [CAMDEN, CROYDON]
    Object.assign(form.approval, 'approval' in more ? more.approval : {})
    Object.assign(form.confidential, 'confidential' in more ? more.confidential : {})
    const partners = [aPartner('camden', [CAMDEN]), aPartner('both', [CAMDEN, CROYDON])]
    expect(told(partners, { form })).toEqual([{ partnerId: 'both', areas: [CROYDON] }])
  })

  it('told by areas at risk without wishes: all others count, the home area does not', () => {
    const { form } = aRequest()
    form.needs = { ...form.needs, areasWanted: [], toldByRiskAreas: true }
    form.confidential.areasAtRisk = [CAMDEN]
    const partners = [
      aPartner('camden', [CAMDEN]),
      aPartner('croydon', [CROYDON, CAMDEN]),
      aPartner('hackney', [HACKNEY]),
    ]
    expect(told(partners, { form })).toEqual([{ partnerId: 'croydon', areas: [] }])
  })

  it('all partners get it where the scheme file says so, still with their own areas only', () => {
    const everybody = told(PARTNERS, {}, aScheme({ audience: 'all_partners' } as never))
    expect(everybody.map(({ partnerId, areas }) => [partnerId, areas.length])).toEqual([
      ['camden-homes', 1],
      ['croydon-homes', 0],
      ['ealing-homes', 1],
      ['without-list', 0],
    ])
  })

  it('is landlords only', () => {
    const others = ['referring_agency', 'coordinating_team', 'funder'].map((kind) =>
      aPartner(kind, null, { kind }),
    )
    expect(told([...others, aPartner('council', null, { kind: 'local_authority' })])).toEqual([
      { partnerId: 'council', areas: [] },
    ])
  })

  it('follows mergers of the own landlord and of excluded partners', () => {
    const { form } = aRequest()
    form.confidential.exclusions = [
      { kind: 'organisation', id: 'excluded' },
      { kind: 'person', id: 'free' },
    ]
    const partners = [
      aPartner('landlord', null, { active: false, successorId: 'merged' }),
      aPartner('merged', null, { successorId: 'merged-again' }),
      aPartner('merged-again', null),
      aPartner('excluded', null, { active: false, successorId: 'heir' }),
      aPartner('heir', null),
      aPartner('free', null),
    ]
    expect(told(partners, { form }).map(({ partnerId }) => partnerId)).toEqual(['free'])
  })

  it.each([
    ['an excluded person works', { kind: 'person', id: 'perpetrator' }],
    ['somebody of an excluded team works', { kind: 'team', id: 'night-team' }],
  ] as const)('leaves out a partner for which %s, and whoever succeeded it', (_what, exclusion) => {
    const { form } = aRequest()
    form.confidential.exclusions = [exclusion]
    const staff = [{ id: 'perpetrator', team: 'night-team' }]
    const partners = [
      aPartner('employer', null, { staff, successorId: 'heir' }),
      aPartner('heir', null),
      aPartner('free', null, { staff: [{ id: 'somebody', team: 'perpetrator' }] }),
    ]
    expect(told(partners, { form }).map(({ partnerId }) => partnerId)).toEqual(['free'])
  })

  it('does not fail without a landlord', () => {
    expect(told([aPartner('free', null)], { landlordId: null })).toHaveLength(1)
  })
})
