import { z } from 'zod'
import type { CaseFacts } from '../facts.js'
import { workingTime } from '../time/working-time.js'
import { changedMeanwhile } from './changed-meanwhile.js'
import { type Exclusion, emptyForm } from './form-content.js'
import { applySection, type FormState, SECTION_IDS, type SectionId, sectionTitle } from './form-sections.js'
import { withConfidential } from './notes.js'
import type { RequestRecord } from './records.js'
import { unsafeAreaProblem } from './sections/areas.js'
import { defineStep, type Refusal } from './step.js'
import { worried } from './worry.js'

/** Saves one section of the form. A section is checked whole; the draft may be left between sections. */
export const amendRequest = defineStep({
  action: 'amend',
  // The landlord is chosen among all partners.
  circulation: true,
  formOfCase: true,
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
  decide(facts, { section, state }, context) {
    const { request, scheme } = facts
    const { now } = context
    const undone = changedMeanwhile(request, state, [section], context, scheme)
    if (undone) return undone
    const wrong = wrongAnswer(facts, section, state, now)
    if (wrong) return wrong
    const { landlordId } = state
    const exclusions =
      request.state === 'draft'
        ? state.form.confidential.exclusions
        : together(request.form.confidential.exclusions, state.form.confidential.exclusions)
    const form = withConfidential(state.form, { exclusions })
    const saved = `${sectionTitle(section)}: saved.`
    if (isNowImmediate(request, state))
      return {
        say: `${saved} ${scheme.texts.safetyConcern} ${scheme.texts.emergency}`,
        request: { landlordId, ...worried({ scheme, request: { ...request, form } }, context) },
        codes: { section },
        urgent: true,
        tell: [{ topic: 'immediate_risk', to: 'coordinators' }],
      }
    return {
      say: saved,
      request: { landlordId, form },
      codes: { section },
      ...(request.state === 'declined' && {
        tell: [{ topic: 'new_information', to: 'coordinators' as const }],
      }),
    }
  },
})

/** Of a draft coordinators hear when it is sent in. */
function isNowImmediate({ state, form }: RequestRecord, after: FormState): boolean {
  const before = form.approval.immediateRisk === true
  return state !== 'draft' && !before && after.form.approval.immediateRisk === true
}

/** What a section's own fields cannot tell: it takes the day, or the directory. */
export function wrongAnswer(
  { scheme, request, partners }: Pick<CaseFacts, 'scheme' | 'request' | 'partners'>,
  section: SectionId,
  { landlordId, form }: FormState,
  now: Date,
): Refusal | null {
  const isPartner = (wanted: string | null) => partners.some(({ id }) => id === wanted)
  if (section === 'tenancy' && !isPartner(landlordId)) {
    return {
      refused: 'no_such_landlord',
      field: 'landlordId',
      say: 'Please choose the landlord from the list.',
    }
  }
  const unsafe = unsafeAreaProblem(form.needs.areasWanted, { landlordId, form }, scheme)
  if (unsafe && request?.state !== 'draft' && section !== 'areas') {
    return {
      refused: 'unsafe_area',
      field: section === 'risk' ? 'areasAtRisk' : 'homeArea',
      say: `It is among the areas wanted, and would be named to partners. ${unsafe} They stand on the page “${sectionTitle('areas')}”: please change that one first.`,
    }
  }
  const { consentDate } = form.approval
  if (
    section === 'consent' &&
    consentDate !== undefined &&
    consentDate > workingTime(scheme).localDate(now)
  ) {
    return { refused: 'future_consent', field: 'consentDate', say: 'This day is still to come.' }
  }
  const known = request?.form.confidential.exclusions ?? []
  const added = form.confidential.exclusions.filter((one) => !known.some(({ id }) => id === one.id))
  if (section === 'risk' && added.some(({ kind, id }) => kind === 'organisation' && !isPartner(id))) {
    return {
      refused: 'no_such_organisation',
      field: 'excludedOrganisations',
      say: 'Please choose the organisations from the list.',
    }
  }
  return null
}

/** Once sent in, an exclusion is never taken off by filling in the form again. */
function together(before: readonly Exclusion[], now: readonly Exclusion[]): Exclusion[] {
  const added = now.filter((one) => !before.some((old) => old.kind === one.kind && old.id === one.id))
  return [...before, ...added]
}
