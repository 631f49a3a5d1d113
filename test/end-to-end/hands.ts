import { vi } from 'vitest'

/** Text, a number, yes or no (also a tick), ids of what is chosen, a day as `2026-11-23`, a moment in ISO; null empties. */
export type Value = string | number | boolean | readonly string[] | null
export type Values = Readonly<Record<string, Value>>

/** A message or an answer as it stood when it was looked at; pressed later, it is a screen that lags. */
export interface Handle {
  /** The platform's own id of it: edited in place, it stays the same. */
  id: string
  /** Everything that can be read in it. */
  words: string
  /** Everything the platform was given of it, ids included: for what must not be there at all. */
  whole: string
  /** Its buttons: the action's name, with the offer, request or page it is about (`check_area:…`). */
  actions: readonly string[]
}

export interface ShownField {
  name: string
  label: string
  value: Value
  error?: string
}

export interface ShownForm {
  title: string
  fields: readonly ShownField[]
  /** Said above the fields. */
  notice?: string
}

/** What became of a form that was sent. */
export interface FormResult {
  /** The sentence that took its place. */
  said: string | null
  /** Sentences by field; the form is still there. */
  errors: Readonly<Record<string, string>>
  /** The page that took its place. */
  next: ShownForm | null
}

export interface Pressing {
  /** On what the handle showed, though it has changed or gone since. */
  stale?: boolean
  /** In Teams: by a client that knows no better than to send the press as a message. */
  oldClient?: boolean
}

export interface Filling {
  /** Past a client that insists on required fields: what it would not send is sent. */
  force?: boolean
}

/** One person in front of whatever chat they use. They can use only what they see; methods throw when it is not there. */
export interface Hands {
  /** Types words to the app, in private; gives what is answered. Opens the form if the words lead to one. */
  type(words: string): Promise<string>
  /** Types words to the app in their partner's channel; gives what they alone, or all, are answered. */
  typeInRoom(partnerId: string, words: string): Promise<string>
  /** Everything of the app in their private chat, oldest first, answers included. */
  chat(): Handle[]
  /** The newest of it with these words; waits for it. */
  find(words: RegExp): Promise<Handle>
  /** Messages in their partner's notices channel, oldest first. */
  room(partnerId: string): Handle[]
  /** Presses a button, by the action's name (or name and subject) or by its label; gives what the presser reads. */
  press(handle: Handle, button: string, how?: Pressing): Promise<string>
  /** The form in front of them. */
  form(): ShownForm | null
  /** Fills in and sends that form. */
  fill(values: Values, how?: Filling): Promise<FormResult>
  /** Types into that form and turns to another of its pages, by its id. */
  turn(page: string, values?: Values): Promise<ShownForm>
  /** Puts away whatever lies over the chat. */
  close(): Promise<void>
  /** Everything that this person can see now, all words. */
  screen(): string
}

/** Presses the newest button of that action in the private chat, and fills in its form where one is meant. */
export async function pressNewest(hands: Hands, action: string, values?: Values): Promise<string> {
  const said = await hands.press(await newestWith(hands, action), action)
  if (values === undefined) return said
  const { errors, said: answer, next } = await hands.fill(values)
  if (Object.keys(errors).length > 0 || next)
    throw new Error(`${action}: ${JSON.stringify({ errors, next })}`)
  return answer ?? ''
}

export function newestWith(hands: Hands, action: string): Promise<Handle> {
  return seen(
    () => hands.chat().findLast(({ actions }) => actions.some((id) => isOf(id, action))),
    () =>
      `${action} to press, but:\n${hands
        .chat()
        .map(({ words, actions }) => `${words}\n[${actions}]`)
        .join('\n---\n')}`,
  )
}

/** Whether a button's id is of this action: `approve`, or `check_area:<offer>`. */
export function isOf(id: string, action: string): boolean {
  return id === action || id.startsWith(`${action}:`)
}

const WITHIN_MS = 15_000
const EACH_MS = 15

/** Waits until `read` gives something. */
export async function seen<T>(read: () => T | undefined | null | false, wanted: () => string): Promise<T> {
  return vi.waitFor(
    () => {
      const found = read()
      if (found === undefined || found === null || found === false) throw new Error(`never saw ${wanted()}`)
      return found
    },
    { timeout: WITHIN_MS, interval: EACH_MS },
  )
}
