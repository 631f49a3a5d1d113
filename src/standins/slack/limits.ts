/** The platform's limits as one table; `check.ts` walks it. Numbers are those of Slack's Block Kit reference. */
export type Rule =
  | { is: 'text'; max: number; plain?: boolean }
  | { is: 'string'; max?: number; min?: number; pattern?: RegExp; oneOf?: readonly string[] }
  | { is: 'boolean' | 'any' }
  | { is: 'integer'; min?: number; max?: number }
  | { is: 'list'; of: Rule; min?: number; max: number }
  | { is: 'shape'; shape: Shape }
  | { is: 'element'; types: readonly string[] }

export interface Shape {
  required?: readonly string[]
  /** Exactly one of these must be there. */
  oneOf?: readonly string[]
  /** At least one of these must be there. */
  anyOf?: readonly string[]
  fields: Readonly<Record<string, Rule>>
}

export type Surface = 'message' | 'modal' | 'home'

export const LIMITS = {
  blocksPerMessage: 50,
  blocksPerView: 100,
  /** All blocks of a message as JSON. */
  messageBlocksChars: 13_200,
  messageText: 40_000,
  metadataChars: 16_000,
  viewBytes: 250_000,
  viewStack: 3,
  triggerMs: 3_000,
  responseUrlUses: 5,
  responseUrlMs: 30 * 60_000,
  historyMessages: 15,
  historyWindowMs: 60_000,
} as const

const string = (max: number, min = 0): Rule => ({ is: 'string', max, min })
const plain = (max: number): Rule => ({ is: 'text', max, plain: true })
const text = (max: number): Rule => ({ is: 'text', max })
const list = (of: Rule, max: number, min = 1): Rule => ({ is: 'list', of, max, min })
const shape = (s: Shape): Rule => ({ is: 'shape', shape: s })
const boolean: Rule = { is: 'boolean' }
const any: Rule = { is: 'any' }
const date: Rule = { is: 'string', pattern: /^\d{4}-\d{2}-\d{2}$/ }
const style: Rule = { is: 'string', oneOf: ['primary', 'danger'] }
const id = string(255, 1)

const confirm = shape({
  required: ['title', 'text', 'confirm', 'deny'],
  fields: { title: plain(100), text: text(300), confirm: plain(30), deny: plain(30), style },
})
const option = shape({
  required: ['text', 'value'],
  fields: { text: plain(75), value: string(150, 1), description: plain(75), url: string(3_000) },
})
const richOption = shape({
  required: ['text', 'value'],
  fields: { text: text(75), value: string(150, 1), description: text(75) },
})
const group = shape({
  required: ['label', 'options'],
  fields: { label: plain(75), options: list(option, 100) },
})

const common = { action_id: id, confirm, focus_on_load: boolean }
const entry = {
  action_id: id,
  focus_on_load: boolean,
  placeholder: plain(150),
  dispatch_action_config: any,
}
const placeholder = plain(150)
const several: Rule = { is: 'integer', min: 1 }

