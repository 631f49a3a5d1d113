import { describe, expect, it } from 'vitest'
import {
  areaName,
  isLessSecure,
  isToldByRiskAreas,
  needsGangSupport,
  propertyNeedOf,
  reasonOf,
  riskKindOf,
  tenancyOf,
} from '../../../src/core/scheme/look-up.js'
import { london } from './london.js'

const scheme = london()

describe('looking things up in a scheme', () => {
  it('finds entries of closed lists by id, and nothing for an id that is not there', () => {
    expect(reasonOf(scheme, 'refused', 'area_unsafe')).toMatchObject({
      hiddenFromOfficer: true,
      countsAsOffer: false,
    })
    expect(reasonOf(scheme, 'declined', 'area_unsafe')).toBeUndefined()
    expect(riskKindOf(scheme, 'stalking')?.label).toBe('Stalking')
    expect(tenancyOf(scheme, 'secure_lifetime')?.lifetime).toBe(true)
    expect(propertyNeedOf(scheme, 'lift')?.label).toBe('Lift')
    expect([riskKindOf(scheme, 'x'), tenancyOf(scheme, 'x'), propertyNeedOf(scheme, 'x')]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  it('names areas, and shows the code of one that the scheme no longer has', () => {
    expect(areaName(scheme, 'E09000005')).toBe('Brent')
    expect(areaName(scheme, 'E09000099')).toBe('E09000099')
  })

  it('tells a gang-related case among several risks: areas at risk instead of wanted ones, support confirmed (D7)', () => {
    expect(isToldByRiskAreas(scheme, ['domestic_abuse', 'gang_related'])).toBe(true)
    expect(needsGangSupport(scheme, ['domestic_abuse', 'gang_related'])).toBe(true)
    expect(isToldByRiskAreas(scheme, ['domestic_abuse', 'stalking'])).toBe(false)
    expect(needsGangSupport(scheme, [])).toBe(false)
  })

  it.each([
    ['secure_lifetime', 'assured_lifetime', true],
    ['secure_lifetime', 'secure_lifetime', false],
    ['starter', 'introductory', false],
    ['starter', 'assured_lifetime', false],
    ['owed_tenancy', 'starter', false],
    ['assured_lifetime', 'assured_shorthold_fixed', true],
    ['assured_lifetime', 'nothing_known', true],
  ])('from %s to %s: less secure is %s', (now, offered, less) => {
    expect(isLessSecure(scheme, { now, offered })).toBe(less)
  })
})
