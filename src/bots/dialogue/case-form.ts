import type { Outcome } from '../../core/outcome.js'
import { perform } from '../../core/perform.js'
import type { ActionName } from '../../core/request/step.js'
import type { FormMeta } from '../forms/form-meta.js'
import { targetOfForm } from './form-target.js'
import type { OpenedForm } from './open-form.js'
import { askOf, type Said, type Speaker, sayOutcome } from './speaker.js'

/** What becomes of a form that was sent: sentences at its fields, its next page, or how it ended. */
export type Submitted = { kind: 'errors'; errors: Record<string, string> } | OpenedForm | Said

export type Values = Readonly<Record<string, unknown>>

/** One step of core, with what the form carries. */
export function performForm(
  speaker: Speaker,
  meta: FormMeta,
  action: ActionName,
  input: unknown,
  key = meta.formKey,
): Promise<Outcome> {
  const target = targetOfForm(meta)
  if (!target)
    return Promise.resolve({ kind: 'late', say: 'This form is out of date. Please open it again.' })
  return perform(speaker.ports, {
    ...askOf(speaker),
    action,
    target,
    key,
    newId: meta.formKey,
    input,
    ...(meta.offerId && { offerId: meta.offerId }),
    ...(meta.onBehalf && { onBehalf: meta.onBehalf }),
    ...(meta.filledFrom !== undefined && { filledFrom: meta.filledFrom }),
  })
}

export function submitted(outcome: Outcome): Submitted {
  return outcome.kind === 'invalid' ? { kind: 'errors', errors: outcome.errors } : sayOutcome(outcome)
}
