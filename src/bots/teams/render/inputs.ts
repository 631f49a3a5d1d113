import type { ChoiceField, InputField, ManyField, Option } from '../../forms/form.js'
import { SHOWN_WHOLE, YES_NO } from '../../forms/form-words.js'
import type { CardInput, ChoiceSet, DateInput, TextInput, TimeInput } from './model.js'
import { isDay, isTime, timeInputOf, typedOf } from './moments.js'
import { literal, markdown } from './text.js'

/**
 * The inputs of one field, the first named like it. They check nothing: what was typed comes back as it was, and
 * where an input could not hold it, a line of text does.
 */
export function drawInputs(field: InputField, value: unknown, zone: string): CardInput[] {
  const named = { id: field.name, label: labelOf(field) }
  switch (field.kind) {
    case 'text':
      return [text(named, value, field.multiline)]
    case 'number':
      return [number(named, value)]
    case 'choice':
      return [one(named, field, value)]
    case 'many':
      return [several(named, field, value)]
    case 'yesno':
      return [one(named, { options: YES_NO }, typeof value === 'boolean' ? (value ? 'yes' : 'no') : value)]
    case 'tick':
      return [
        {
          type: 'Input.Toggle',
          id: field.name,
          title: markdown(labelOf(field)),
          wrap: true,
          value: value === true ? 'true' : 'false',
        },
      ]
    case 'date':
      return [day(named, typed(value))]
    case 'datetime':
      return moment(field, typed(value), zone)
  }
}

interface Naming {
  id: string
  label: string
}

function labelOf({ label, required }: InputField): string {
  return literal(required ? label : `${label} (optional)`)
}

function text(named: Naming, value: unknown, multiline: boolean): TextInput {
  const shown = typed(value)
  // A line would swallow the breaks that were typed.
  const tall = multiline || shown.includes('\n')
  return { type: 'Input.Text', ...named, ...(tall && { isMultiline: true }), ...(shown && { value: shown }) }
}

/** Text, where the number would not come back as the digits that were typed. */
function number(named: Naming, value: unknown): CardInput {
  const shown = typed(value).trim()
  if (shown === '') return { type: 'Input.Number', ...named }
  const digits = shown.replace(/^(-?)0+(?=\d)/, '$1').replace(/(\.\d*?)0+$/, '$1')
  return Number.isFinite(Number(shown)) && String(Number(shown)) === digits.replace(/\.$/, '')
    ? { type: 'Input.Number', ...named, value: Number(shown) }
    : text(named, value, false)
}

function one(named: Naming, { options }: Pick<ChoiceField, 'options'>, value: unknown): ChoiceSet {
  const chosen = options.find(({ id }) => id === value)
  return { ...choices(named, options, 'filtered'), ...(chosen && { value: chosen.id }) }
}

function several(named: Naming, { options }: ManyField, value: unknown): ChoiceSet {
  const ids: unknown[] = Array.isArray(value) ? value : []
  const chosen = options.filter(({ id }) => ids.includes(id)).map(({ id }) => id)
  return {
    ...choices(named, options, 'compact'),
    isMultiSelect: true,
    ...(chosen.length > 0 && { value: chosen.join(',') }),
  }
}

/** Teams reads markdown beside a box or a ring, and none in a menu. */
function choices(named: Naming, options: readonly Option[], menu: 'filtered' | 'compact'): ChoiceSet {
  const whole = options.length <= SHOWN_WHOLE
  return {
    type: 'Input.ChoiceSet',
    ...named,
    style: whole ? 'expanded' : menu,
    wrap: true,
    ...(!whole && { placeholder: 'Choose' }),
    choices: options.map(({ id, label }) => ({ title: whole ? markdown(label) : label, value: id })),
  }
}

function day(named: Naming, shown: string): DateInput | TextInput {
  if (shown !== '' && !isDay(shown)) return text(named, shown, false)
  return { type: 'Input.Date', ...named, ...(shown && { value: shown }) }
}

function time(named: Naming, shown: string): TimeInput | TextInput {
  if (shown !== '' && !isTime(shown)) return text(named, shown, false)
  return { type: 'Input.Time', ...named, ...(shown && { value: shown.slice(0, 5) }) }
}

function moment(field: InputField, shown: string, zone: string): CardInput[] {
  const halves = typedOf(shown, zone)
  const label = (half: string) => labelOf({ ...field, label: `${field.label}: ${half}` })
  return [
    day({ id: field.name, label: label('day') }, halves.day),
    time({ id: timeInputOf(field.name), label: label('time') }, halves.time),
  ]
}

/** What a line of text can show; lists and objects were not typed by anybody. */
function typed(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : ''
}
