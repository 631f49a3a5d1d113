import type { SendResult } from './api.js'
import type { Conversation, Dialog, Dict, Screen, SeenMessage, Toast } from './types.js'

/** How one thing a person did ended, seen from Teams' side. */
export interface ActResult {
  /** False when nothing reached the app: the person's own client stopped it, or the app is not to be told. */
  sent: boolean
  /** HTTP status of the app's answer; 0 when there was none. */
  status: number
  text: string
  /** The answer's JSON, or undefined. */
  body: unknown
  durationMs: number
  timedOut: boolean
  /** What the client told the person went wrong: `Unable to reach app (status 501)`. */
  saw: string | undefined
  /** The app's sentence that the person was shown: the answer to a press, or the last word of a dialog. */
  said: string | undefined
  /** Sentences at inputs from the person's own client, by input id (then nothing was sent). */
  errors: Record<string, string>
  /** What went over the wire, for replays: `redeliver(result)`, `send(result.wire.activity, ...)`. */
  wire: SendResult | undefined
}

/** An input's simple value: text, choice value(s), `YYYY-MM-DD`, `HH:mm`, a number, yes or no; null empties it. */
export type FieldValue = string | number | boolean | readonly string[] | null

/** By input id. */
export type FieldValues = Readonly<Record<string, FieldValue>>

/** A message of the store, one as somebody saw it, or the two ids. */
export type MessageRef = { conversationId: string; id: string }

/** The action's title, verb or id, or what tells it apart. */
export type ActionChoice = string | ((action: Dict) => boolean)

export interface PressInput {
  /** Values for inputs on the card. */
  values?: FieldValues
  /** Press what the given (older) message shows, though it has changed or gone since: a screen that lags. */
  stale?: boolean
  /** A client without Universal Actions: uses the fallback of an `Action.Execute`. */
  oldClient?: boolean
  /** Send although the client would refuse it (empty required input, too long, a choice that is not offered ...). */
  force?: boolean
}

export interface SubmitInput {
  force?: boolean
}

export interface ChannelWords {
  /** Left out: true. Words that do not mention the app do not reach it. */
  mention?: boolean
  /** Id of the message whose thread is answered; left out: a new post. */
  replyTo?: string
}

/** One person in front of their Teams client: they can only use what they can see. Methods throw when that is not there. */
export interface Person {
  /** `aadObjectId`. */
  readonly id: string
  /** Adds the app for this person: `conversationUpdate`, then `installationUpdate` (whose result this is). */
  install(): Promise<ActResult>
  uninstall(): Promise<ActResult>
  /** Writes in the private chat with the app, which must be installed for them. */
  say(text: string): Promise<ActResult>
  /** Writes in a channel, mentioning the app. */
  sayInChannel(channelId: string, text: string, how?: ChannelWords): Promise<ActResult>
  /** Presses a button of a card as this person sees it. */
  press(message: MessageRef, choice: ActionChoice, input?: PressInput): Promise<ActResult>
  /** Types into the open dialog without sending. */
  type(values: FieldValues, input?: SubmitInput): Dialog
  /** Sends the dialog with one of its `Action.Submit`s; left out: the last `positive` one, else the last. */
  submit(values?: FieldValues, choice?: ActionChoice, input?: SubmitInput): Promise<ActResult>
  closeDialog(): void
  dialog(): Dialog | undefined
  /** The private chat with the app. */
  dm(): Conversation
  /** What the person sees in the private chat, oldest first. */
  messages(): SeenMessage[]
  /** What the person sees in a channel, oldest first. */
  channelMessages(channelId: string): SeenMessage[]
  /** What the person sees for this message; undefined when it was deleted. */
  view(message: MessageRef): SeenMessage | undefined
  /** The client asks for the person's own view of a card with `refresh`. */
  refresh(message: MessageRef): Promise<ActResult>
  toasts(): Toast[]
  screen(): Screen
}
