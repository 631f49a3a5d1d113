import type { Outcome } from '../../core/outcome.js'
import { wrongAnswer } from '../../core/request/amend-request.js'
import { CHANGED_MEANWHILE, WHOLE_PAGE } from '../../core/request/changed-meanwhile.js'
import { emptyForm } from '../../core/request/form-content.js'
import { applySection, SECTION_IDS, type SectionId } from '../../core/request/form-sections.js'
import { startDraft } from '../../core/request/start-draft.js'
import { prepareForm } from '../../core/screen/index.js'
import { stepAfter } from '../forms/form.js'
import type { FormMeta } from '../forms/form-meta.js'
import { buildForm } from '../forms/index.js'
import { performForm, type Submitted, submitted, type Values } from './case-form.js'
import { targetOfForm } from './form-target.js'
import { type OpenedForm, openForm, reopenForm } from './open-form.js'
import { askOf, type Said, type Speaker, say, sayOutcome } from './speaker.js'

/** A page of the referral is saved into the draft; the last one sends it in. */
export async function submitReferral(speaker: Speaker, meta: FormMeta, values: Values): Promise<Submitted> {
  const section = sectionOf(meta)
  if (!section) return sendIn(speaker, meta)
  const { outcome, draft } = await savePage(speaker, meta, section, values)
  if (outcome.kind !== 'done') return submitted(outcome)
  const next = stepAfter(buildForm('refer', speaker.scheme), section)
  return showPage(speaker, draft, next?.id ?? section)
}

/** Turns to another page. What was typed is saved when it is complete; if not, that is said on the next page. */
export async function turnToPage(
  speaker: Speaker,
  meta: FormMeta,
  values: Values,
  step: string,
): Promise<OpenedForm | Said> {
  const section = sectionOf(meta)
  if (!section) return showPage(speaker, meta, step)
  const { outcome, draft } = await savePage(speaker, meta, section, values)
  if (outcome.kind === 'done') return showPage(speaker, draft, step)
  if (outcome.kind !== 'invalid') return sayOutcome(outcome)
  // Nothing is kept yet that another page could be added to.
  if (!targetOfForm(draft)) return stay(speaker, meta, values, 'Please fill in this page first.')
  // Whole and right as it is: to turn on would lose what was typed.
  if (outcome.errors[WHOLE_PAGE] === CHANGED_MEANWHILE) return stay(speaker, meta, values, CHANGED_MEANWHILE)
  const page = await showPage(speaker, draft, step)
  if (page.kind !== 'form' || isEmpty(values)) return page
  return { ...page, notice: `The page before was not saved. ${Object.values(outcome.errors)[0] ?? ''}` }
}

/** The same page, with what was typed. */
async function stay(
  speaker: Speaker,
  meta: FormMeta,
  values: Values,
  notice: string,
): Promise<OpenedForm | Said> {
  const again = await reopenForm(speaker, meta, values)
  return again.kind === 'form' ? { ...again, notice } : again
}

async function savePage(
  speaker: Speaker,
  meta: FormMeta,
  section: SectionId,
  values: Values,
): Promise<{ outcome: Outcome; draft: FormMeta }> {
  const save = (draft: FormMeta) =>
    performForm(speaker, draft, 'amend', { ...values, section }, `${meta.formKey}:${section}`)
  if (targetOfForm(meta)) return { outcome: await save(meta), draft: meta }

  // The draft begins with its first page that is right: a form that was only looked at leaves nothing behind.
  const first = applySection({ form: emptyForm(), landlordId: null }, section, values, speaker.scheme)
  if (!first.ok) return { outcome: { kind: 'invalid', errors: first.errors }, draft: meta }
  const { store, clock } = speaker.ports
  const facts = {
    scheme: speaker.scheme,
    request: null,
    partners: await store.forScheme(speaker.schemeId).partners(),
  }
  const wrong = wrongAnswer(facts, section, first.state, clock.now())
  if (wrong?.field) return { outcome: { kind: 'invalid', errors: { [wrong.field]: wrong.say } }, draft: meta }
  const started = await startDraft(speaker.ports, {
    ...askOf(speaker),
    key: `${meta.formKey}:start`,
    newId: meta.formKey,
    ...(meta.onBehalf && { onBehalf: meta.onBehalf }),
  })
  if (started.kind !== 'done') return { outcome: started, draft: meta }
  const draft = { ...meta, requestId: started.requestId }
  return { outcome: await save(draft), draft }
}

function showPage(speaker: Speaker, meta: FormMeta, step: string): Promise<OpenedForm | Said> {
  return openForm(speaker, {
    action: 'amend',
    target: targetOfForm(meta),
    ref: meta.ref,
    step,
    ...(meta.onBehalf && { onBehalf: meta.onBehalf }),
  })
}

/** A draft is sent in; a request that was sent in before has been saved page by page already. */
async function sendIn(speaker: Speaker, meta: FormMeta): Promise<Submitted> {
  const target = targetOfForm(meta)
  if (!target) return say('This form is out of date. Please open it again.')
  const ready = await prepareForm(speaker.ports, {
    ...askOf(speaker),
    action: 'amend',
    target,
    ...(meta.onBehalf && { onBehalfOf: meta.onBehalf.personId }),
  })
  if (ready.kind === 'ready' && ready.open.request.state !== 'draft') return say('Your changes are saved.')
  const outcome = await performForm(speaker, meta, 'submit', {}, `${meta.formKey}:submit`)
  if (outcome.kind !== 'refused' && outcome.kind !== 'invalid') return sayOutcome(outcome)
  const page = await showPage(speaker, meta, 'review')
  return page.kind === 'form' ? { ...page, notice: sayOutcome(outcome).say } : page
}

function sectionOf({ step }: FormMeta): SectionId | null {
  return SECTION_IDS.find((id) => id === step) ?? null
}

function isEmpty(values: Values): boolean {
  return Object.values(values).every(
    (value) => value === undefined || value === false || (Array.isArray(value) && value.length === 0),
  )
}
