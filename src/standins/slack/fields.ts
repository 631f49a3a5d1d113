import { elementsOf, wordsOf } from './blocks.js'
import { isDict, offered } from './check.js'
import type { FieldValue } from './person.js'
import type { Block, Dict, Element, StateValues } from './types.js'

export interface Field {
  block: Block
  element: Element
}

/** Element type -> the key its value has in `state.values` and in an action, and the property it starts from. */
const VALUE_KEYS: Readonly<Record<string, { key: string; initial: string; many?: true }>> = {
  plain_text_input: { key: 'value', initial: 'initial_value' },
  number_input: { key: 'value', initial: 'initial_value' },
  email_text_input: { key: 'value', initial: 'initial_value' },
  url_text_input: { key: 'value', initial: 'initial_value' },
  static_select: { key: 'selected_option', initial: 'initial_option' },
  external_select: { key: 'selected_option', initial: 'initial_option' },
  radio_buttons: { key: 'selected_option', initial: 'initial_option' },
  multi_static_select: { key: 'selected_options', initial: 'initial_options', many: true },
  checkboxes: { key: 'selected_options', initial: 'initial_options', many: true },
  datepicker: { key: 'selected_date', initial: 'initial_date' },
  timepicker: { key: 'selected_time', initial: 'initial_time' },
  datetimepicker: { key: 'selected_date_time', initial: 'initial_date_time' },
  users_select: { key: 'selected_user', initial: 'initial_user' },
  multi_users_select: { key: 'selected_users', initial: 'initial_users', many: true },
  conversations_select: { key: 'selected_conversation', initial: 'initial_conversation' },
  channels_select: { key: 'selected_channel', initial: 'initial_channel' },
}

const TYPED = new Set(['plain_text_input', 'number_input', 'email_text_input', 'url_text_input'])

/** Everything that holds a value: input blocks, and menus and pickers in sections and actions. */
export function fieldsOf(blocks: readonly Block[]): Field[] {
  return blocks.flatMap((block) =>
    elementsOf(block)
      .filter((element) => VALUE_KEYS[element.type])
      .map((element) => ({ block, element })),
  )
}

/** Values at the start; those of `earlier` are kept where block id, action id and type are the same. */
export function startingState(blocks: Block[], earlier: Block[], typed: StateValues): StateValues {
  const before = new Map(fieldsOf(earlier).map((f) => [nameOf(f), f.element.type]))
  const state: StateValues = {}
  for (const field of fieldsOf(blocks)) {
    const same = before.get(nameOf(field)) === field.element.type
    const kept = same ? typed[String(field.block.block_id)]?.[String(field.element.action_id)] : undefined
    putValue(state, field, kept ?? initialValue(field.element))
  }
  return state
}

/** The one field with that block id or action id; throws when there is none or several. */
export function findField(blocks: readonly Block[], name: string): Field {
  const fields = fieldsOf(blocks)
  const byBlock = fields.filter((f) => f.block.block_id === name)
  const found = byBlock.length > 0 ? byBlock : fields.filter((f) => f.element.action_id === name)
  const [one] = found
  if (one && found.length === 1) return one
  const there = fields.map((f) => `${f.block.block_id}/${f.element.action_id}`).join(', ')
  throw new Error(`${found.length} fields named ${name}; there are: ${there || 'none'}`)
}

export function putValue(state: StateValues, { block, element }: Field, value: Dict): void {
  const blockId = String(block.block_id)
  state[blockId] = { ...state[blockId], [String(element.action_id)]: value }
}

