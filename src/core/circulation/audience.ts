import { areasNamed } from '../household/rarity.js'
import { isLandlord, type OrganisationKind } from '../people/directory-schema.js'
import type { PartnerRecord, RequestRecord } from '../request/records.js'
import type { Scheme } from '../scheme/scheme-file.js'
import { withoutNotice } from './never-told.js'

export interface AudiencePartner {
  partnerId: string
  /** Area codes named in this partner's notice; empty: "offer, and we check". */
  areas: string[]
}

/**
 * Which partners get the notice (D12), and which areas each of them reads (D7): only wanted ones in which it has
 * confirmed stock, and none when it keeps no stock list, the case is told by areas at risk, or so many areas are wanted
 * that those left would tell where the applicant lives (D9).
 */
export function audience(
  request: Pick<RequestRecord, 'landlordId' | 'form'>,
  partners: readonly PartnerRecord[],
  scheme: Scheme,
): AudiencePartner[] {
  const suitable = suitableAreas(request, scheme)
  const named = areasNamed(request.form.needs, scheme).filter((area) => !isUnsafe(request, area))
  const never = withoutNotice(request, partners)
  return partners
    .filter(({ id, kind }) => isLandlord(kind as OrganisationKind) && !never.has(id))
    .filter(
      ({ stockAreas }) =>
        scheme.rules.audience === 'all_partners' ||
        stockAreas === null ||
        stockAreas.some((area) => suitable.includes(area)),
    )
    .map(({ id, stockAreas }) => ({
      partnerId: id,
      areas: named.filter((area) => stockAreas?.includes(area)).sort(),
    }))
    .sort((a, b) => (a.partnerId < b.partnerId ? -1 : 1))
}

/** Told by areas at risk, all others count as suitable, unless the applicant has wishes among them. */
function suitableAreas({ form }: Pick<RequestRecord, 'form'>, scheme: Scheme): string[] {
  const { areasWanted, toldByRiskAreas } = form.needs
  const wanted =
    !toldByRiskAreas || areasWanted.length > 0 ? areasWanted : scheme.areas.map(({ code }) => code)
  return wanted.filter((area) => !isUnsafe({ form }, area))
}

/** Where somebody lives now, or is at risk, is never named to anybody, whatever the form has come to say. */
function isUnsafe({ form }: Pick<RequestRecord, 'form'>, area: string): boolean {
  return area === form.approval.homeArea || form.confidential.areasAtRisk.includes(area)
}
