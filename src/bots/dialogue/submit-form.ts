import { z } from 'zod'
import { makeCode } from '../../core/people/make-code.js'
import { setAway } from '../../core/people/set-away.js'
import { recordEnquiry } from '../../core/request/record-enquiry.js'
import type { ActionName } from '../../core/request/step.js'
import { setIntake } from '../../core/scheme/set-intake.js'
import type { FormMeta } from '../forms/form-meta.js'
import { formOf } from '../forms/index.js'
import { performForm, type Submitted, submitted, type Values } from './case-form.js'
import { readOnBehalfStep } from './form-data.js'
import { targetOfForm } from './form-target.js'
import { openForm } from './open-form.js'
import { submitReferral } from './referral.js'
import { askOf, type Speaker } from './speaker.js'

/** Takes a form that somebody sent. Its id is the key: sent twice, it is taken once. */
export async function submitForm(speaker: Speaker, meta: FormMeta, values: Values): Promise<Submitted> {
  const { ports } = speaker
  const ask = { ...askOf(speaker), key: meta.formKey }
  switch (meta.form) {
    case 'refer':
      return submitReferral(speaker, meta, values)
    case 'on_behalf':
      return goOnForSomebody(speaker, meta, values)
    case 'enquiry':
      return submitted(
        await recordEnquiry(ports, {
          ...ask,
          newId: meta.formKey,
          ...(meta.onBehalf && { onBehalf: meta.onBehalf }),
        }),
      )
    case 'away':
      return submitted(
        await setAway(ports, { ...ask, input: values, ...(meta.onBehalf && { onBehalf: meta.onBehalf }) }),
      )
    case 'intake':
      return submitted(await setIntake(ports, { ...ask, intake: values.intake }))
    case 'make_code':
      return submitted(await makeCode(ports, { ...askOf(speaker), personId: values.personId }))
    default:
      return submitted(await performForm(speaker, meta, meta.form, values))
  }
}

const MISSING = 'Please choose one of the list.'
const onBehalfInput = z.object({
  personId: z.string(MISSING).min(1, MISSING),
  action: z.string(MISSING).transform((text, context) => {
    const step = readOnBehalfStep(text)
    if (step) return step
    context.addIssue({ code: 'custom', message: MISSING })
    return z.NEVER
  }),
  confirmedBy: z.enum(['phone', 'email', 'in_person', 'letter'], MISSING),
})

/** Whom, which step, how confirmed: then the step's own form, or the step at once where it has none. */
async function goOnForSomebody(speaker: Speaker, meta: FormMeta, values: Values): Promise<Submitted> {
  const parsed = onBehalfInput.safeParse(values)
  if (!parsed.success) return { kind: 'errors', errors: firstOfEach(parsed.error.issues) }
  const { action, offerId } = parsed.data.action
  const { personId, confirmedBy } = parsed.data
  const people = await speaker.ports.store.forScheme(speaker.schemeId).people()
  if (!people.some(({ id }) => id === personId)) return { kind: 'errors', errors: { personId: MISSING } }
  const onBehalf = { personId, confirmedBy }
  const next = formOf(action)
    ? await openForm(speaker, {
        action,
        target: targetOfForm(meta),
        ref: meta.ref,
        onBehalf,
        ...(offerId && { offerId }),
      })
    : submitted(
        await performForm(
          speaker,
          { ...meta, onBehalf, ...(offerId && { offerId }) },
          action as ActionName,
          {},
        ),
      )
  // Nobody has to begin again because person and step do not go together.
  if (next.kind === 'say' && next.outcome === 'refused')
    return { kind: 'errors', errors: { personId: next.say } }
  return next
}

function firstOfEach(issues: readonly { path: PropertyKey[]; message: string }[]): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const { path, message } of issues) errors[String(path[0])] ??= message
  return errors
}
