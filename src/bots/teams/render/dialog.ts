import { type Form, type FormStep, fieldNames, isInput, stepOf } from '../../forms/form.js'
import { encodeMeta, type FormMeta } from '../../forms/form-meta.js'
import { nothingToChoose, pageWords, submitWords } from '../../forms/form-words.js'
import { safetyRow } from '../../views/buttons.js'
import type { View } from '../../views/view.js'
import { type Place, rows } from './buttons.js'
import { card, drawFitting } from './card.js'
import { drawInputs } from './inputs.js'
import { LIMITS } from './limits.js'
import type { ActionSet, AdaptiveCard, CardElement, Submit } from './model.js'
import { quiet, rich, run, textBlock } from './text.js'

/** The value of a `continue` answer to task/fetch and task/submit, but for the card's attachment. */
export interface Dialog {
  title: string
  height: 'small' | 'medium' | 'large'
  width: 'medium'
  card: AdaptiveCard
}

interface DialogExtras {
  /** IANA name of the scheme's timezone, in which moments are shown and typed. */
  zone: string
  /** What was typed or saved, by field name: as `readInputs` gave it, or as core keeps it. */
  values?: Readonly<Record<string, unknown>>
  /** Core's sentences by field name; one at no field of this step stands at the top. */
  errors?: Readonly<Record<string, string>>
  /** A sentence at the top, such as what became of the page before. */
  notice?: string
}

/**
 * One step of a form. Its buttons send `form` (and `step`, to turn to a page) along with the inputs. A form of
 * several steps has a row of buttons to turn to any of them; a form about a case ends with the safety row, whose
 * `press` has the form and the inputs beside it, so that the same form can be shown again.
 */
export function renderDialog(form: Form, given: FormMeta, extras: DialogExtras): Dialog {
  const step = stepOf(form, given.step)
  const meta = { ...given, step: step.id }
  return {
    title: form.title,
    height: step.fields.filter(isInput).length > 2 ? 'large' : 'medium',
    width: 'medium',
    card: card(bodyOf(form, step, meta, extras)),
  }
}

/** A page to read, such as the details of a notice. Each of its buttons sends a `press` as a task/submit. */
export function viewDialog(view: View, title: string): Dialog {
  return { title, height: 'large', width: 'medium', card: card(drawFitting(view.parts, { in: 'dialog' })) }
}

function bodyOf(form: Form, step: FormStep, meta: FormMeta, extras: DialogExtras): CardElement[] {
  const place: Place = { in: 'dialog', form: meta }
  const draw = (...parts: View['parts']) => drawFitting(parts, place, MOST_INFO)
  const { errors = {}, notice } = extras
  const submit: ActionSet = {
    type: 'ActionSet',
    actions: [submitButton(submitWords(form, step), meta, 'positive')],
  }
  return [
    ...topErrors(step, errors),
    ...(notice ? draw({ part: 'status', tone: 'waiting', words: notice }) : []),
    ...(form.steps.length > 1 ? pageRow(form, step, meta) : []),
    ...(step.title ? draw({ part: 'heading', text: step.title }) : []),
    ...draw(...(form.intro ?? [])),
    ...step.fields.flatMap((field) =>
      isInput(field) ? drawField(field, extras, errors[field.name]) : draw(...field.parts),
    ),
    submit,
    ...(meta.ref && meta.ref.kind !== 'shown' ? draw(safetyRow(meta.ref)) : []),
  ]
}

/** Bytes that one piece of information may take, so that a form stays quick to open. */
const MOST_INFO = LIMITS.cardBytes / 2

function drawField(
  field: Extract<FormStep['fields'][number], { name: string }>,
  { values = {}, zone }: DialogExtras,
  error: string | undefined,
): CardElement[] {
  const nothing = nothingToChoose(field)
  return [
    ...(nothing ? [rich(run(nothing))] : drawInputs(field, values[field.name], zone)),
    ...(error ? [errorAt(error)] : []),
    ...(field.hint && !nothing ? [{ ...rich(quiet(field.hint)), spacing: 'none' as const }] : []),
  ]
}

/** One line that something needs another look, and every sentence that belongs to no field of this page. */
function topErrors(step: FormStep, errors: Readonly<Record<string, string>>): CardElement[] {
  const names = fieldNames(step)
  const elsewhere = Object.entries(errors).flatMap(([name, words]) => (names.includes(name) ? [] : [words]))
  const isBelow = names.some((name) => errors[name])
  return [...(isBelow ? ['Please look again at what is marked below.'] : []), ...elsewhere].map((words) =>
    textBlock(`⚠️ ${words}`, { color: 'attention', weight: 'bolder' }),
  )
}

function errorAt(words: string): CardElement {
  return textBlock(`⚠️ ${words}`, { color: 'attention', spacing: 'none' })
}

/** Numbered buttons, the present step marked. */
function pageRow(form: Form, present: FormStep, meta: FormMeta): ActionSet[] {
  return rows(
    form.steps.map((step, index) => {
      const button = submitButton(pageWords(step, index), meta, step === present ? 'positive' : undefined)
      return { ...button, data: { ...button.data, step: step.id } }
    }),
  )
}

function submitButton(title: string, meta: FormMeta, style?: 'positive'): Submit {
  return { type: 'Action.Submit', title, ...(style && { style }), data: { form: encodeMeta(meta) } }
}
