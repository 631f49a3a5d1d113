import { z } from 'zod'
import { canonicalJson } from '../audit/canonical-json.js'
import { changedMeanwhile } from '../request/changed-meanwhile.js'
import { emptyForm } from '../request/form-content.js'
import { applySection, type FormState, sectionValues } from '../request/form-sections.js'
import { withWishesDone } from '../request/notes.js'
import { defineStep } from '../request/step.js'
import type { Scheme } from '../scheme/scheme-file.js'
import { audience } from './audience.js'
import { ended, newRound, noPartner } from './notices.js'

/**
 * The coordinator applies a change while partners see the notice. Newly covered partners get one. Whoever would read
 * something else than before gets it as a new notice under a new reference, so that nobody reads an edit (P2, D8).
 */
export const changeRequest = defineStep({
  action: 'change_request',
  circulation: true,
  formOfCase: true,
  input: ({ scheme, request }) =>
    z.looseObject({}).transform((typed, context) => {
      const changed = changedForm(request ?? { form: emptyForm(), landlordId: null }, typed, scheme)
      if (changed.ok) return changed.state
      for (const [field, message] of Object.entries(changed.errors)) {
        context.addIssue({ code: 'custom', path: [field], message })
      }
      return z.NEVER
    }),
  decide(facts, { form }, context) {
    const { request, scheme, partners } = facts
    if (canonicalJson(form) === canonicalJson(request.form)) {
      return { refused: 'nothing_changed', say: 'Nothing has been changed.' }
    }
    const after = { landlordId: request.landlordId, form }
    const undone = changedMeanwhile(request, after, ['home', 'areas'], context, scheme)
    if (undone) return undone
    const reach = audience(after, partners, scheme)
    if (reach.length === 0) return noPartner(scheme)
    const live = facts.notices.filter((notice) => notice.live)
    const sameHome = homeAsRead(request) === homeAsRead(after)
    const kept = live.filter((notice) =>
      reach.some((p) => sameHome && p.partnerId === notice.partnerId && sameAreas(p.areas, notice.areas)),
    )
    const round = newRound(facts, after, context, ({ partnerId }) =>
      kept.some((notice) => notice.partnerId === partnerId),
    )
    return {
      say: `Changed. ${round.made.length} of ${reach.length} partners get a new notice.`,
      request: {
        form: withWishesDone(form, 'change'),
        ...(round.made.length > 0 && { round: round.number }),
      },
      notices: [...ended(live.filter((notice) => !kept.includes(notice))), ...round.made],
      codes: { partners: reach.length, renewed: round.made.length },
      tell: [{ topic: 'changed', to: 'officers' }],
    }
  },
})

/** Fields that are left out keep their value; fields that are sent empty are emptied. */
function changedForm(before: FormState, typed: Record<string, unknown>, scheme: Scheme) {
  const home = { ...sectionValues(before, 'home', scheme), ...typed }
  const withHome = applySection(before, 'home', home, scheme)
  if (!withHome.ok) return withHome
  const areas = {
    ...sectionValues(before, 'areas', scheme),
    ...typed,
    anythingElse: before.form.approval.anythingElse,
  }
  return applySection(withHome.state, 'areas', areas, scheme)
}

/** Everything of a notice that is the same for all partners. */
function homeAsRead({ form: { needs } }: Pick<FormState, 'form'>): string {
  const { areasWanted: _cutToEachPartner, ...home } = needs
  return canonicalJson(home)
}

function sameAreas(some: readonly string[], others: readonly string[]): boolean {
  return canonicalJson(some) === canonicalJson(others)
}
