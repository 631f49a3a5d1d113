import { type FormStep, type InputField, isInput } from '../../forms/form.js'

/** `view.state.values` as Slack sends it: block id -> action id -> what was given. */
export type StateValues = Readonly<Record<string, Readonly<Record<string, Answer>>>>

interface Answer {
  type?: string
  value?: string | null
  selected_option?: { value?: string } | null
  selected_options?: { value?: string }[] | null
  selected_date?: string | null
  selected_date_time?: number | null
}

/** The answers of one step by field name; what was left empty is undefined, an empty list of several is []. */
export function readState(values: StateValues, step: FormStep): Record<string, unknown> {
  return Object.fromEntries(
    step.fields
      .filter(isInput)
      .map((field) => [field.name, answerTo(field, values[field.name]?.[field.name] ?? {})]),
  )
}

function answerTo(field: InputField, answer: Answer): unknown {
  switch (field.kind) {
    case 'text':
    case 'number':
      return answer.value?.trim() || undefined
    case 'choice':
      return answer.selected_option?.value
    case 'yesno':
      return yesOrNo(answer.selected_option?.value)
    case 'many':
      return chosen(answer)
    case 'tick':
      return ticked(chosen(answer))
    case 'date':
      return answer.selected_date ?? undefined
    case 'datetime':
      return typeof answer.selected_date_time === 'number'
        ? new Date(answer.selected_date_time * 1_000).toISOString()
        : undefined
  }
}

/** What is neither goes on as it is, for core to refuse: it must not count as an answer. */
function yesOrNo(value: string | undefined): unknown {
  if (value === 'yes' || value === 'no') return value === 'yes'
  return value
}

function ticked(values: string[]): unknown {
  if (values.length === 0) return false
  return values.every((value) => value === 'yes') ? true : values
}

function chosen({ selected_options }: Answer): string[] {
  return (selected_options ?? []).flatMap(({ value }) => (value === undefined ? [] : [value]))
}
