import type { OpenCase } from '../facts.js'
import { isExcluded } from '../request/relations.js'

/** Whether the landlord or the officer behind an offer must not see this request: then it goes no further. */
export function isExcludedOfferer(
  facts: Pick<OpenCase, 'request' | 'people'>,
  offerer: { partnerId: string; officerId: string },
): boolean {
  const { exclusions } = facts.request.form.confidential
  const officer = facts.people.find(({ id }) => id === offerer.officerId)
  return (
    exclusions.some(({ kind, id }) => kind === 'organisation' && id === offerer.partnerId) ||
    (officer !== undefined && isExcluded(facts.request, officer))
  )
}
