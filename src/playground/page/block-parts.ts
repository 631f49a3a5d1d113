import type { Block, Element, FieldValue, View } from '../../standins/slack/index.js'

/** The words of a text object. */
export function wordsOf(value: unknown): string {
  return isRecord(value) && typeof value.text === 'string' ? value.text : ''
}

export interface Choice {
  value: string
  label: string
  description: string
}

export interface ChoiceGroup {
  label: string
  choices: Choice[]
}

/** The options of a menu; without groups, one group without a label. */
export function choicesOf(element: Element): ChoiceGroup[] {
  if (Array.isArray(element.option_groups))
    return element.option_groups
      .filter(isRecord)
      .map((group) => ({ label: wordsOf(group.label), choices: choices(group.options) }))
  return [{ label: '', choices: choices(element.options) }]
}

export function elementsOf(block: Block): Element[] {
  const found =
    block.type === 'actions' ? block.elements : block.type === 'section' ? [block.accessory] : [block.element]
  return Array.isArray(found) ? found.filter(isElement) : []
}

/** What a field of a view holds now, in simple form. */
export function heldValue(view: View, block: Block, element: Element): FieldValue {
  const held = view.state[String(block.block_id)]?.[String(element.action_id)] ?? {}
  if (isRecord(held.selected_option)) return String(held.selected_option.value)
  if (Array.isArray(held.selected_options))
    return held.selected_options.filter(isRecord).map(({ value }) => String(value))
  const simple = held.value ?? held.selected_date ?? held.selected_time ?? held.selected_date_time
  return typeof simple === 'string' || typeof simple === 'number' ? simple : null
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isElement(value: unknown): value is Element {
  return isRecord(value) && typeof value.type === 'string'
}

function choices(options: unknown): Choice[] {
  if (!Array.isArray(options)) return []
  return options.filter(isRecord).map((option) => ({
    value: String(option.value),
    label: wordsOf(option.text),
    description: wordsOf(option.description),
  }))
}
