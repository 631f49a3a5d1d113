import type { z } from 'zod'
import type { Scheme } from '../../scheme/scheme-file.js'
import type { RequestRecord } from '../records.js'

export type FieldValue = string | number | boolean | string[] | undefined

/** The part of a request that the form fills. A `RequestRecord` is one. */
export type FormState = Pick<RequestRecord, 'form' | 'landlordId'>

/** One step of the referral form, with flat fields. */
export interface Section {
  id: SectionId
  title: string
  /** Checks the fields and gives the form as it is with them filled in. */
  schema: (scheme: Scheme, before: FormState) => z.ZodType<FormState>
  /** The fields as they stand, to fill the form again. */
  values: (state: FormState, scheme: Scheme) => Record<string, FieldValue>
}

export const SECTION_IDS = ['consent', 'tenancy', 'risk', 'household', 'home', 'areas'] as const
export type SectionId = (typeof SECTION_IDS)[number]

/** The form with some fields of its groups replaced. */
export function withFields(
  before: FormState,
  change: { [Group in keyof FormState['form']]?: Partial<FormState['form'][Group]> },
): FormState {
  const { needs, details, approval, confidential } = before.form
  return {
    landlordId: before.landlordId,
    form: {
      needs: { ...needs, ...change.needs },
      details: { ...details, ...change.details },
      approval: { ...approval, ...change.approval },
      confidential: { ...confidential, ...change.confidential },
    },
  }
}
