import type { Scheme } from '../scheme/scheme-file.js'

export interface EligibilityFacts {
  atRiskInOwnArea: boolean
  /** Id of the tenancy now, or `none`. */
  tenancy: string
  owedByLocalAuthority: boolean
  wantsDifferentArea: boolean
  landlordIsPartner: boolean
  riskKinds: readonly string[]
  needCanBeMetInOwnStock: boolean
  referredByProfessional: boolean
  gangSupportConfirmed: boolean
}

export type EligibilityRule = keyof Scheme['texts']['eligibility']

export interface Eligibility {
  eligible: boolean
  /** Every failing rule, with words a professional can act on. */
  failing: { rule: EligibilityRule; words: string }[]
}

/** Section 6. The software lists what fails; a person decides what follows (P3). */
export function eligibility(facts: EligibilityFacts, scheme: Scheme): Eligibility {
  const failing = RULES.filter(([, holds]) => !holds(facts, scheme)).map(([rule]) => ({
    rule,
    words: scheme.texts.eligibility[rule],
  }))
  return { eligible: failing.length === 0, failing }
}

const RULES: [EligibilityRule, (facts: EligibilityFacts, scheme: Scheme) => boolean][] = [
  ['at_risk', (facts) => facts.atRiskInOwnArea],
  ['social_tenancy', holdsOrIsOwedSocialTenancy],
  ['different_area', (facts) => facts.wantsDifferentArea],
  ['landlord_partner', (facts) => facts.landlordIsPartner],
  [
    'risk_kind_listed',
    ({ riskKinds }, scheme) => riskKinds.some((kind) => scheme.riskKinds.some(({ id }) => id === kind)),
  ],
  ['not_own_stock', (facts) => !facts.needCanBeMetInOwnStock],
  ['professional_referrer', (facts) => facts.referredByProfessional],
  [
    'gang_support',
    (facts, scheme) =>
      facts.gangSupportConfirmed ||
      !scheme.riskKinds.some((kind) => kind.needsGangSupport && facts.riskKinds.includes(kind.id)),
  ],
]

/** A tenancy that is only owed counts when a local authority owes it [S5]. */
function holdsOrIsOwedSocialTenancy(facts: EligibilityFacts, scheme: Scheme): boolean {
  const held = scheme.tenancies.some(({ id, owed }) => id === facts.tenancy && !owed)
  return held || facts.owedByLocalAuthority
}
