import type { CaseFacts } from '../facts.js'
import type { Audience } from '../ports.js'
import type { Relation } from '../request/lifecycle.js'
import type { PersonRecord, RequestRecord } from '../request/records.js'
import { currentApprovals, deputyOf, relationsOf } from '../request/relations.js'

/** The people an audience means today, less exclusions; a lead who is away is joined by the deputy. */
export function peopleOf(
  facts: CaseFacts & { request: RequestRecord },
  audience: Audience,
  offerId: string | null,
  now: Date,
): PersonRecord[] {
  const wanted = idsOf(facts, audience, offerId, now)
  const offer = facts.offers.find(({ id }) => id === offerId) ?? null
  return facts.people.filter(
    (person) => wanted.has(person.id) && relationsOf(facts, person, offer, now).includes(STILL[audience]),
  )
}

/** What somebody must still be to the request: who has another part in it by now is told nothing of the one they had. */
const STILL: Readonly<Record<Audience, Relation>> = {
  officers: 'officer',
  leads: 'lead',
  coordinators: 'coordinator',
  offerer: 'offerer',
}

function idsOf(
  facts: CaseFacts & { request: RequestRecord },
  audience: Audience,
  offerId: string | null,
  now: Date,
): Set<string> {
  switch (audience) {
    case 'officers':
      return new Set(facts.request.officerIds)
    case 'leads': {
      const leads = currentApprovals(facts).filter((a) => a.decision === null)
      return new Set(leads.flatMap((a) => [a.personId, deputyOf(facts, a.personId, now) ?? a.personId]))
    }
    case 'coordinators':
      return new Set(facts.people.map(({ id }) => id))
    case 'offerer': {
      const offer = facts.offers.find((o) => o.id === offerId)
      return new Set(offer ? [offer.officerId] : [])
    }
  }
}
