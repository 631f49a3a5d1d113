import type { Fact } from '../../core/placement/screens.js'
import { type Field, type InputField, isInput } from './form.js'

export interface Answers {
  facts: Fact[]
  /** Labels of the fields that hold nothing. */
  unanswered: string[]
}

/** What was answered, in the form's own words. */
export function describeAnswers(
  fields: readonly Field[],
  values: Readonly<Record<string, unknown>>,
): Answers {
  const inputs = fields.filter(isInput)
  const words = inputs.map((field) => answerWords(field, values[field.name]))
  return {
    facts: inputs.flatMap(({ label }, at) => (words[at] ? [{ label, value: words[at] }] : [])),
    unanswered: inputs.flatMap(({ label }, at) => (words[at] ? [] : [label])),
  }
}

function answerWords(field: InputField, value: unknown): string {
  if (value === undefined || value === null || value === '') return ''
  if (field.kind === 'choice') return labelOf(field.options, value)
  if (field.kind === 'many' && Array.isArray(value))
    return value.map((id: unknown) => labelOf(field.options, id)).join(', ')
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  return String(value)
}

function labelOf(options: readonly { id: string; label: string }[], id: unknown): string {
  return options.find((option) => option.id === id)?.label ?? String(id)
}
