import type { z } from 'zod'
import type { Scheme } from '../scheme/scheme-file.js'
import { areasSection } from './sections/areas.js'
import { consentSection } from './sections/consent.js'
import { homeSection } from './sections/home.js'
import { householdSection } from './sections/household.js'
import { riskSection } from './sections/risk.js'
import {
  type FieldValue,
  type FormState,
  SECTION_IDS,
  type Section,
  type SectionId,
} from './sections/section.js'
import { tenancySection } from './sections/tenancy.js'

export { type FieldValue, type FormState, SECTION_IDS, type SectionId }

const SECTIONS: Record<SectionId, Section> = {
  consent: consentSection,
  tenancy: tenancySection,
  risk: riskSection,
  household: householdSection,
  home: homeSection,
  areas: areasSection,
}

export function sectionTitle(section: SectionId): string {
  return SECTIONS[section].title
}

/** Checks one section's flat fields; gives the form with them filled in. */
export function sectionSchema(section: SectionId, scheme: Scheme, before: FormState): z.ZodType<FormState> {
  return SECTIONS[section].schema(scheme, before)
}

type Applied = { ok: true; state: FormState } | { ok: false; errors: Record<string, string> }

/** One section filled in, or a sentence for each field that is wrong. */
export function applySection(before: FormState, section: SectionId, input: unknown, scheme: Scheme): Applied {
  const parsed = sectionSchema(section, scheme, before).safeParse(input)
  if (parsed.success) return { ok: true, state: parsed.data }
  const errors: Record<string, string> = {}
  for (const { path, message } of parsed.error.issues) errors[String(path[0] ?? 'form')] ??= message
  return { ok: false, errors }
}

/** A section's fields as they stand, to fill its form again. */
export function sectionValues(
  state: FormState,
  section: SectionId,
  scheme: Scheme,
): Record<string, FieldValue> {
  return SECTIONS[section].values(state, scheme)
}

export interface Missing {
  section: SectionId
  field: string
  words: string
}

/** Everything that still stands between this form and its submission. */
export function missingSections(state: FormState, scheme: Scheme): Missing[] {
  return SECTION_IDS.flatMap((section) => {
    const applied = applySection(state, section, sectionValues(state, section, scheme), scheme)
    if (applied.ok) return []
    return Object.entries(applied.errors).map(([field, words]) => ({ section, field, words }))
  })
}