/** Turns a simple value into what Slack sends for this element. `force` lets through what nobody could pick or type. */
export function toValue(element: Element, value: FieldValue, force = false): Dict {
  const how = VALUE_KEYS[element.type]
  if (!how && element.type === 'overflow') return { selected_option: pick(element, value, force) }
  if (!how) return {}
  if (value === null || value === '') return { type: element.type, [how.key]: how.many ? [] : null }
  if (how.key === 'selected_option')
    return { type: element.type, selected_option: pick(element, value, force) }
  if (how.key === 'selected_options') {
    const values = Array.isArray(value) ? value : [value]
    return { type: element.type, selected_options: values.map((v: FieldValue) => pick(element, v, force)) }
  }
  if (how.many) return { type: element.type, [how.key]: Array.isArray(value) ? [...value] : [value] }
  if (element.type === 'datetimepicker') return { type: element.type, selected_date_time: Number(value) }
  const text = String(value)
  const shape = PICKED[element.type]
  if (shape && !force && !shape.test(text)) throw new Error(`${element.type} cannot give ${text}`)
  return { type: element.type, [how.key]: text }
}

const PICKED: Readonly<Record<string, RegExp>> = {
  datepicker: /^\d{4}-\d{2}-\d{2}$/,
  timepicker: /^\d{2}:\d{2}$/,
}

/** What the person's own client refuses before sending: empty required fields, lengths, numbers, e-mail and web addresses. */
export function clientErrors(blocks: readonly Block[], state: StateValues): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const { block, element } of fieldsOf(blocks)) {
    if (block.type !== 'input') continue
    const value = state[String(block.block_id)]?.[String(element.action_id)] ?? {}
    const sentence = isEmpty(element, value)
      ? block.optional === true
        ? undefined
        : 'Please complete this required field.'
      : wrongValue(element, value)
    if (sentence) errors[String(block.block_id)] = sentence
  }
  return errors
}

function isEmpty(element: Element, value: Dict): boolean {
  const held = value[VALUE_KEYS[element.type]?.key ?? '']
  return (
    held === null ||
    held === undefined ||
    (typeof held === 'string' && held.trim() === '') ||
    (Array.isArray(held) && held.length === 0)
  )
}

function wrongValue(element: Element, value: Dict): string | undefined {
  if (Array.isArray(value.selected_options) && typeof element.max_selected_items === 'number') {
    return value.selected_options.length > element.max_selected_items
      ? `Choose at most ${element.max_selected_items}.`
      : undefined
  }
  if (!TYPED.has(element.type)) return undefined
  const text = String(value.value)
  if (element.type === 'plain_text_input') {
    const most = typeof element.max_length === 'number' ? element.max_length : 3_000
    if (text.length > most) return `Must be ${most} characters or fewer.`
    if (typeof element.min_length === 'number' && text.length < element.min_length)
      return `Must be ${element.min_length} characters or more.`
  }
  if (element.type === 'number_input') return wrongNumber(element, text)
  if (element.type === 'email_text_input' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text))
    return 'Enter an email address.'
  if (element.type === 'url_text_input' && !/^https?:\/\/\S+$/.test(text)) return 'Enter a web address.'
  return undefined
}

function wrongNumber(element: Element, text: string): string | undefined {
  const number = Number(text)
  if (!Number.isFinite(number)) return 'Enter a number.'
  if (element.is_decimal_allowed !== true && !Number.isInteger(number)) return 'Enter a whole number.'
  if (element.min_value !== undefined && number < Number(element.min_value))
    return `Must be ${element.min_value} or more.`
  if (element.max_value !== undefined && number > Number(element.max_value))
    return `Must be ${element.max_value} or less.`
  return undefined
}

function initialValue(element: Element): Dict {
  const how = VALUE_KEYS[element.type]
  if (!how) return {}
  return { type: element.type, [how.key]: element[how.initial] ?? (how.many ? [] : null) }
}

function pick(element: Element, value: FieldValue, force: boolean): Dict {
  const options = offered(element)
  const found = options.find((o) => o.value === String(value))
  if (found) return found
  const free = { text: { type: 'plain_text', text: String(value), emoji: true }, value: String(value) }
  if (force || element.type === 'external_select') return free
  const there = options.map((o) => `${String(o.value)} (${wordsOf(o.text)})`).join(', ')
  throw new Error(
    `no option ${String(value)} in ${isDict(element) ? element.action_id : ''}; there are: ${there}`,
  )
}

function nameOf({ block, element }: Field): string {
  return `${block.block_id}\n${element.action_id}`
}
