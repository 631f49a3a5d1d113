import type { OpenCase } from '../facts.js'
import type { PersonRecord } from '../request/records.js'
import { hasReferred, isExcluded } from '../request/relations.js'

/**
 * The named leads of the applicant's landlord, or of its successor, less exclusions. Four eyes (D1): a nominating
 * officer of the request is never asked to approve it.
 */
export function leadsToAsk({ request, partners, people }: OpenCase): PersonRecord[] {
  const landlord = partners.find(({ id }) => id === request.landlordId)
  const answersFor = (organisationId: string) =>
    organisationId === request.landlordId || organisationId === landlord?.successorId
  return people.filter(
    (person) =>
      person.roles.some(({ role, organisationId }) => role === 'named_lead' && answersFor(organisationId)) &&
      !hasReferred(request, person.id) &&
      !isExcluded(request, person, partners),
  )
}
