import { canonicalJson } from '../audit/canonical-json.js'
import type { Scheme } from '../scheme/scheme-file.js'
import { type FormState, SECTION_IDS, type SectionId, sectionValues } from './form-sections.js'
import { withConfidential } from './notes.js'
import type { RequestRecord } from './records.js'
import type { Refusal, StepContext } from './step.js'

/** What a person reads whose page would undo what was entered since it was filled. */
export const CHANGED_MEANWHILE =
  'This page was changed meanwhile, by somebody else or in another window. Nothing of it is saved: please open it again, so that nothing that was entered there is lost.'

/** The field that no page has: the sentence is about the page as a whole. */
export const WHOLE_PAGE = 'form'

/**
 * Refuses a page that was filled before somebody else changed it: it holds every field as it was, and would quietly
 * take back an area at risk, a case to keep apart from or an immediate risk (scheme.md section 7). A page that changes
 * nothing of the section takes nothing back, and a form from before versions travelled with it cannot be compared.
 */
export function changedMeanwhile(
  request: RequestRecord,
  after: FormState,
  sections: readonly SectionId[],
  { filledFrom }: Pick<StepContext, 'filledFrom'>,
  scheme: Scheme,
): Refusal | null {
  if (filledFrom === undefined) return null
  const changedAt = request.form.confidential.sectionVersions ?? {}
  const lost = sections.find(
    (section) => (changedAt[section] ?? 0) > filledFrom && differs(request, after, section, scheme),
  )
  return lost ? { refused: 'changed_meanwhile', field: WHOLE_PAGE, say: CHANGED_MEANWHILE } : null
}

/** Notes at which version each section changed, whichever step changed it. */
export function withSectionVersions(
  before: RequestRecord,
  after: RequestRecord,
  scheme: Scheme,
): RequestRecord {
  if (before.form === after.form && before.landlordId === after.landlordId) return after
  const changed = SECTION_IDS.filter((section) => differs(before, after, section, scheme))
  if (changed.length === 0) return after
  const sectionVersions = {
    ...after.form.confidential.sectionVersions,
    ...Object.fromEntries(changed.map((section) => [section, after.version])),
  }
  return { ...after, form: withConfidential(after.form, { sectionVersions }) }
}

function differs(before: FormState, after: FormState, section: SectionId, scheme: Scheme): boolean {
  const [was, is] = [before, after].map((state) => canonicalJson(sectionValues(state, section, scheme)))
  return was !== is
}
