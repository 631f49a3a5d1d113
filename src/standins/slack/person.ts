import type { SendResult } from './outbound.js'
import type { Block, Channel, Element, Ephemeral, Message, Screen, View } from './types.js'

/** How one thing a person did ended, seen from Slack's side. */
export interface ActResult {
  /** False when nothing reached the app: the person's own client stopped it, or the app is not to be told. */
  sent: boolean
  /** HTTP status of the app's answer; 0 when there was none. Over Socket Mode an acknowledgement counts as 200. */
  status: number
  text: string
  /** The answer's JSON, or undefined. */
  body: unknown
  durationMs: number
  timedOut: boolean
  /** What the client told the person went wrong, e.g. `operation_timeout`, `dispatch_failed`, `trouble_connecting`. */
  saw: string | undefined
  /** Sentences by block id from the person's own client (not sent) or from the app's `response_action: errors`. */
  errors: Record<string, string>
  /** What went over the wire, for replays. */
  wire: SendResult | undefined
}

/** A field's simple value: text, option value(s), `YYYY-MM-DD`, `HH:mm`, seconds since 1970; null empties it. */
export type FieldValue = string | number | boolean | readonly string[] | null

/** By block id, or by action id where that is unambiguous. */
export type FieldValues = Readonly<Record<string, FieldValue>>

export type PressTarget = Message | Ephemeral | View | { channel: string; ts: string } | 'home' | 'modal'

/** An action id, or what tells the element apart. */
export type ElementChoice = string | ((element: Element, block: Block) => boolean)

export interface PressInput {
  /** Option value, date, text ... for elements that are not buttons; several for multi-selects and checkboxes. */
  value?: FieldValue
  blockId?: string
  /** Press what the given (older) copy of the message shows, though it has changed or gone since: a screen that lags. */
  stale?: boolean
}

export interface SubmitInput {
  /** Send although the client would refuse it (empty required field, too long, an option that is not offered ...). */
  force?: boolean
}

/** One person in front of their client: they can only use what they can see. Methods throw when that is not there. */
export interface Person {
  readonly id: string
  /** Types a slash command. Without a channel: in the direct messages with the app. */
  command(channelId: string | undefined, command: string, text?: string): Promise<ActResult>
  /** Presses a button or uses any other interactive element. */
  press(target: PressTarget, action: ElementChoice, input?: PressInput): Promise<ActResult>
  /** Types into a view without sending. */
  type(viewId: string, values: FieldValues, input?: SubmitInput): View
  submit(viewId: string, values?: FieldValues, input?: SubmitInput): Promise<ActResult>
  /** Closes the view with its cancel button; `all`: with the cross, which clears the stack. */
  closeView(viewId: string, input?: { all?: boolean }): Promise<ActResult>
  /** Opens the app's Home tab (`app_home_opened`). */
  openHome(): Promise<ActResult>
  /** Says something in a channel; the app gets a message event when it is in there. */
  say(channelId: string, text: string): Promise<ActResult>
  /** The direct messages with the app, opened if need be. */
  dm(): Channel
  screen(): Screen
  /** The modal on top, or undefined. */
  modal(): View | undefined
  home(): View | undefined
}
