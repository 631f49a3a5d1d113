import { mayNotRead } from '../circulation/never-told.js'
import type { CaseFacts } from '../facts.js'
import { withSuccessors } from '../people/successors.js'
import { workingTime } from '../time/working-time.js'
import type { Relation } from './lifecycle.js'
import type { ApprovalRecord, OfferRecord, PartnerRecord, PersonRecord, RequestRecord } from './records.js'
import type { Role } from './states.js'

/**
 * How a person stands to the request of these facts. Empty means: no rule, no access.
 * An excluded person, or one whose organisation is excluded, has no relation at all (scheme.md section 3).
 */
export function relationsOf(
  facts: CaseFacts,
  person: PersonRecord,
  offer: OfferRecord | null,
  now: Date,
): Relation[] {
  const { request } = facts
  if (!request || isExcluded(request, person, facts.partners)) return []
  if (request.erasedAt !== undefined) return holds(person, 'coordinator') ? ['coordinator'] : []
  const found: Relation[] = []
  if (request.officerIds.includes(person.id) && holds(person, 'nominating_officer')) found.push('officer')
  if (isLead(facts, request, person, now)) found.push('lead')
  // Whoever has become the applicant's own landlord since, by a merger, has no notice any more (D12, D13).
  const own = withSuccessors([request.landlordId], facts.partners)
  const offersFor = (partnerId: string) =>
    !own.has(partnerId) && holdsAt(person, 'housing_officer', partnerId)
  if (facts.notices.some(({ partnerId }) => offersFor(partnerId))) found.push('noticed')
  if (offer && offersFor(offer.partnerId)) found.push('offerer')
  if (holds(person, 'coordinator')) found.push('coordinator')
  return found
}

/** Whether the request must stay invisible to this person. Obeyed on every path. */
export function isExcluded(
  request: RequestRecord,
  person: PersonRecord,
  partners: readonly PartnerRecord[],
): boolean {
  return request.form.confidential.exclusions.some((exclusion) => {
    if (exclusion.kind === 'person') return exclusion.id === person.id
    if (exclusion.kind === 'organisation') {
      const excluded = withSuccessors([exclusion.id], partners)
      return (
        excluded.has(person.organisationId) ||
        person.roles.some(({ organisationId }) => excluded.has(organisationId))
      )
    }
    return person.team === exclusion.id
  })
}

/**
 * Whether a notice of the person's partner stands, and the one that was pressed if it was one: after a recall or a new
 * round, or once the partner has left the scheme (D12), only safety is left to press. An old notice that led to its
 * successor would join the two (D8).
 */
export function hasLiveNotice(facts: CaseFacts, person: PersonRecord): boolean {
  const { request } = facts
  if (!request) return false
  const pressed = facts.placement?.noticeId ?? null
  const never = mayNotRead(request, facts.partners)
  return facts.notices.some(
    (notice) =>
      notice.live &&
      !never.has(notice.partnerId) &&
      (pressed === null || notice.id === pressed) &&
      holdsAt(person, 'housing_officer', notice.partnerId),
  )
}

/** Approvals of the round that runs, whose access has not ended. */
export function currentApprovals(facts: CaseFacts): ApprovalRecord[] {
  const last = Math.max(0, ...facts.approvals.map((a) => a.round))
  return facts.approvals.filter((a) => a.round === last && !a.ended)
}

/** The approval a person may decide: their own, or that of a lead who is away and named them deputy. */
export function approvalFor(facts: CaseFacts, person: PersonRecord, now: Date): ApprovalRecord | null {
  const open = currentApprovals(facts)
  const own = open.find((a) => a.personId === person.id)
  if (own) return own
  return open.find((a) => deputyOf(facts, a.personId, now) === person.id) ?? null
}

export function holds(person: PersonRecord, role: Role): boolean {
  return person.roles.some((r) => r.role === role)
}

export function holdsAt(person: PersonRecord, role: Role, organisationId: string): boolean {
  return person.roles.some((r) => r.role === role && r.organisationId === organisationId)
}

/** Who may act as a nominating officer of it now, in the order in which they were named. */
export function actingOfficers(facts: CaseFacts & { request: RequestRecord }): PersonRecord[] {
  const { request, people, partners } = facts
  const named = request.officerIds.flatMap((id) => people.find((person) => person.id === id) ?? [])
  return named.filter(
    (person) => holds(person, 'nominating_officer') && !isExcluded(request, person, partners),
  )
}

/** Whether somebody refers this request or once did: they never decide it for the landlord (D1). */
export function hasReferred({ officerIds, form }: RequestRecord, personId: string): boolean {
  return officerIds.includes(personId) || (form.confidential.officers?.former.includes(personId) ?? false)
}

/** The deputy who stands in today for somebody who is away, or null. */
export function deputyOf(facts: CaseFacts, personId: string, now: Date): string | null {
  const away = facts.people.find((p) => p.id === personId)?.away
  const today = workingTime(facts.scheme).localDate(now)
  return away && away.from <= today && today <= away.to ? away.deputyId : null
}

/**
 * Four eyes (D1): a nominating officer of the request never decides it for the landlord. Who was asked counts for as
 * long as they are named lead. A deputy is any colleague, and has no more right than the lead they stand in for.
 */
function isLead(facts: CaseFacts, request: RequestRecord, person: PersonRecord, now: Date): boolean {
  if (request.landlordId === null || hasReferred(request, person.id)) return false
  if (person.withheld?.includes('named_lead')) return false
  const landlord = facts.partners.find((p) => p.id === request.landlordId)
  const answersFor = [request.landlordId, landlord?.successorId].filter((id) => id != null)
  const approval = approvalFor(facts, person, now)
  const asked =
    approval?.personId === person.id ? person : facts.people.find((p) => p.id === approval?.personId)
  if (!asked || hasReferred(request, asked.id) || isExcluded(request, asked, facts.partners)) return false
  const atLandlord = person.id === asked.id || answersFor.includes(person.organisationId)
  return answersFor.some(
    (id) => holdsAt(asked, 'named_lead', id) && (atLandlord || holdsAt(person, 'named_lead', id)),
  )
}