/** Interactive and image elements. */
export const ELEMENTS: Readonly<Record<string, Shape>> = {
  button: {
    required: ['text'],
    fields: {
      text: plain(75),
      action_id: id,
      url: string(3_000),
      value: string(2_000),
      style,
      confirm,
      accessibility_label: string(75),
    },
  },
  static_select: {
    oneOf: ['options', 'option_groups'],
    fields: {
      ...common,
      placeholder,
      options: list(option, 100),
      option_groups: list(group, 100),
      initial_option: option,
    },
  },
  multi_static_select: {
    oneOf: ['options', 'option_groups'],
    fields: {
      ...common,
      placeholder,
      options: list(option, 100),
      option_groups: list(group, 100),
      initial_options: list(option, 100),
      max_selected_items: several,
    },
  },
  external_select: {
    fields: { ...common, placeholder, initial_option: option, min_query_length: { is: 'integer', min: 0 } },
  },
  users_select: { fields: { ...common, placeholder, initial_user: string(20) } },
  multi_users_select: {
    fields: { ...common, placeholder, initial_users: list(string(20), 1_000), max_selected_items: several },
  },
  conversations_select: {
    fields: {
      ...common,
      placeholder,
      initial_conversation: string(20),
      default_to_current_conversation: boolean,
      response_url_enabled: boolean,
      filter: any,
    },
  },
  channels_select: {
    fields: { ...common, placeholder, initial_channel: string(20), response_url_enabled: boolean },
  },
  radio_buttons: {
    required: ['options'],
    fields: { ...common, options: list(richOption, 10), initial_option: richOption },
  },
  checkboxes: {
    required: ['options'],
    fields: { ...common, options: list(richOption, 10), initial_options: list(richOption, 10) },
  },
  overflow: { required: ['options'], fields: { action_id: id, confirm, options: list(option, 5) } },
  datepicker: { fields: { ...common, placeholder, initial_date: date } },
  timepicker: {
    fields: {
      ...common,
      placeholder,
      initial_time: { is: 'string', pattern: /^([01]\d|2[0-3]):[0-5]\d$/ },
      timezone: string(100),
    },
  },
  datetimepicker: {
    fields: { ...common, initial_date_time: { is: 'integer', min: 1_000_000_000, max: 9_999_999_999 } },
  },
  plain_text_input: {
    fields: {
      ...entry,
      initial_value: string(3_000),
      multiline: boolean,
      min_length: { is: 'integer', min: 0, max: 3_000 },
      max_length: { is: 'integer', min: 1, max: 3_000 },
    },
  },
  number_input: {
    required: ['is_decimal_allowed'],
    fields: {
      ...entry,
      is_decimal_allowed: boolean,
      initial_value: string(100),
      min_value: string(100),
      max_value: string(100),
    },
  },
  email_text_input: { fields: { ...entry, initial_value: string(3_000) } },
  url_text_input: { fields: { ...entry, initial_value: string(3_000) } },
  image: {
    required: ['alt_text'],
    oneOf: ['image_url', 'slack_file'],
    fields: { image_url: string(3_000, 1), slack_file: any, alt_text: string(2_000) },
  },
}

const singleMenus = [
  'static_select',
  'external_select',
  'users_select',
  'conversations_select',
  'channels_select',
]
const menus = [...singleMenus, 'multi_static_select', 'multi_users_select']
const pickers = ['datepicker', 'timepicker', 'radio_buttons', 'checkboxes']
const entries = ['plain_text_input', 'number_input', 'email_text_input', 'url_text_input']

const blockId = { block_id: string(255) }

export const BLOCKS: Readonly<Record<string, Shape>> = {
  section: {
    anyOf: ['text', 'fields'],
    fields: {
      ...blockId,
      text: text(3_000),
      fields: list(text(2_000), 10),
      accessory: { is: 'element', types: ['button', 'overflow', 'image', ...menus, ...pickers] },
      expand: boolean,
    },
  },
  header: { required: ['text'], fields: { ...blockId, text: plain(150) } },
  divider: { fields: blockId },
  context: { required: ['elements'], fields: { ...blockId, elements: list(any, 10) } },
  actions: {
    required: ['elements'],
    fields: {
      ...blockId,
      elements: list(
        { is: 'element', types: ['button', 'overflow', 'datetimepicker', ...singleMenus, ...pickers] },
        25,
      ),
    },
  },
  image: {
    required: ['alt_text'],
    oneOf: ['image_url', 'slack_file'],
    fields: {
      ...blockId,
      image_url: string(3_000, 1),
      slack_file: any,
      alt_text: string(2_000),
      title: plain(2_000),
    },
  },
  input: {
    required: ['label', 'element'],
    fields: {
      ...blockId,
      label: plain(2_000),
      hint: plain(2_000),
      optional: boolean,
      dispatch_action: boolean,
      element: { is: 'element', types: [...entries, 'datetimepicker', ...menus, ...pickers] },
    },
  },
  markdown: { required: ['text'], fields: { ...blockId, text: string(12_000, 1) } },
  rich_text: { required: ['elements'], fields: { ...blockId, elements: list(any, 100, 0) } },
}

/** Blocks that only messages may hold. */
export const MESSAGE_ONLY: ReadonlySet<string> = new Set(['markdown'])

const viewCommon = {
  type: { is: 'string', oneOf: ['modal', 'home'] } as Rule,
  private_metadata: string(3_000),
  callback_id: string(255),
  external_id: string(255),
  blocks: any,
}

export const MODAL: Shape = {
  required: ['type', 'title', 'blocks'],
  fields: {
    ...viewCommon,
    title: plain(24),
    submit: plain(24),
    close: plain(24),
    clear_on_close: boolean,
    notify_on_close: boolean,
    submit_disabled: boolean,
  },
}

export const HOME: Shape = { required: ['type', 'blocks'], fields: viewCommon }
