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
      return answer.selected_option ? answer.selected_option.value === 'yes' : undefined
    case 'many':
      return chosen(answer)
    case 'tick':
      return chosen(answer).length > 0
    case 'date':
      return answer.selected_date ?? undefined
    case 'datetime':
      return typeof answer.selected_date_time === 'number'
        ? new Date(answer.selected_date_time * 1_000).toISOString()
        : undefined
  }
}

function chosen({ selected_options }: Answer): string[] {
  return (selected_options ?? []).flatMap(({ value }) => (value === undefined ? [] : [value]))
}
