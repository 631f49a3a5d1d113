import type { Target } from '../../core/facts.js'
import { NOTHING_FOUND } from '../../core/outcome.js'
import { intakeRefusal } from '../../core/request/intake.js'
import type { PersonRecord } from '../../core/request/records.js'
import { holds } from '../../core/request/relations.js'
import type { ActionName } from '../../core/request/step.js'
import { prepareForm, whoIs } from '../../core/screen/index.js'
import type { Form } from '../forms/form.js'
import type { FormData } from '../forms/form-data.js'
import type { FormId } from '../forms/form-id.js'
import type { FormMeta } from '../forms/form-meta.js'
import { buildForm, formOf } from '../forms/index.js'
import { ACTION_LABELS } from '../views/action-labels.js'
import type { BotAction } from '../views/bot-action.js'
import type { CaseRef } from '../views/button-value.js'
import { formData, landlords, onBehalfStep, WITHOUT_A_REQUEST, withOrganisation } from './form-data.js'
import { targetOfForm } from './form-target.js'
import { askOf, type Said, type Speaker, say, sayOutcome } from './speaker.js'

/** A form that is to be opened for somebody. */
export interface FormRequest {
  action: BotAction
  /** Null for a form that starts something. */
  target: Target | null
  /** The screen it was opened from. */
  ref?: CaseRef | null
  offerId?: string | undefined
  onBehalf?: FormMeta['onBehalf']
  /** Page of the referral to begin with; the first that lacks something, unless it is named. */
  step?: string
}

export interface OpenedForm {
  kind: 'form'
  form: Form
  meta: FormMeta
  values: Readonly<Record<string, unknown>>
  /** A sentence above the fields. */
  notice?: string
}

/**
 * Builds a form for somebody who may use it now, or says why not. The right is looked at before anything
 * of the case is put into the form, and again when the form comes back.
 */
export async function openForm(speaker: Speaker, request: FormRequest): Promise<OpenedForm | Said> {
  const id = formOf(request.action)
  if (!id) return say('There is nothing to fill in here.')
  return request.target
    ? openCaseForm(speaker, id, request, request.target)
    : openFreeForm(speaker, id, request)
}

/** The same form again, with its choices and everything that was typed: nobody begins anew because of one mistake. */
export async function reopenForm(
  speaker: Speaker,
  meta: FormMeta,
  values: Readonly<Record<string, unknown>>,
): Promise<OpenedForm | Said> {
  const { form, ref, step, offerId, onBehalf } = meta
  const action = STARTED_BY[form] ?? (form as BotAction)
  const again = await openForm(speaker, {
    ...{ action, target: targetOfForm(meta), ref, step, offerId },
    ...(onBehalf && { onBehalf }),
  })
  return again.kind === 'form' ? { ...again, meta, values } : again
}

/** Forms that do not have the name of their action. */
const STARTED_BY: Partial<Record<FormId, BotAction>> = {
  enquiry: 'record_enquiry',
  away: 'set_away',
  intake: 'set_intake',
}

async function openCaseForm(
  speaker: Speaker,
  id: FormId,
  request: FormRequest,
  target: Target,
): Promise<OpenedForm | Said> {
  const ready = await prepareForm(speaker.ports, {
    ...askOf(speaker),
    action: actionBehind(request.action),
    target,
    ...(request.offerId && { offerId: request.offerId }),
    ...(request.onBehalf && { onBehalfOf: request.onBehalf.personId }),
  })
  if (ready.kind !== 'ready') return sayOutcome(ready)
  const { open, offer } = ready
  if (id === 'on_behalf' && !holds(open.actor, 'coordinator')) return sayOutcome(NOTHING_FOUND)
  const everybody = NEEDS_EVERYBODY.includes(id) ? await peopleOf(speaker) : []
  const data = formData(id, { open, offer, everybody, now: speaker.ports.clock.now() })
  const form = buildForm(id, open.scheme, data)
  const known = offer?.id ?? request.offerId
  return opened(speaker, form, request, data.values, {
    step: request.step ?? firstOpenStep(form, data),
    // A placement or an offer is enough to find the case again; a partner's form carries no request id.
    ...(!('placementId' in target || 'offerId' in target) && { requestId: open.request.id }),
    ...(known && { offerId: known }),
    ...(FILLED_FROM_THE_REQUEST.includes(id) && { filledFrom: open.request.version }),
  })
}

