import type { Fact } from '../../core/placement/screens.js'
import type { ButtonValue } from './button-value.js'

/** What a screen means, before any platform draws it. */
export interface View {
  /** Words of the notification, seen on lock screens: never anything of the case. */
  summary: string
  parts: Part[]
}

export type Part =
  | { part: 'heading'; text: string }
  | { part: 'text'; text: string; title?: string }
  | { part: 'facts'; facts: Fact[] }
  | ListPart
  | { part: 'status'; tone: Tone; words: string }
  | { part: 'note'; text: string }
  | { part: 'image'; url: string; alt: string }
  | ActionsPart
  | { part: 'divider' }

/** How a status is to feel; each platform has its own sign for it beside the words. */
export type Tone = 'plain' | 'good' | 'waiting' | 'urgent' | 'ended'

export interface ListPart {
  part: 'list'
  title?: string
  items: ListItem[]
  /** What is said when there is nothing. */
  empty?: string
  /** Where the rest is, when not all items fit: "type /reciprocal waiting". */
  more?: string
}

export interface ListItem {
  text: string
  /** Quieter words below. */
  detail?: string
  /** Things to read before going on. */
  warnings?: string[]
  buttons?: ViewButton[]
}

interface ActionsPart {
  part: 'actions'
  buttons: ViewButton[]
}

export interface ViewButton {
  label: string
  style?: 'primary' | 'danger'
  confirm?: { title: string; words: string }
  value: ButtonValue
  opensForm: boolean
}
