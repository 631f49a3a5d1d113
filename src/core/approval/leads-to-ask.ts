import type { OpenCase } from '../facts.js'
import type { PersonRecord } from '../request/records.js'
import { holdsAt, isExcluded } from '../request/relations.js'

/**
 * The named leads of the applicant's landlord, or of its successor, less exclusions. Four eyes (D1): a nominating
 * officer of the request is never asked to approve it.
 */
export function leadsToAsk({ request, partners, people }: OpenCase): PersonRecord[] {
  if (request.landlordId === null) return []
  const landlord = partners.find(({ id }) => id === request.landlordId)
  const answersFor = [request.landlordId, landlord?.successorId].filter((id) => id != null)
  return people.filter(
    (person) =>
      answersFor.some((id) => holdsAt(person, 'named_lead', id)) &&
      !request.officerIds.includes(person.id) &&
      !isExcluded(request, person),
  )
}
