import type { PropertyNeed, ReasonList, Reasons, RiskKind, Scheme, Tenancy } from './scheme-file.js'

/** The entry of a closed list of reasons, with that list's own flags. */
export function reasonOf<List extends ReasonList>(
  scheme: Scheme,
  list: List,
  id: string,
): Reasons[List][number] | undefined {
  const reasons: readonly Reasons[List][number][] = scheme.reasons[list]
  return reasons.find((reason) => reason.id === id)
}

/** The area's name; its code where the scheme file no longer knows it. */
export function areaName(scheme: Scheme, code: string): string {
  return scheme.areas.find((area) => area.code === code)?.name ?? code
}

export function riskKindOf(scheme: Scheme, id: string): RiskKind | undefined {
  return scheme.riskKinds.find((kind) => kind.id === id)
}

export function tenancyOf(scheme: Scheme, id: string): Tenancy | undefined {
  return scheme.tenancies.find((tenancy) => tenancy.id === id)
}

export function propertyNeedOf(scheme: Scheme, id: string): PropertyNeed | undefined {
  return scheme.propertyNeeds.find((need) => need.id === id)
}

/** D7: such a case names areas at risk, not areas wanted, and no notice of it names any area. */
export function isToldByRiskAreas(scheme: Scheme, riskKinds: readonly string[]): boolean {
  return scheme.riskKinds.some((kind) => kind.toldByRiskAreas && riskKinds.includes(kind.id))
}

export function needsGangSupport(scheme: Scheme, riskKinds: readonly string[]): boolean {
  return scheme.riskKinds.some((kind) => kind.needsGangSupport && riskKinds.includes(kind.id))
}

/** Whether the tenancy offered is less secure than the one now; flagged before an offer is passed on [S1]. */
export function isLessSecure(scheme: Scheme, tenancies: { now: string; offered: string }): boolean {
  const now = tenancyOf(scheme, tenancies.now)
  const offered = tenancyOf(scheme, tenancies.offered)
  if (!now || !offered) return true
  return offered.security < now.security
}