/** Forms that start something, or are about the scheme or the person. */
async function openFreeForm(speaker: Speaker, id: FormId, request: FormRequest): Promise<OpenedForm | Said> {
  const person = await whoIs(speaker.ports, askOf(speaker))
  if (!person) return sayOutcome(NOTHING_FOUND)
  const coordinates = holds(person, 'coordinator')
  if (id === 'make_code' && !coordinates && !holds(person, 'scheme_admin')) return sayOutcome(NOTHING_FOUND)
  const starts = id === 'refer' || id === 'enquiry'
  // A request needs a nominating officer: a coordinator says first in whose name it starts.
  const asks = id === 'on_behalf' || (starts && !holds(person, 'nominating_officer') && !request.onBehalf)
  if (asks && !coordinates) return sayOutcome(NOT_FOR_YOU)
  if (id === 'refer') {
    const { intake } = await speaker.ports.store.forScheme(speaker.schemeId).scheme()
    const refusal = intakeRefusal({ scheme: speaker.scheme, intake })
    if (refusal) return say(refusal.say)
  }
  const shown = asks ? 'on_behalf' : id
  const data = await freeFormData(speaker, shown, await personOf(speaker, request, person))
  if (id === 'make_code' && data.people?.length === 0)
    return say('Everybody who decides something has a confirmed account.')
  const form = buildForm(shown, speaker.scheme, data)
  return opened(speaker, form, request, data.values, { step: form.steps[0].id })
}

function opened(
  speaker: Speaker,
  form: Form,
  request: FormRequest,
  values: FormData['values'] = {},
  about: Pick<FormMeta, 'step' | 'requestId' | 'offerId' | 'filledFrom'>,
): OpenedForm {
  const meta: FormMeta = {
    form: form.id,
    formKey: speaker.ports.ids.ordered(),
    schemeId: speaker.schemeId,
    ref: request.ref ?? null,
    ...about,
    ...(request.onBehalf && { onBehalf: request.onBehalf }),
  }
  return { kind: 'form', form, meta, values }
}

/** No other form carries a version: a housing officer would see in their client how far a request has come (P2). */
const FILLED_FROM_THE_REQUEST: readonly FormId[] = ['refer', 'change_request', 'name_officers']

const NEEDS_EVERYBODY: readonly FormId[] = ['refer', 'set_exclusion', 'name_officers', 'on_behalf']

/** Who has a step that is about no request yet. */
const MAY_BEGIN = ['nominating_officer', 'named_lead'] as const

const NOT_FOR_YOU = {
  kind: 'refused',
  code: 'not_yours',
  say: 'Only a nominating officer or a coordinator can do this.',
} as const

/** The referral form amends a request; the form for somebody else reads one first. */
function actionBehind(action: BotAction): ActionName {
  if (action === 'refer') return 'amend'
  return action === 'on_behalf' ? 'read_request' : (action as ActionName)
}

function firstOpenStep(form: Form, { missing = [] }: FormData): string {
  const open = form.steps.find((step) => missing.some(({ section }) => section === step.id))
  return (open ?? form.steps.at(-1) ?? form.steps[0]).id
}

async function freeFormData(speaker: Speaker, id: FormId, person: PersonRecord): Promise<FormData> {
  const store = speaker.ports.store.forScheme(speaker.schemeId)
  switch (id) {
    case 'enquiry':
      return { partners: landlords(await store.partners()) }
    case 'away': {
      const colleagues = (await store.people()).filter(
        (other) => other.organisationId === person.organisationId && other.id !== person.id,
      )
      return {
        people: colleagues.map(({ id: value, name }) => ({ id: value, label: name })),
        values: person.away ?? {},
      }
    }
    case 'make_code': {
      const [people, partners, unconfirmed] = await Promise.all([
        store.people(),
        store.partners(),
        store.listUnconfirmed(),
      ])
      return {
        people: unconfirmed.flatMap(({ personId, platforms }) => {
          const other = people.find(({ id: known }) => known === personId && known !== person.id)
          if (!other) return []
          const { label } = withOrganisation(other, partners)
          return [{ id: personId, label: platforms.length > 0 ? label : `${label} (not on chat yet)` }]
        }),
      }
    }
    case 'intake':
      return { values: { intake: (await store.scheme()).intake } }
    case 'on_behalf': {
      const [people, partners] = await Promise.all([store.people(), store.partners()])
      return {
        people: people
          .filter((other) => other.id !== person.id && MAY_BEGIN.some((role) => holds(other, role)))
          .map((other) => withOrganisation(other, partners)),
        actions: WITHOUT_A_REQUEST.map((action) => ({
          id: onBehalfStep(action, null),
          label: ACTION_LABELS[action].label,
        })),
      }
    }
    default:
      return {}
  }
}

/** Whose form it is: a coordinator's own, or that of the person it is filled in for. */
async function personOf(
  speaker: Speaker,
  { onBehalf }: FormRequest,
  self: PersonRecord,
): Promise<PersonRecord> {
  if (!onBehalf) return self
  return (await peopleOf(speaker)).find(({ id }) => id === onBehalf.personId) ?? self
}

async function peopleOf({ ports, schemeId }: Speaker): Promise<PersonRecord[]> {
  return ports.store.forScheme(schemeId).people()
}
