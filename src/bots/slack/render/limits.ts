/**
 * Slack's limits, from its Block Kit reference. No package enforces them and Slack refuses a whole message for
 * one label that is a character too long, so every payload is read against this table before it is sent.
 */
export const LIMITS = {
  blocks: { message: 50, modal: 100, home: 100 },
  /** All blocks of a message as JSON. */
  messageChars: 13_200,
  /** A whole view as JSON in UTF-8. */
  viewBytes: 250_000,
  text: 3_000,
  fields: 10,
  field: 2_000,
  header: 150,
  context: 2_000,
  contextElements: 10,
  actions: 25,
  button: 75,
  buttonValue: 2_000,
  id: 255,
  option: 75,
  optionValue: 150,
  selectOptions: 100,
  shortOptions: 10,
  label: 2_000,
  input: 3_000,
  modalTitle: 24,
  metadata: 3_000,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  summary: 3_000,
} as const

export type Surface = keyof typeof LIMITS.blocks

/** Most characters of a text, most entries of a list, or the shape of what is nested. */
type Rule = { chars: number } | { entries: number; each?: Rule } | { shape: string }

const chars = (most: number): Rule => ({ chars: most })
const shape = (name: string): Rule => ({ shape: name })
const list = (entries: number, each?: Rule): Rule => ({ entries, ...(each && { each }) })

const element = { action_id: chars(LIMITS.id), confirm: shape('confirm'), placeholder: chars(150) }
const select = {
  ...element,
  options: list(LIMITS.selectOptions, shape('option')),
  option_groups: list(100, shape('group')),
  initial_option: shape('option'),
  initial_options: list(LIMITS.selectOptions, shape('option')),
}
const shortList = {
  ...element,
  options: list(LIMITS.shortOptions, shape('option')),
  initial_option: shape('option'),
  initial_options: list(LIMITS.shortOptions, shape('option')),
}
const view = {
  title: chars(LIMITS.modalTitle),
  submit: chars(LIMITS.modalTitle),
  close: chars(LIMITS.modalTitle),
  private_metadata: chars(LIMITS.metadata),
  callback_id: chars(LIMITS.id),
}

/** Block, element, view or nested shape -> its fields with a limit. */
const SHAPES: Readonly<Record<string, Readonly<Record<string, Rule>>>> = {
  header: { block_id: chars(LIMITS.id), text: chars(LIMITS.header) },
  section: {
    block_id: chars(LIMITS.id),
    text: chars(LIMITS.text),
    fields: list(LIMITS.fields, chars(LIMITS.field)),
    accessory: shape('typed'),
  },
  context: { block_id: chars(LIMITS.id), elements: list(LIMITS.contextElements, chars(LIMITS.context)) },
  actions: { block_id: chars(LIMITS.id), elements: list(LIMITS.actions, shape('typed')) },
  divider: { block_id: chars(LIMITS.id) },
  image: { block_id: chars(LIMITS.id), image_url: chars(3_000), alt_text: chars(2_000) },
  input: {
    block_id: chars(LIMITS.id),
    label: chars(LIMITS.label),
    hint: chars(LIMITS.label),
    element: shape('typed'),
  },
  button: { ...element, text: chars(LIMITS.button), value: chars(LIMITS.buttonValue) },
  plain_text_input: { ...element, initial_value: chars(LIMITS.input) },
  number_input: { ...element, initial_value: chars(100) },
  static_select: select,
  multi_static_select: select,
  radio_buttons: shortList,
  checkboxes: shortList,
  datepicker: element,
  datetimepicker: element,
  option: { text: chars(LIMITS.option), value: chars(LIMITS.optionValue), description: chars(LIMITS.option) },
  group: { label: chars(LIMITS.option), options: list(LIMITS.selectOptions, shape('option')) },
  confirm: {
    title: chars(LIMITS.confirmTitle),
    text: chars(LIMITS.confirmText),
    confirm: chars(LIMITS.confirmButton),
    deny: chars(LIMITS.confirmButton),
  },
  modal: view,
  home: view,
}

/** What Slack would refuse, one sentence each; empty when the payload is within its limits. */
export function checkLimits(
  payload: { blocks: readonly unknown[]; text?: string },
  surface: Surface,
): string[] {
  const { blocks } = payload
  const found: string[] = []
  if (blocks.length > LIMITS.blocks[surface]) found.push(`${blocks.length} blocks in a ${surface}`)
  if (isTooLarge(payload, surface)) found.push(`too large for a ${surface}`)
  if (surface !== 'message') checkShape(payload, surface, surface, found)
  blocks.forEach((block, index) => {
    checkShape(block, 'typed', `block ${index}`, found)
  })
  checkIds(blocks, found)
  return found
}

function isTooLarge(payload: { blocks: readonly unknown[] }, surface: Surface): boolean {
  if (surface === 'message') return JSON.stringify(payload.blocks).length > LIMITS.messageChars
  return Buffer.byteLength(JSON.stringify(payload)) > LIMITS.viewBytes
}

function checkShape(value: unknown, name: string, at: string, found: string[]): void {
  if (!isRecord(value)) return
  const type = name === 'typed' ? String(value.type) : name
  const fields = SHAPES[type]
  if (!fields) {
    found.push(`${at}: ${type} is not in the table of limits`)
    return
  }
  for (const [field, rule] of Object.entries(fields))
    if (value[field] !== undefined) checkRule(value[field], rule, `${at} ${type}.${field}`, found)
}

function checkRule(value: unknown, rule: Rule, at: string, found: string[]): void {
  if ('shape' in rule) {
    checkShape(value, rule.shape, at, found)
  } else if ('chars' in rule) {
    const isText = isRecord(value)
    const text = isText ? String(value.text) : String(value)
    if (text.length > rule.chars) found.push(`${at}: ${text.length} characters, at most ${rule.chars}`)
    if (isText && text.length === 0) found.push(`${at}: empty`)
  } else if (Array.isArray(value)) {
    if (value.length > rule.entries) found.push(`${at}: ${value.length} entries, at most ${rule.entries}`)
    if (value.length === 0) found.push(`${at}: no entries`)
    for (const entry of value) if (rule.each) checkRule(entry, rule.each, at, found)
  }
}

/** Block ids are unique in a message or view, action ids in their block. */
function checkIds(blocks: readonly unknown[], found: string[]): void {
  const ids = blocks.map((block) => (isRecord(block) ? block.block_id : undefined))
  for (const id of repeated(ids)) found.push(`block_id ${id} is there twice`)
  for (const block of blocks) {
    const elements = isRecord(block) && Array.isArray(block.elements) ? block.elements : []
    const actionIds = elements.map((one: unknown) => (isRecord(one) ? one.action_id : undefined))
    for (const id of repeated(actionIds)) found.push(`action_id ${id} is there twice in a block`)
  }
}

function repeated(ids: unknown[]): string[] {
  const named = ids.filter((id) => typeof id === 'string')
  return [...new Set(named.filter((id, index) => named.indexOf(id) < index))]
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
