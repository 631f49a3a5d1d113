import { z } from 'zod'

/** Small parts of which the forms are made. Each says in words what to do when it is wrong. */

interface Option {
  id: string
}

const CHOOSE = 'Please choose one of the list.'
const ANSWER = 'Please answer yes or no.'
const DAY = 'Please give a date.'
const MOST_IDS = 50

/** One of a closed list. */
export function choice(options: readonly Option[]) {
  return z.string({ error: CHOOSE }).refine((id) => options.some((option) => option.id === id), CHOOSE)
}

export function optionalChoice(options: readonly Option[]) {
  return z.preprocess(blank, choice(options).optional())
}

/** Any number of a closed list, each once. */
export function several(options: readonly Option[]) {
  return z.preprocess((value) => value ?? [], z.array(choice(options)).transform(unique))
}

/** An id that no list at hand can check, such as a person of the directory. */
export function optionalId() {
  return z.preprocess(blank, z.string().min(1).max(100).optional())
}

/** Any number of such ids, each once. */
export function ids() {
  return z.preprocess(
    (value) => value ?? [],
    z.array(z.string().min(1).max(100)).max(MOST_IDS, `Please choose at most ${MOST_IDS}.`).transform(unique),
  )
}

/** A question that has to be answered either way. */
export function yesOrNo() {
  return z.boolean({ error: ANSWER })
}

/** A box that is simply not ticked when nothing was said. */
export function tick() {
  return z.preprocess((value) => value ?? false, z.boolean({ error: ANSWER }))
}

/** A box without which the form does not go on. */
export function mustTick(words: string) {
  return z.literal(true, { error: words })
}

export function wholeNumber(least: number, most: number) {
  const words = `Please give a whole number from ${least} to ${most}.`
  return z.preprocess(asNumber, z.number({ error: words }).int(words).min(least, words).max(most, words))
}

export function optionalWholeNumber(least: number, most: number) {
  const words = `Please give a whole number from ${least} to ${most}.`
  return z.preprocess(
    asNumber,
    z.number({ error: words }).int(words).min(least, words).max(most, words).optional(),
  )
}

/** A count of people; nothing typed means nobody. */
export function count() {
  return z.preprocess((value) => asNumber(value) ?? 0, wholeNumber(0, 20))
}

/** A day, as YYYY-MM-DD. */
export function day() {
  return z.preprocess(blank, z.iso.date({ error: DAY }))
}

export function optionalDay() {
  return z.preprocess(blank, z.iso.date({ error: DAY }).optional())
}

function blank(value: unknown): unknown {
  return value === null || (typeof value === 'string' && value.trim() === '') ? undefined : value
}

function asNumber(value: unknown): unknown {
  const typed = blank(value)
  return typeof typed === 'string' ? Number(typed) : typed
}

function unique(list: string[]): string[] {
  return [...new Set(list)]
}
