import type { Part } from '../views/view.js'
import type { FormId } from './form-id.js'

/**
 * A form before any platform draws it. It knows no conditions and validates nothing: the zod schema of the
 * core step is the only validation, and its sentences stand at the fields of the same names.
 */
export interface Form {
  id: FormId
  /** At most 24 characters: Slack has room for no more. */
  title: string
  intro?: Part[]
  steps: [FormStep, ...FormStep[]]
  submitLabel: string
}

/** One page. Only the referral has several, each saved when it is left. */
export interface FormStep {
  id: string
  title?: string
  fields: Field[]
}

export type Field = InputField | { kind: 'info'; parts: Part[] }
export type InputField =
  | TextField
  | NumberField
  | ChoiceField
  | ManyField
  | (Named & { kind: 'yesno' })
  | (Named & { kind: 'tick' })
  | (Named & { kind: 'date' })
  | (Named & { kind: 'datetime' })

export interface Named {
  /** The key of the step's zod object. */
  name: string
  label: string
  hint?: string
  /** Marked as such on screen; whether it holds is decided in core. */
  required: boolean
}

export interface TextField extends Named {
  kind: 'text'
  multiline: boolean
  max: number
}

export interface NumberField extends Named {
  kind: 'number'
  decimals: boolean
}

/** One of a list. */
export interface ChoiceField extends Named {
  kind: 'choice'
  options: Option[]
}

/** Any number of a list. */
export interface ManyField extends Named {
  kind: 'many'
  options: Option[]
}

export interface Option {
  id: string
  label: string
}

export function isInput(field: Field): field is InputField {
  return field.kind !== 'info'
}

/** Names of the fields that hold an answer. */
export function fieldNames({ fields }: FormStep): string[] {
  return fields.filter(isInput).map(({ name }) => name)
}

/** The step of that id; the first one for an id that the form does not have. */
export function stepOf(form: Form, id: string): FormStep {
  return form.steps.find((step) => step.id === id) ?? form.steps[0]
}

/** The step after, or null after the last. */
export function stepAfter(form: Form, id: string): FormStep | null {
  return form.steps[form.steps.findIndex((step) => step.id === id) + 1] ?? null
}
