import { z } from 'zod'
import type { OpenCase } from '../facts.js'
import { ids, optionalId, tick } from './form-fields.js'
import type { PersonRecord } from './records.js'
import { currentApprovals, deputyOf, holds, isExcluded } from './relations.js'
import { defineStep, type Refusal } from './step.js'

const add = optionalId()

/**
 * Who speaks for the applicant: a request may have several nominating officers [S4], and when the only one has left it
 * needs another. Officers share a case only with the applicant's agreement (section 6).
 */
export const nameOfficers = defineStep({
  action: 'name_officers',
  names: (input) => z.object({ add }).safeParse(input).data?.add,
  input: () => z.object({ add, end: ids(), agreed: tick() }),
  decide(facts, { add: named, end, agreed }, { now }) {
    const { request, people } = facts
    const added = people.find(({ id }) => id === named)
    if (end.some((id) => !request.officerIds.includes(id)))
      return {
        refused: 'not_theirs',
        field: 'end',
        say: 'One of these is no nominating officer of it any more.',
      }
    const ended = request.officerIds.filter((id) => end.includes(id) || hasLeft(facts, id))
    if (named === undefined && end.length === 0)
      return { refused: 'nothing_named', field: 'add', say: 'Please choose somebody to add or to end.' }
    const wrong = named === undefined ? null : whyNotOfficer(facts, added, now)
    if (wrong) return wrong
    if (named !== undefined && !agreed)
      return {
        refused: 'not_agreed',
        field: 'agreed',
        say: 'Please confirm this: officers share a case only with the applicant’s agreement.',
      }
    const left = request.officerIds.filter((id) => !ended.includes(id))
    const officerIds = [...left, ...(named === undefined ? [] : [named])]
    if (officerIds.length === 0)
      return {
        refused: 'nobody_left',
        field: 'end',
        say: 'Somebody has to speak for the applicant. Please add an officer as well.',
      }
    return {
      say: `Saved. ${officerIds.length === 1 ? 'One nominating officer has' : `${officerIds.length} nominating officers have`} this request now.`,
      request: { officerIds },
      codes: {
        ...(named !== undefined && { added: named }),
        ...(ended.length > 0 && { ended: ended.join(' ') }),
      },
    }
  },
})

/** Whoever has left, or has lost the role, is not kept among those who speak for the applicant. */
function hasLeft({ people }: OpenCase, officerId: string): boolean {
  const person = people.find(({ id }) => id === officerId)
  return !person || !holds(person, 'nominating_officer')
}

/** Four eyes (D1), exclusions (section 3), and a role that the directory has to know. */
function whyNotOfficer(facts: OpenCase, person: PersonRecord | undefined, now: Date): Refusal | null {
  const { request, partners } = facts
  const refused = (code: string, say: string): Refusal => ({ refused: code, field: 'add', say })
  if (!person || !holds(person, 'nominating_officer') || isExcluded(request, person, partners))
    return refused('no_officer', 'This person cannot be a nominating officer of this request.')
  if (request.officerIds.includes(person.id))
    return refused('officer_already', `${person.name} is a nominating officer of this request already.`)
  if (facts.offers.some(({ officerId }) => officerId === person.id))
    return refused('has_offered', `${person.name} has offered a home for this request.`)
  const decides = currentApprovals(facts).flatMap(({ personId }) => [
    personId,
    deputyOf(facts, personId, now),
  ])
  return decides.includes(person.id)
    ? refused(
        'four_eyes',
        `${person.name} decides on this request for the landlord, and cannot refer it too.`,
      )
    : null
}
