import { describe, expect, it } from 'vitest'
import { noticeView } from '../../../src/bots/views/notice-view.js'
import { reachParts } from '../../../src/bots/views/reach-parts.js'
import { viewWords } from '../../../src/bots/views/view-words.js'
import { audience } from '../../../src/core/circulation/audience.js'
import type { Household } from '../../../src/core/household/household.js'
import type { NeedFields } from '../../../src/core/request/form-content.js'
import { coordinatorScreen } from '../../../src/core/screen/coordinator-screen.js'
import { detailsScreen } from '../../../src/core/screen/details-screen.js'
import { noticeScreen } from '../../../src/core/screen/notice-screen.js'
import { detailsPage } from '../../../src/core/screen/open-details.js'
import { aCase, aForm, aPartner, aRequest, CAMDEN, HACKNEY } from '../../support/facts.js'
import { london } from '../scheme/london.js'

const scheme = london()
const words = viewWords(scheme)
const placement = { kind: 'placement' as const, placementId: 'p', revision: 1 }

function needs(more: Partial<NeedFields> = {}): NeedFields {
  return { ...aForm().needs, ...more }
}

function household(more: Partial<Household> = {}): Household {
  return { ...(aForm().details.household as Household), ...more }
}

const WHEELCHAIR_AND_MORE = {
  highest_floor: 'ground',
  lift: 'needed',
  level_access: 'needed',
  wheelchair: 'fully',
  pet: 'allowed',
}

describe('a rare household (D9)', () => {
  it('is told by no more than the fields marked D: who are a couple is none of them', () => {
    const couple = household({ adults: { a26_59: 2 }, couples: 1 })
    const { household: facts } = detailsScreen({ household: couple }, 'full', 'P-1', scheme)
    expect(JSON.stringify(facts)).not.toMatch(/couple/i)
  })

  it('in totals is never more than the table counts apart', () => {
    const many = household({ adults: { a26_59: 5 }, children: { c2_9: { f: 0, m: 0, unknown: 9 } } })
    const { household: facts } = detailsScreen({ household: many }, 'totals', 'P-1', scheme)
    expect(facts).toEqual([
      { label: 'Adults', value: '4 or more' },
      { label: 'Children', value: '6 or more' },
    ])
  })

  it('needs a home whose notice names no number of bedrooms above the table', () => {
    const read = (bedrooms: number) => {
      const screen = noticeScreen(needs({ bedrooms }), { reference: 'P-1', areas: [] }, 'open', scheme)
      return JSON.stringify(noticeView(screen, placement, words))
    }
    expect(read(5)).toContain('"5"')
    expect(read(6)).toContain('6 or more')
    expect(read(8)).toBe(read(6))
  })

  it('that would move nearly anywhere is not found by the areas that are not named', () => {
    const everywhere = scheme.areas.map(({ code }) => code).filter((code) => code !== HACKNEY)
    const partner = aPartner('large', [...everywhere, HACKNEY])
    const areasFor = (areasWanted: string[], more: Partial<NeedFields> = {}) => {
      const form = { ...aForm(), needs: needs({ areasWanted, ...more }) }
      return audience(aRequest({ form }), [partner], scheme)[0]?.areas
    }
    expect(areasFor([CAMDEN])).toEqual([CAMDEN])
    expect(areasFor(everywhere)).toEqual([])
    expect(areasFor([CAMDEN], { propertyNeeds: WHEELCHAIR_AND_MORE })).toEqual([])
  })

  it('shows nothing on its page where many areas are named, though it would where few are', () => {
    const page = (areasWanted: string[]) => {
      const form = aForm()
      form.needs = { ...form.needs, areasWanted, propertyNeeds: {}, bedrooms: 2 }
      form.details.household = household({ adults: { a26_59: 1 }, carer: true, under21: null })
      return detailsPage(form, 'P-1', scheme).household.map(({ label }) => label)
    }
    expect(page([CAMDEN])).toContain('Carer needs a room')
    expect(page(scheme.areas.slice(0, 28).map(({ code }) => code))).not.toContain('Carer needs a room')
  })

  it('whose notice alone fits too few is told to the coordinator before release, and to nobody when it is common', () => {
    const reachOf = (propertyNeeds: Record<string, string>) => {
      const form = { ...aForm(), needs: needs({ propertyNeeds }) }
      const room = {
        platform: 'memory' as const,
        tenant: 't',
        roomId: 'r',
        partnerId: 'camden-homes',
        usable: true,
      }
      return coordinatorScreen(aCase({ state: 'approved', request: { form }, rooms: [room] })).reach
    }
    const rare = reachOf(WHEELCHAIR_AND_MORE)
    expect(rare?.fitRareNotice).toBeLessThan(scheme.rules.rarity.k)
    expect(rare && JSON.stringify(reachParts(rare))).toMatch(/About \d+ households? fits? the notice itself/)
    expect(reachOf({})?.fitRareNotice).toBeUndefined()
  })
})
