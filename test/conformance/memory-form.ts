import type { OpenedForm } from '../../src/bots/dialogue/open-form.js'
import { type InputField, isInput, stepOf } from '../../src/bots/forms/form.js'
import type { ShownForm, Value } from '../end-to-end/hands.js'

export interface OpenForm {
  form: OpenedForm
  errors: Readonly<Record<string, string>>
}

/** What somebody typed into a field, as the renderers of the other platforms read it. Throws where nobody could. */
export function given(field: InputField, value: Value): unknown {
  if ((field.kind === 'choice' || field.kind === 'many') && value !== null) {
    const strange = [value].flat().find((id) => !field.options.some((option) => option.id === idOf(id)))
    if (strange !== undefined) throw new Error(`${field.name} does not offer ${strange}`)
  }
  switch (field.kind) {
    case 'tick':
      return value === true
    case 'many':
      return value === null ? [] : [value].flat()
    case 'choice':
      return value === null ? undefined : idOf(value)
    case 'yesno':
      return value ?? undefined
    default:
      return String(value ?? '').trim() || undefined
  }
}

/** Yes and no are ids where a list happens to hold them. */
function idOf(value: unknown): string {
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)
}

/** A form as it stands in front of somebody. */
export function shownForm({ form: { form, meta, values, notice }, errors }: OpenForm): ShownForm {
  const inputs = stepOf(form, meta.step).fields.filter(isInput)
  return {
    title: form.title,
    fields: inputs.map((field) => ({
      name: field.name,
      label: field.label,
      value: shownValue(field, values[field.name]),
      ...(errors[field.name] && { error: errors[field.name] }),
    })),
    ...(notice && { notice }),
  }
}

function shownValue({ kind }: InputField, value: unknown): Value {
  if (kind === 'tick') return value === true
  if (kind === 'many') return Array.isArray(value) ? value.map(String) : []
  if (kind === 'yesno') return typeof value === 'boolean' ? value : null
  return value === undefined || value === null || value === '' ? null : String(value)
}
