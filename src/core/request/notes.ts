import type { z } from 'zod'
import { optionalFreeText } from '../privacy/free-text.js'
import type { ReasonList, Scheme } from '../scheme/scheme-file.js'
import type { ConfidentialFields, FormContent } from './form-content.js'
import { choice } from './form-fields.js'
import type { StepContext } from './step.js'

/** Fields of a form that asks for a reason of a closed list; "other" and some more want a note. */
export function reasonFields(scheme: Scheme, list: ReasonList) {
  return { reason: choice(scheme.reasons[list]), note: optionalFreeText(scheme) }
}

/** The note is compulsory where the scheme file says so. */
export function noteWhereNeeded(scheme: Scheme, list: ReasonList) {
  return (fields: { reason: string; note?: string | undefined }, context: z.RefinementCtx): void => {
    const reason = scheme.reasons[list].find(({ id }) => id === fields.reason)
    if (reason?.needsNote && fields.note === undefined) {
      context.addIssue({ code: 'custom', path: ['note'], message: 'Please add a note to this reason.' })
    }
  }
}

/** Keeps why something was decided, for coordinator and nominating officer only (mark C). */
export function withNote(
  form: FormContent,
  action: string,
  why: { reason?: string | undefined; note?: string | undefined },
  { by, now }: Pick<StepContext, 'by' | 'now'>,
): FormContent {
  const note = { at: now.toISOString(), by: by.id, action, reason: why.reason, note: why.note }
  return withConfidential(form, { notes: [...form.confidential.notes, note] })
}

/** Keeps what a nominating officer asks for until a coordinator has seen to it. */
export function withWish(
  form: FormContent,
  kind: ConfidentialFields['wishes'][number]['kind'],
  text: string,
  { by, now }: Pick<StepContext, 'by' | 'now'>,
): FormContent {
  const wish = { at: now.toISOString(), by: by.id, kind, text, done: false }
  return withConfidential(form, { wishes: [...form.confidential.wishes, wish] })
}

/** Marks wishes as seen to: those of one kind, or all. */
export function withWishesDone(form: FormContent, kind?: ConfidentialFields['wishes'][number]['kind']) {
  const wishes = form.confidential.wishes.map((wish) =>
    kind === undefined || wish.kind === kind ? { ...wish, done: true } : wish,
  )
  return withConfidential(form, { wishes })
}

/** The same form where nothing changes, so that nothing is sealed anew. */
export function withConfidential(form: FormContent, change: Partial<ConfidentialFields>): FormContent {
  if (Object.keys(change).length === 0) return form
  return { ...form, confidential: { ...form.confidential, ...change } }
}
