import { type FormStep, type InputField, isInput } from '../../forms/form.js'
import { momentOf, timeInputOf } from './moments.js'

/**
 * The answers of one step by field name, of the same types as Slack's `readState` gives. What was left empty is
 * undefined, an empty list of several is []. What nobody could have typed there goes on as it is, for core to refuse.
 */
export function readInputs(
  data: Readonly<Record<string, unknown>>,
  step: FormStep,
  /** IANA name of the scheme's timezone. */
  zone: string,
): Record<string, unknown> {
  const given = (name: string): unknown => {
    const value = Object.hasOwn(data, name) ? data[name] : undefined
    if (typeof value === 'string') return value.trim() || undefined
    return value ?? undefined
  }
  return Object.fromEntries(
    step.fields.filter(isInput).map((field) => [field.name, answerTo(field, given, zone)]),
  )
}

function answerTo(field: InputField, given: (name: string) => unknown, zone: string): unknown {
  const value = given(field.name)
  switch (field.kind) {
    case 'text':
    case 'choice':
    case 'date':
      return value
    case 'number':
      return typeof value === 'number' ? String(value) : value
    case 'many':
      return several(value)
    case 'yesno':
      return value === 'yes' || value === 'no' ? value === 'yes' : value
    case 'tick':
      return ticked(value)
    case 'datetime':
      return moment(value, given(timeInputOf(field.name)), zone)
  }
}

function several(value: unknown): unknown {
  if (value === undefined) return []
  return typeof value === 'string' ? value.split(',').filter((id) => id !== '') : value
}

function ticked(value: unknown): unknown {
  if (value === undefined || value === 'false') return false
  return value === 'true' ? true : value
}

function moment(day: unknown, time: unknown, zone: string): unknown {
  for (const half of [day, time]) if (half !== undefined && typeof half !== 'string') return half
  if (day === undefined && time === undefined) return undefined
  return momentOf({ day: String(day ?? ''), time: String(time ?? '') }, zone)
}
