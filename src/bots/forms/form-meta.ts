import { z } from 'zod'
import { caseRefSchema } from '../views/button-value.js'
import { FORM_IDS } from './form-id.js'

const id = z.string().regex(/^[\w.:-]{1,100}$/)

const formMeta = z.strictObject({
  form: z.enum(FORM_IDS),
  step: id,
  /** Minted when the form opened: idempotency key, and the id of a row the step makes. */
  formKey: id,
  schemeId: id.optional(),
  /** The screen on which the form was opened; null for a form that starts something. */
  ref: caseRefSchema.nullable(),
  requestId: id.optional(),
  offerId: id.optional(),
  /** Version of the request from which the fields were filled; absent where none of them came from it. */
  filledFrom: z.int().min(0).optional(),
  onBehalf: z
    .strictObject({ personId: id, confirmedBy: z.enum(['phone', 'email', 'in_person', 'letter']) })
    .optional(),
})
/** What travels with an open form: ids only. What was typed travels in the form's own fields. */
export type FormMeta = z.infer<typeof formMeta>

export function encodeMeta(meta: FormMeta): string {
  return JSON.stringify(meta)
}

/** Null for anything that this program did not write. */
export function decodeMeta(text: string): FormMeta | null {
  try {
    const parsed = formMeta.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
