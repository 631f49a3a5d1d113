import type {
  Checkboxes,
  InputBlock,
  MultiStaticSelect,
  PlainTextOption,
  RadioButtons,
  StaticSelect,
} from '@slack/types'
import type { InputField, Option } from '../../forms/form.js'
import { SHOWN_WHOLE, YES_NO } from '../../forms/form-words.js'
import { cut } from '../../views/shorten.js'
import { LIMITS } from './limits.js'
import { plain } from './text.js'

/** The one option of a box. */
const TICKED = 'yes'

/** An input block of which block and action have the field's name, so that errors find it. */
export function drawInput(field: InputField, value: unknown): InputBlock {
  return {
    type: 'input',
    block_id: field.name,
    label: plain(field.label, LIMITS.label),
    ...(field.hint && { hint: plain(field.hint, LIMITS.label) }),
    optional: !field.required,
    element: elementOf(field, value),
  }
}

function elementOf(field: InputField, value: unknown): InputBlock['element'] {
  const action_id = field.name
  switch (field.kind) {
    case 'text':
      return {
        type: 'plain_text_input',
        action_id,
        multiline: field.multiline,
        max_length: Math.min(field.max, LIMITS.input),
        ...(typeof value === 'string' && value !== '' && { initial_value: cut(value, LIMITS.input) }),
      }
    case 'number':
      return {
        type: 'number_input',
        action_id,
        is_decimal_allowed: field.decimals,
        ...(isNumber(value) && { initial_value: String(value) }),
      }
    case 'choice':
      return one(action_id, field.options, value)
    case 'many':
      return several(action_id, field.options, value)
    case 'yesno':
      return radio(action_id, YES_NO, value === undefined ? undefined : value === true ? 'yes' : 'no')
    case 'tick':
      return several(action_id, [{ id: TICKED, label: 'Yes' }], value === true ? [TICKED] : [])
    case 'date':
      return {
        type: 'datepicker',
        action_id,
        ...(typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && { initial_date: value }),
      }
    case 'datetime':
      return { type: 'datetimepicker', action_id, ...initialTime(value) }
  }
}

function one(action_id: string, options: Option[], value: unknown): StaticSelect | RadioButtons {
  if (options.length <= SHOWN_WHOLE) return radio(action_id, options, value)
  const chosen = options.find(({ id }) => id === value)
  return {
    type: 'static_select',
    action_id,
    placeholder: plain('Choose', LIMITS.option),
    ...optionsOf(options),
    ...(chosen && { initial_option: drawOption(chosen) }),
  }
}

function radio(action_id: string, options: Option[], value: unknown): RadioButtons {
  const chosen = options.find(({ id }) => id === value)
  return {
    type: 'radio_buttons',
    action_id,
    options: options.map(drawOption),
    ...(chosen && { initial_option: drawOption(chosen) }),
  }
}

function several(action_id: string, options: Option[], value: unknown): Checkboxes | MultiStaticSelect {
  const ids: unknown[] = Array.isArray(value) ? value : []
  const chosen = options.filter(({ id }) => ids.includes(id)).map(drawOption)
  const initial = chosen.length > 0 ? { initial_options: chosen } : {}
  if (options.length <= SHOWN_WHOLE)
    return { type: 'checkboxes', action_id, options: options.map(drawOption), ...initial }
  return {
    type: 'multi_static_select',
    action_id,
    placeholder: plain('Choose', LIMITS.option),
    ...optionsOf(options),
    ...initial,
  }
}

/** A menu holds a hundred options; a longer list is split into groups. */
function optionsOf(options: Option[]) {
  const drawn = options.map(drawOption)
  if (drawn.length <= LIMITS.selectOptions) return { options: drawn }
  const groups: { label: ReturnType<typeof plain>; options: PlainTextOption[] }[] = []
  for (let start = 0; start < drawn.length; start += LIMITS.selectOptions) {
    const some = options.slice(start, start + LIMITS.selectOptions)
    const names = [some[0], some.at(-1)].map((option) => cut(option?.label ?? '', 33))
    groups.push({
      label: plain(names.join(' to '), LIMITS.option),
      options: drawn.slice(start, start + LIMITS.selectOptions),
    })
  }
  return { option_groups: groups }
}

/** What does not fit in an option's own line goes on below it. */
function drawOption({ id, label }: Option): PlainTextOption {
  const shown = cut(label, LIMITS.option)
  const rest = label.length > LIMITS.option ? `…${label.slice(shown.length - 1).trimStart()}` : ''
  return {
    text: plain(label, LIMITS.option),
    value: id,
    ...(rest && { description: plain(rest, LIMITS.option) }),
  }
}

function isNumber(value: unknown): boolean {
  return value !== null && value !== '' && value !== undefined && Number.isFinite(Number(value))
}

function initialTime(value: unknown): { initial_date_time?: number } {
  const seconds = typeof value === 'string' ? Math.floor(Date.parse(value) / 1_000) : Number.NaN
  return Number.isFinite(seconds) ? { initial_date_time: seconds } : {}
}
