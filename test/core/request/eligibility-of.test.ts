import { expect, test } from 'vitest'
import { eligibilityOf } from '../../../src/core/request/eligibility-of.js'
import type { FormContent } from '../../../src/core/request/form-content.js'
import { aCase, aForm, aPartner, HACKNEY, PARTNERS } from '../../support/facts.js'

test('a whole form of somebody at risk who wants to leave the area is eligible', () => {
  expect(failing({})).toEqual([])
})

/** Answers one group of the form otherwise. */
const answer =
  <Group extends keyof FormContent>(group: Group, answers: Partial<FormContent[Group]>) =>
  (form: FormContent): void => {
    Object.assign(form[group], answers)
  }

test.each<[string, string, (form: FormContent) => void]>([
  ['at_risk', 'no home area', answer('approval', { homeArea: undefined })],
  ['at_risk', 'no kind of risk', answer('approval', { riskKinds: [] })],
  ['social_tenancy', 'no tenancy', answer('approval', { tenancyNow: undefined })],
  ['different_area', 'only the own area wanted', answer('needs', { areasWanted: [HACKNEY] })],
  ['not_own_stock', 'nothing said about own stock', answer('approval', { ownStockCannotMeet: undefined })],
  ['not_own_stock', 'own stock can meet it', answer('approval', { ownStockCannotMeet: false })],
  ['gang_support', 'gang-related without support', answer('approval', { riskKinds: ['gang_related'] })],
])('%s fails with %s', (rule, _, change) => {
  expect(failing({ change })).toContain(rule)
})

test('areas at risk count as wanting another area, and confirmed support as support', () => {
  const told = ({ needs, confidential }: FormContent) => {
    needs.areasWanted = []
    confidential.areasAtRisk = [HACKNEY]
  }
  expect(failing({ change: told })).toEqual([])
  const supported = ({ approval, confidential }: FormContent) => {
    approval.riskKinds = ['gang_related']
    approval.gangSupportConfirmed = true
    confidential.areasAtRisk = [HACKNEY]
  }
  expect(failing({ change: supported })).toEqual([])
})

test('a tenancy that is owed counts when a local authority owes it', () => {
  const owed = (by: boolean) => (form: FormContent) => {
    form.approval.tenancyNow = 'owed_tenancy'
    form.approval.owedByLocalAuthority = by
  }
  expect(failing({ change: owed(true) })).toEqual([])
  expect(failing({ change: owed(false) })).toEqual(['social_tenancy'])
  expect(failing({ change: answer('approval', { tenancyNow: 'owed_tenancy' }) })).toEqual(['social_tenancy'])
})

test('the landlord must be an active partner, and a professional must refer', () => {
  expect(failing({ partners: [] })).toEqual(['landlord_partner'])
  expect(failing({ partners: [aPartner('landlord', null, { active: false })] })).toEqual(['landlord_partner'])
  expect(failing({ officerIds: [] })).toEqual(['professional_referrer'])
})

function failing({
  change,
  partners = PARTNERS,
  officerIds = ['officer'],
}: {
  change?: (form: FormContent) => void
  partners?: typeof PARTNERS
  officerIds?: string[]
}): string[] {
  const form = structuredClone(aForm())
  form.confidential.areasAtRisk = []
  change?.(form)
  return eligibilityOf(aCase({ partners, request: { form, officerIds } })).failing.map(({ rule }) => rule)
}
