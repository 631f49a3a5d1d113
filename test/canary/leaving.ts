import type { Elsewhere, Surface } from './may-appear.js'

/** One piece of what left the program: where it can be read, by whom, and its text. */
export interface Left {
  place: Surface | Elsewhere
  /** The person of the directory who can read it; null where it is not one person's. */
  reader: string | null
  /** Of a room: whose; of a table: its name; of a call: what was called. */
  where: string
  text: string
  /** Choices of a list, which a form shows whatever the case holds. */
  choices?: string
}

type Dict = Record<string, unknown>

/** Keys of a screen whose values travel with it and are read by nobody. */
const HIDDEN = new Set(
  'action_id block_id callback_id external_id private_metadata url image_url hash data id verb $schema'.split(
    ' ',
  ),
)
/** Lists to choose from; what is chosen stands beside them. */
const CHOICES = new Set(['options', 'option_groups', 'choices'])
/** Hidden keys that hold what a person reads in an input of theirs. */
const FILLED_IN = new Set(['initial_value', 'initial_option', 'initial_options', 'initial_date'])

/** A screen taken apart: what is shown, what travels unseen, what can be chosen, and what a client shows instead of it. */
export function takeApart(screen: unknown): {
  shown: string
  hidden: string
  choices: string
  preview: string
} {
  const parts = {
    shown: [] as string[],
    hidden: [] as string[],
    choices: [] as string[],
    preview: [] as string[],
  }
  const walk = (value: unknown, key: string, into: keyof typeof parts): void => {
    if (Array.isArray(value)) {
      for (const each of value) walk(each, key, into)
    } else if (value && typeof value === 'object') {
      for (const [name, each] of Object.entries(value as Dict))
        walk(each, name, placeOf(value as Dict, name, into))
    } else if (value !== undefined && value !== null) parts[into].push(String(value))
  }
  walk(read(screen), '', 'shown')
  const joined = (list: string[]) => list.join('\n')
  return {
    shown: joined(parts.shown),
    hidden: joined(parts.hidden),
    choices: joined(parts.choices),
    preview: joined(parts.preview),
  }
}

function placeOf<P extends string>(
  of: Dict,
  name: string,
  into: P,
): P | 'hidden' | 'choices' | 'shown' | 'preview' {
  if (into === 'choices' || into === 'hidden') return into
  if (CHOICES.has(name)) return 'choices'
  if (FILLED_IN.has(name)) return 'shown'
  if (name === 'fallbackText') return 'preview'
  return HIDDEN.has(name) || (name === 'value' && of.type === 'button') ? 'hidden' : into
}

/** Slack's library sends structures as text. */
function read(screen: unknown): unknown {
  if (typeof screen !== 'string' || !/^[[{]/.test(screen)) return screen
  return JSON.parse(screen)
}

/** A screen in the hands of one reader, with everything that went beside it. */
export function screenLeft(
  to: { place: Surface | 'room'; reader: string | null; where: string },
  screen: unknown,
  beside: { preview?: unknown; hidden?: unknown } = {},
): Left[] {
  const { shown, hidden, choices, preview } = takeApart(screen)
  const previews = [preview, beside.preview].filter(Boolean).join('\n')
  return [
    { ...to, text: shown, choices },
    { ...to, place: 'preview', text: previews },
    { ...to, place: 'hidden', text: [hidden, beside.hidden ? JSON.stringify(beside.hidden) : ''].join('\n') },
  ]
}
