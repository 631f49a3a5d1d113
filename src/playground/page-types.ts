import type { FieldValue } from '../standins/slack/index.js'

/** What the page and its server say to each other. */
export interface PersonRow {
  /** The chat account's id. */
  id: string
  name: string
  organisation: string
  kind: string
  roles: { id: string; words: string }[]
}

export interface People {
  people: PersonRow[]
}

/** How something a person did ended, as their own client shows it. */
export interface Outcome {
  /** What went wrong, as a sentence; null when nothing did. */
  trouble: string | null
}

/** Whose screen changed. Without channels: a form or the Home tab. */
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
