import type { Part } from '../views/view.js'
import type { Field, Form } from './form.js'
import type { FormId } from './form-id.js'

/** A form of one page. */
export function simple(
  id: FormId,
  title: string,
  submitLabel: string,
  fields: Field[],
  ...intro: Part[]
): Form {
  return {
    id,
    title,
    ...(intro.length > 0 && { intro }),
    steps: [{ id, fields }],
    submitLabel,
  }
}
