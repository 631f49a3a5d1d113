import type { CaseFacts } from '../facts.js'
import { eligibility } from './eligibility.js'
import type { RequestRecord } from './records.js'

/** The eligibility rules applied to a request as its form stands; unanswered questions fail their rule. */
export function eligibilityOf(facts: CaseFacts & { request: RequestRecord }): ReturnType<typeof eligibility> {
  const { request, scheme, partners } = facts
  const { needs, approval, confidential } = request.form
  const landlord = partners.find((p) => p.id === request.landlordId)
  const elsewhere = needs.areasWanted.some((area) => area !== approval.homeArea)
  return eligibility(
    {
      atRiskInOwnArea: approval.homeArea !== undefined && approval.riskKinds.length > 0,
      tenancy: approval.tenancyNow ?? 'none',
      owedByLocalAuthority: approval.owedByLocalAuthority ?? false,
      wantsDifferentArea: elsewhere || confidential.areasAtRisk.length > 0,
      landlordIsPartner: landlord?.active ?? false,
      riskKinds: approval.riskKinds,
      needCanBeMetInOwnStock: approval.ownStockCannotMeet !== true,
      referredByProfessional: request.officerIds.length > 0,
      gangSupportConfirmed: approval.gangSupportConfirmed ?? false,
    },
    scheme,
  )
}
