import { inputsOf, isDict, isList } from './cards.js'
import type { FieldValue, FieldValues } from './person.js'
import type { Dict } from './types.js'

export type Values = Record<string, string | number>

/** How this client sends what was typed. */
export interface ClientHabits {
  numbersAsText: boolean
  omitEmpty: boolean
}

/** What the inputs of a card hold before anybody typed. */
export function startingValues(card: Dict): Values {
  const values: Values = {}
  for (const input of inputsOf(card)) {
    const { value } = input
    if (input.type === 'Input.Toggle') values[idOf(input)] = String(value ?? offOf(input))
    else values[idOf(input)] = typeof value === 'number' ? value : typeof value === 'string' ? value : ''
  }
  return values
}

/** Types simple values into a card's inputs. Throws where the client has no such input or would not let one type that. */
export function typeInto(card: Dict, values: Values, typed: FieldValues, force = false): void {
  for (const [id, value] of Object.entries(typed)) {
    const input = inputsOf(card).find((i) => i.id === id)
    if (!input) {
      const there = inputsOf(card).map(idOf).join(', ')
      throw new Error(`no input ${id}; there are: ${there || 'none'}`)
    }
    values[id] = toValue(input, value, force)
  }
}

/** Sentences by input id that the client shows instead of sending. */
export function clientErrors(card: Dict, values: Values): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const input of inputsOf(card)) {
    const wrong = wrongIn(input, values[idOf(input)] ?? '')
    if (wrong === undefined) continue
    errors[idOf(input)] = typeof input.errorMessage === 'string' ? input.errorMessage : wrong
  }
  return errors
}

/** The values as they go over the wire. */
export function sentValues(card: Dict, values: Values, habits: ClientHabits): Values {
  const sent: Values = {}
  for (const input of inputsOf(card)) {
    const value = values[idOf(input)] ?? ''
    if (value === '' && habits.omitEmpty) continue
    sent[idOf(input)] = habits.numbersAsText ? String(value) : value
  }
  return sent
}

function toValue(input: Dict, value: FieldValue, force: boolean): string | number {
  if (value === null) return input.type === 'Input.Toggle' ? offOf(input) : ''
  switch (input.type) {
    case 'Input.Toggle':
      return typeof value === 'boolean' ? (value ? onOf(input) : offOf(input)) : String(value)
    case 'Input.Number': {
      const number = Number(value)
      if (Number.isNaN(number) && !force) throw new Error(`${idOf(input)} takes a number, not ${value}`)
      return Number.isNaN(number) ? String(value) : number
    }
    case 'Input.ChoiceSet':
      return chosen(input, isList(value) ? value.map(String) : [String(value)], force)
    case 'Input.Date':
      return matching(input, value, /^\d{4}-\d{2}-\d{2}$/, force)
    case 'Input.Time':
      return matching(input, value, /^\d{2}:\d{2}$/, force)
    default:
      return text(input, String(value), force)
  }
}

function chosen(input: Dict, ids: readonly string[], force: boolean): string {
  const offered = isList(input.choices) ? input.choices.filter(isDict).map((c) => String(c.value)) : []
  const strange = ids.find((id) => id !== '' && !offered.includes(id))
  if (strange !== undefined && !force && input.style !== 'filtered')
    throw new Error(`${idOf(input)} does not offer ${strange}; it offers: ${offered.join(', ')}`)
  if (ids.length > 1 && input.isMultiSelect !== true && !force)
    throw new Error(`${idOf(input)} takes one choice`)
  return ids.join(',')
}

function matching(input: Dict, value: FieldValue, pattern: RegExp, force: boolean): string {
  const given = String(value)
  if (!pattern.test(given) && !force) throw new Error(`${idOf(input)} cannot hold ${given}`)
  return given
}

/** The client stops typing at `maxLength`. */
function text(input: Dict, value: string, force: boolean): string {
  const most = typeof input.maxLength === 'number' && !force ? input.maxLength : undefined
  const kept = most === undefined ? value : value.slice(0, most)
  return input.isMultiline === true ? kept : kept.replaceAll(/\r?\n/g, ' ')
}

function wrongIn(input: Dict, value: string | number): string | undefined {
  const empty = value === '' || (input.type === 'Input.Toggle' && value !== onOf(input))
  if (empty) return input.isRequired === true ? 'This is required.' : undefined
  if (typeof input.regex === 'string' && !new RegExp(input.regex).test(String(value))) return 'Not valid.'
  if (input.type === 'Input.Toggle' || input.type === 'Input.Text' || input.type === 'Input.ChoiceSet') {
    return undefined
  }
  const below = input.min !== undefined && before(value, input.min)
  const above = input.max !== undefined && before(input.max, value)
  return below || above ? 'Out of range.' : undefined
}

/** Numbers by size; dates and times are written so that the alphabet sorts them. */
function before(a: unknown, b: unknown): boolean {
  return typeof a === 'number' && typeof b === 'number' ? a < b : String(a) < String(b)
}

function idOf(input: Dict): string {
  return String(input.id)
}

function onOf(input: Dict): string {
  return String(input.valueOn ?? 'true')
}

function offOf(input: Dict): string {
  return String(input.valueOff ?? 'false')
}
