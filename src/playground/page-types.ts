import type { FieldValues, Screen as TeamsScreen } from '../standins/botframework/index.js'
import type { FieldValue, Screen as SlackScreen } from '../standins/slack/index.js'

/** What the page and its server say to each other. */
export type Platform = 'slack' | 'teams'

export interface PersonRow {
  /** The chat account's id. */
  id: string
  platform: Platform
  name: string
  organisation: string
  kind: string
  roles: { id: string; words: string }[]
}

export interface People {
  people: PersonRow[]
}

/** All that one person sees, as their own client shows it. */
export type PersonScreen = ({ platform: 'slack' } & SlackScreen) | ({ platform: 'teams' } & TeamsScreen)

/** How something a person did ended, as their own client shows it. */
export interface Outcome {
  /** What went wrong, as a sentence; null when nothing did. */
  trouble: string | null
  /** What Teams shows for a moment: an answer beside a card, or the last word of a dialog. */
  said: Said | null
}

export interface Said {
  kind: 'message' | 'dialog'
  words: string
}

/** Whose screen changed. Without channels: a form, a card of their own or the Home tab. */
export interface News {
  person: string
  channels: string[]
}

export type Values = Record<string, FieldValue>

export type PressTarget = { channel: string; ts: string } | { view: string }

export interface PressRequest {
  person: string
  target: PressTarget
  actionId: string
  blockId: string
  value?: FieldValue
  /** What was typed in the form so far, by block id. */
  values?: Values
}

/** A button of a card, as the card has it. */
export interface CardAction {
  type: string
  title?: string
  verb?: string
  data?: unknown
}

export type TeamsValues = FieldValues

export interface TeamsPress {
  person: string
  message: { conversationId: string; id: string }
  action: CardAction
  values: TeamsValues
}

export interface TeamsSubmit {
  person: string
  /** Which dialog was looked at: another may have taken its place since. */
  dialog: string
  action: CardAction
  values: TeamsValues
}
