import { neverTold } from '../circulation/never-told.js'
import type { OpenCase } from '../facts.js'
import { isExcluded } from '../request/relations.js'

/** Whether the landlord or the officer behind an offer must not see this request: then it goes no further. */
export function isExcludedOfferer(
  facts: Pick<OpenCase, 'request' | 'people' | 'partners'>,
  offerer: { partnerId: string; officerId: string },
): boolean {
  const officer = facts.people.find(({ id }) => id === offerer.officerId)
  return (
    neverTold(facts.request, facts.partners).has(offerer.partnerId) ||
    (officer !== undefined && isExcluded(facts.request, officer, facts.partners))
  )
}
