import type { Submitted, Values } from '../dialogue/case-form.js'
import { inTime } from '../dialogue/in-time.js'
import { type OpenedForm, reopenForm } from '../dialogue/open-form.js'
import { turnToPage } from '../dialogue/referral.js'
import { type Answer, type Speaker, say } from '../dialogue/speaker.js'
import { submitForm } from '../dialogue/submit-form.js'
import { type Field, type Form, stepOf } from '../forms/form.js'
import { decodeMeta, type FormMeta } from '../forms/form-meta.js'
import { buildForm } from '../forms/index.js'
import { formAnswer, type InvokeBody, taskAnswer } from './answers.js'
import { asSpeaker, type Desk, type Guest } from './desk.js'
import { readInputs } from './render/index.js'

const OUT_OF_DATE = say('This form is out of date. Please open it again.')
const TITLE = 'Reciprocal'

/** A form that was sent. What is wrong comes back in the same form, with everything that was typed. */
export async function submit(desk: Desk, guest: Guest, form: string, data: Data): Promise<InvokeBody> {
  return withForm(desk, guest, form, data, submitForm)
}

/** The row of pages above a referral: what was typed is saved on the way. */
export async function turnPage(
  desk: Desk,
  guest: Guest,
  form: string,
  step: string,
  data: Data,
): Promise<InvokeBody> {
  return withForm(desk, guest, form, data, (speaker, meta, values) => turnToPage(speaker, meta, values, step))
}

/** Something else was pressed beside the form, which stays open with what became of it above. */
export async function pressBeside(
  desk: Desk,
  guest: Guest,
  form: string,
  data: Data,
  press: (speaker: Speaker) => Promise<Answer | Submitted>,
): Promise<InvokeBody> {
  return withForm(desk, guest, form, data, async (speaker, meta, values) => {
    const result = await press(speaker)
    if (result.kind !== 'say') return result
    const again = await reopenForm(speaker, meta, values)
    return again.kind === 'form' ? { ...again, notice: result.say } : result
  })
}

/** What came with a button: its own data and the inputs around it. */
export type Data = Readonly<Record<string, unknown>>
type Take = (speaker: Speaker, meta: FormMeta, values: Values) => Promise<Answer | Submitted>
type Corrected = OpenedForm & { errors?: Readonly<Record<string, string>> }

async function withForm(desk: Desk, guest: Guest, text: string, data: Data, take: Take): Promise<InvokeBody> {
  const meta = decodeMeta(text)
  if (!meta) return taskAnswer(TITLE, OUT_OF_DATE, 'UTC')
  let read: { form: Form; values: Values; zone: string } | null = null
  const work = asSpeaker<Corrected | Answer>(
    desk,
    guest,
    async (speaker) => {
      const form = buildForm(meta.form, speaker.scheme)
      const values = readInputs(data, stepOf(form, meta.step), speaker.scheme.timezone)
      read = { form, values, zone: speaker.scheme.timezone }
      const result = await take(speaker, meta, values)
      if (result.kind !== 'errors') return result
      const again = await reopenForm(speaker, meta, values)
      return again.kind === 'form' ? { ...again, errors: result.errors } : again
    },
    meta.schemeId,
  )
  const result = await inTime(work, desk.answerWithinMs, desk.log)
  return answerTo(result, meta, read)
}

function answerTo(
  result: Corrected | Answer,
  meta: FormMeta,
  read: { form: Form; values: Values; zone: string } | null,
): InvokeBody {
  const zone = read?.zone ?? 'UTC'
  if (result.kind === 'form') return formAnswer(result, zone)
  // What was typed has to stay where it is, so that the same form can be sent again.
  if (result.kind === 'say' && result.outcome === 'not_confirmed' && read) {
    const form = withTypedOptions(read.form, meta.step, read.values)
    return formAnswer({ kind: 'form', form, meta, values: read.values, notice: result.say }, zone)
  }
  return taskAnswer(read?.form.title ?? TITLE, result, zone)
}

/** A form that was built without its case offers no choices of it: what had been chosen is one at least. */
function withTypedOptions(form: Form, stepId: string, values: Values): Form {
  const known = (field: Field): Field => {
    if (field.kind !== 'choice' && field.kind !== 'many') return field
    const given = values[field.name]
    const typed = (Array.isArray(given) ? given : [given]).filter(
      (id): id is string => typeof id === 'string' && !field.options.some((option) => option.id === id),
    )
    return { ...field, options: [...field.options, ...typed.map((id) => ({ id, label: id }))] }
  }
  const present = stepOf(form, stepId)
  const [first, ...others] = form.steps.map((step) =>
    step === present ? { ...step, fields: step.fields.map(known) } : step,
  )
  return first ? { ...form, steps: [first, ...others] } : form
}
