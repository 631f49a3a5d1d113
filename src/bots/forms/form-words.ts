import type { ChoiceField, Form, FormStep, InputField, ManyField, Option } from './form.js'

/** Words and choices of forms that are the same wherever they are drawn. */

/** Up to here a list is shown whole; a longer one is a menu. */
export const SHOWN_WHOLE = 6

export const YES_NO: Option[] = [
  { id: 'yes', label: 'Yes' },
  { id: 'no', label: 'No' },
]

export function submitWords(form: Form, step: FormStep): string {
  return step === form.steps.at(-1) ? form.submitLabel : 'Save and go on'
}

/** "2 Landlord and tenancy now" */
export function pageWords({ title = '' }: FormStep, index: number): string {
  return `${index + 1} ${title}`.trim()
}

/** Said in place of a field with an empty list; null for any other. */
export function nothingToChoose(field: InputField): string | null {
  return hasOptions(field) && field.options.length === 0
    ? `${field.label}: there is nothing to choose.`
    : null
}

function hasOptions(field: InputField): field is ChoiceField | ManyField {
  return field.kind === 'choice' || field.kind === 'many'
}
