import type { Fact } from '../../core/placement/screens.js'
import { type Field, type InputField, isInput } from './form.js'

/** What was answered, in the form's own words. */
export function describeAnswers(fields: readonly Field[], values: Readonly<Record<string, unknown>>): Fact[] {
  return fields
    .filter(isInput)
    .map((field) => ({ label: field.label, value: answerWords(field, values[field.name]) }))
}

function answerWords(field: InputField, value: unknown): string {
  if (value === undefined || value === null || value === '') return '–'
  if (field.kind === 'choice') return labelOf(field.options, value)
  if (field.kind === 'many' && Array.isArray(value))
    return value.map((id: unknown) => labelOf(field.options, id)).join(', ') || '–'
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  return String(value)
}

function labelOf(options: readonly { id: string; label: string }[], id: unknown): string {
  return options.find((option) => option.id === id)?.label ?? String(id)
}
