import { z } from 'zod'
import { workingTime } from '../time/working-time.js'
import { type Exclusion, emptyForm } from './form-content.js'
import { applySection, SECTION_IDS, sectionTitle } from './form-sections.js'
import { withConfidential } from './notes.js'
import { defineStep } from './step.js'

/** Saves one section of the form. A section is checked whole; the draft may be left between sections. */
export const amendRequest = defineStep({
  action: 'amend',
  // The landlord is chosen among all partners.
  circulation: true,
  input: ({ scheme, request }) =>
    z.looseObject({ section: z.enum(SECTION_IDS) }).transform(({ section, ...fields }, context) => {
      const before = request ?? { form: emptyForm(), landlordId: null }
      const applied = applySection(before, section, fields, scheme)
      if (applied.ok) return { section, state: applied.state }
      for (const [field, message] of Object.entries(applied.errors)) {
        context.addIssue({ code: 'custom', path: [field], message })
      }
      return z.NEVER
    }),
  decide({ scheme, request, partners }, { section, state }, { now }) {
    const { landlordId } = state
    if (section === 'tenancy' && !partners.some(({ id }) => id === landlordId)) {
      return {
        refused: 'no_such_landlord',
        field: 'landlordId',
        say: 'Please choose the landlord from the list.',
      }
    }
    const { consentDate } = state.form.approval
    if (
      section === 'consent' &&
      consentDate !== undefined &&
      consentDate > workingTime(scheme).localDate(now)
    ) {
      return { refused: 'future_consent', field: 'consentDate', say: 'This day is still to come.' }
    }
    const exclusions =
      request.state === 'draft'
        ? state.form.confidential.exclusions
        : together(request.form.confidential.exclusions, state.form.confidential.exclusions)
    return {
      say: `${sectionTitle(section)}: saved.`,
      request: { landlordId, form: withConfidential(state.form, { exclusions }) },
      codes: { section },
      ...(request.state === 'declined' && {
        tell: [{ topic: 'new_information', to: 'coordinators' as const }],
      }),
    }
  },
})

/** Once sent in, an exclusion is never taken off by filling in the form again. */
function together(before: readonly Exclusion[], now: readonly Exclusion[]): Exclusion[] {
  const added = now.filter((one) => !before.some((old) => old.kind === one.kind && old.id === one.id))
  return [...before, ...added]
}
