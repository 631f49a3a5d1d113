import { z } from 'zod'
import type { OpenCase } from '../facts.js'
import { CHANGED_MEANWHILE, WHOLE_PAGE } from './changed-meanwhile.js'
import { ids, optionalId, tick } from './form-fields.js'
import { withConfidential } from './notes.js'
import type { PersonRecord } from './records.js'
import { actingOfficers, holds, isExcluded, relationsOf } from './relations.js'
import { CHOSEN_OFFER, WAITING_OFFER } from './states.js'
import { defineStep, type Refusal, type StepContext } from './step.js'

const FORM = z.object({ add: optionalId(), end: ids(), agreed: tick() })
type Input = z.infer<typeof FORM>

/**
 * Who speaks for the applicant: a request may have several nominating officers [S4], and when the only one has left it
 * needs another. Officers share a case only with the applicant's agreement (section 6). Whoever may not act any more is
 * not kept among them.
 */
export const nameOfficers = defineStep({
  action: 'name_officers',
  names: (input) => FORM.pick({ add: true }).safeParse(input).data?.add,
  input: () => FORM,
  decide(facts, input, context) {
    const { request, people } = facts
    const wrong = whyNot(facts, input, context)
    if (wrong) return wrong
    const acting = actingOfficers(facts)
    const added = people.filter(({ id }) => id === input.add)
    const officers = [...acting.filter(({ id }) => !input.end.includes(id)), ...added]
    if (officers.length === 0) return NOBODY
    const ended = request.officerIds.filter((id) => !officers.some((officer) => officer.id === id))
    const gone = people.filter(({ id }) => ended.includes(id) && !input.end.includes(id))
    const former = [...new Set([...(request.form.confidential.officers?.former ?? []), ...ended])]
    return {
      say: [
        `Saved. This request is now with ${namesOf(officers)}.`,
        ...(gone.length > 0 ? [`No longer with ${namesOf(gone)}, who may not act for it any more.`] : []),
      ].join(' '),
      request: {
        officerIds: officers.map(({ id }) => id),
        form: withConfidential(request.form, { officers: { former, version: request.version + 1 } }),
      },
      codes: {
        ...(input.add !== undefined && { added: input.add }),
        ...(ended.length > 0 && { ended: ended.join(' ') }),
      },
      tell: added.length > 0 ? [{ topic: 'officers_changed', to: 'officers' }] : [],
    }
  },
})

const NOBODY: Refusal = {
  refused: 'nobody_left',
  field: 'end',
  say: 'Somebody has to speak for the applicant. Please add an officer as well.',
}

function whyNot(facts: OpenCase, { add, end, agreed }: Input, context: StepContext): Refusal | null {
  const { request, people } = facts
  const refused = (code: string, field: string, say: string): Refusal => ({ refused: code, field, say })
  if ((request.form.confidential.officers?.version ?? 0) > (context.filledFrom ?? request.version))
    return refused('changed_meanwhile', WHOLE_PAGE, CHANGED_MEANWHILE)
  if (add === undefined && end.length === 0)
    return refused('nothing_named', 'add', 'Please choose somebody to add or to end.')
  if (end.some((id) => !request.officerIds.includes(id)))
    return refused('not_theirs', 'end', 'One of these is no nominating officer of it any more.')
  if (add === undefined) return null
  const person = people.find(({ id }) => id === add)
  const why = person ? whyNotOfficer(facts, person, context.now) : NO_OFFICER
  if (why) return refused('no_officer', 'add', why)
  return agreed
    ? null
    : refused(
        'not_agreed',
        'agreed',
        'Please confirm this: officers share a case only with the applicant’s agreement.',
      )
}

const NO_OFFICER = 'This person cannot be a nominating officer of this request.'

/** A role that the directory has to know, exclusions (section 3), four eyes (D1), and no home of their own at issue (P2). */
function whyNotOfficer(facts: OpenCase, person: PersonRecord, now: Date): string | null {
  const { request, partners, approvals, offers } = facts
  if (!holds(person, 'nominating_officer') || isExcluded(request, person, partners)) return NO_OFFICER
  if (request.officerIds.includes(person.id))
    return `${person.name} is a nominating officer of this request already.`
  if (approvals.some(({ personId, decidedBy }) => personId === person.id || decidedBy === person.id))
    return `${person.name} decides on this request for the landlord, and cannot refer it too.`
  const atIssue = offers.filter(({ state }) => [...WAITING_OFFER, ...CHOSEN_OFFER].includes(state))
  return atIssue.some((offer) => relationsOf(facts, person, offer, now).includes('offerer'))
    ? `The organisation of ${person.name} offers a home for this request.`
    : null
}

function namesOf(people: readonly PersonRecord[]): string {
  return people.map(({ name }) => name).join(', ')
}
