import { z } from 'zod'
import type { OpenCase } from '../facts.js'
import { isExcludedOfferer } from '../offer/excluded-offer.js'
import type { Exclusion } from '../request/form-content.js'
import { withConfidential } from '../request/notes.js'
import { currentApprovals, isExcluded } from '../request/relations.js'
import { CHOSEN_OFFER } from '../request/states.js'
import { defineStep, type Refusal } from '../request/step.js'
import { withoutNotice } from './never-told.js'
import { ended } from './notices.js'
import { notTakenUp } from './waiting-offers.js'

const KINDS = ['organisation', 'team', 'person'] as const

/**
 * From now on an organisation, a team or a person never sees this request: what they have of it ends at once, and with
 * it the notice of the partner for which they work. What a colleague has offered is for a coordinator to judge (P3).
 */
export const setExclusion = defineStep({
  action: 'set_exclusion',
  circulation: true,
  input: () =>
    z
      .object({
        kind: z.enum(KINDS, { error: 'Please choose one of the list.' }),
        id: z.string({ error: 'Please choose whom.' }).min(1, 'Please choose whom.').max(120),
      })
      .transform(({ kind, id }) => ({ exclusion: { kind, id: bareId(id) }, kindOfId: kindOf(id) ?? kind })),
  decide(facts, { exclusion, kindOfId }, { now }) {
    const { request, actor } = facts
    const before = request.form.confidential.exclusions
    if (before.some(({ kind, id }) => kind === exclusion.kind && id === exclusion.id)) {
      return { refused: 'already_excluded', field: 'id', say: 'This exclusion is there already.' }
    }
    const form = withConfidential(request.form, { exclusions: [...before, exclusion] })
    const after: OpenCase = { ...facts, request: { ...request, form } }
    if (isExcluded(after.request, actor, after.partners)) {
      return {
        refused: 'own_access',
        field: 'id',
        say: 'You would lose this request yourself. Please ask another coordinator to take it over first.',
      }
    }
    const wrong = notOfThatKind(facts, exclusion, kindOfId)
    if (wrong) return wrong
    const theirs = facts.offers.filter((offer) => isExcludedOfferer(after, offer))
    const chosen = theirs.some(({ state }) => CHOSEN_OFFER.includes(state))
    const nobody = withoutNotice(after.request, after.partners)
    return {
      say: 'Excluded. What they could see of this request has ended.',
      request: { form },
      approvals: approvalsThatEnd(after),
      notices: ended(facts.notices.filter(({ partnerId }) => nobody.has(partnerId))),
      offers: notTakenUp(theirs, now),
      codes: { kind: exclusion.kind },
      urgent: true,
      tell: chosen ? [{ topic: 'offer_of_excluded', to: 'coordinators' }] : [],
    }
  },
})

/** An id in the list of a form, with its kind. */
export function exclusionOption(kind: Exclusion['kind'], id: string): string {
  return `${kind}:${id}`
}

function kindOf(id: string): Exclusion['kind'] | undefined {
  return KINDS.find((kind) => id.startsWith(`${kind}:`))
}

function bareId(id: string): string {
  const kind = kindOf(id)
  return kind ? id.slice(kind.length + 1) : id
}

/** Kind and id are chosen side by side: a person excluded as an organisation would go on seeing the request. */
function notOfThatKind(
  { partners, people }: OpenCase,
  { kind, id }: Exclusion,
  kindOfId: Exclusion['kind'],
): Refusal | null {
  const isOrganisation = partners.some((partner) => partner.id === id)
  const isPerson = people.some((person) => person.id === id)
  const mayBe = { organisation: isOrganisation, person: !isOrganisation, team: !isOrganisation && !isPerson }
  if (kindOfId === kind && mayBe[kind]) return null
  return { refused: 'another_kind', field: 'id', say: `Please choose ${ONE_OF[kind]}, as said above.` }
}

const ONE_OF: Record<Exclusion['kind'], string> = {
  organisation: 'an organisation',
  team: 'a team',
  person: 'a person',
}

function approvalsThatEnd(after: OpenCase) {
  return currentApprovals(after)
    .filter(({ personId }) => {
      const lead = after.people.find(({ id }) => id === personId)
      return lead !== undefined && isExcluded(after.request, lead, after.partners)
    })
    .map((approval) => ({ ...approval, ended: true }))
}
