import type { KnownBlock, ModalView } from '@slack/types'
import { type Form, type FormStep, fieldNames, isInput, stepOf } from '../../forms/form.js'
import { encodeMeta, type FormMeta } from '../../forms/form-meta.js'
import { nothingToChoose, pageWords, submitWords } from '../../forms/form-words.js'
import { type ButtonValue, encodeButton } from '../../views/button-value.js'
import { safetyRow } from '../../views/buttons.js'
import { cut } from '../../views/shorten.js'
import { drawFitting } from './fit.js'
import { drawInput } from './inputs.js'
import { LIMITS } from './limits.js'
import { actionIdOf, drawPart } from './parts.js'
import { plain } from './text.js'

/** Blocks that one piece of information may take, so that the fields of a form always have room. */
const MOST_INFO = 15

interface ModalExtras {
  /** What was typed or saved, by field name. */
  values?: Readonly<Record<string, unknown>>
  /** A sentence at the top, such as what became of the page before. */
  notice?: string
}

/**
 * One step of a form as a modal. Ids travel in its metadata; block, action and field have the same name.
 * A form of several steps has a row of buttons to turn to any of them; a form about a case has the safety row.
 */
export function renderModal(
  form: Form,
  meta: FormMeta,
  { values = {}, notice }: ModalExtras = {},
): ModalView {
  const step = stepOf(form, meta.step)
  return {
    type: 'modal',
    callback_id: form.id,
    title: plain(form.title, LIMITS.modalTitle),
    submit: plain(submitWords(form, step), LIMITS.modalTitle),
    close: plain('Close', LIMITS.modalTitle),
    private_metadata: encodeMeta({ ...meta, step: step.id }),
    blocks: blocksOf(form, step, meta, values, notice),
  }
}

/** Sentences for `response_action: errors`. Null when the step has no field at which one could stand. */
export function modalErrors(
  step: FormStep,
  errors: Readonly<Record<string, string>>,
): Record<string, string> | null {
  const names = fieldNames(step)
  const [first] = names
  if (first === undefined) return null
  const found: Record<string, string> = {}
  for (const [name, sentence] of Object.entries(errors)) {
    const at = names.includes(name) ? name : first
    found[at] = cut(found[at] ? `${found[at]} ${sentence}` : sentence, LIMITS.label)
  }
  return found
}

/** Opened within Slack's three seconds, before it is known whether the person may see anything. */
export function waitingModal(title: string): ModalView {
  return {
    type: 'modal',
    title: plain(title, LIMITS.modalTitle),
    close: plain('Close', LIMITS.modalTitle),
    blocks: [{ type: 'section', text: plain('One moment …', LIMITS.text) }],
  }
}

/** A sentence instead of a form: saved, too late, nothing found. */
export function sayModal(title: string, sentence: string): ModalView {
  return {
    type: 'modal',
    title: plain(title, LIMITS.modalTitle),
    close: plain('Close', LIMITS.modalTitle),
    blocks: [{ type: 'section', text: plain(sentence, LIMITS.text) }],
  }
}

function blocksOf(
  form: Form,
  step: FormStep,
  meta: FormMeta,
  values: Readonly<Record<string, unknown>>,
  notice: string | undefined,
): KnownBlock[] {
  const before: KnownBlock[] = [
    ...(notice ? drawPart({ part: 'status', tone: 'waiting', words: notice }, LIMITS.text) : []),
    ...(form.steps.length > 1 ? stepRow(form, step, meta) : []),
    ...(step.title ? drawPart({ part: 'heading', text: step.title }, LIMITS.text) : []),
  ]
  const after = meta.ref && meta.ref.kind !== 'shown' ? drawPart(safetyRow(meta.ref), LIMITS.text) : []
  const intro = drawFitting(form.intro ?? [], 'modal', LIMITS.blocks.modal - MOST_INFO)
  const fields = step.fields.flatMap((field) => drawField(field, values))
  return [...before, ...intro, ...fields, ...after]
}

function drawField(
  field: FormStep['fields'][number],
  values: Readonly<Record<string, unknown>>,
): KnownBlock[] {
  if (!isInput(field)) return drawFitting(field.parts, 'modal', LIMITS.blocks.modal - MOST_INFO)
  const nothing = nothingToChoose(field)
  if (nothing) return [{ type: 'section', text: plain(nothing, LIMITS.text) }]
  return [drawInput(field, values[field.name])]
}

/** Numbered buttons, the present step marked. */
function stepRow(form: Form, present: FormStep, meta: FormMeta): KnownBlock[] {
  const elements = form.steps.map((step, index) => {
    const value: ButtonValue = {
      action: 'go_to_step',
      ref: meta.ref ?? { kind: 'shown', shownId: meta.formKey },
      step: step.id,
    }
    return {
      type: 'button' as const,
      text: plain(pageWords(step, index), LIMITS.button),
      action_id: actionIdOf(value),
      value: encodeButton(value),
      ...(step === present && { style: 'primary' as const }),
    }
  })
  return [{ type: 'actions', elements }]
}
