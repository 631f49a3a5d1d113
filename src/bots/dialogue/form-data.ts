import { exclusionOption } from '../../core/circulation/set-exclusion.js'
import type { OpenCase } from '../../core/facts.js'
import type { Exclusion } from '../../core/request/form-content.js'
import { missingSections, SECTION_IDS, sectionValues } from '../../core/request/form-sections.js'
import { LIFECYCLE, type Transition } from '../../core/request/lifecycle.js'
import type { OfferRecord, PartnerRecord, PersonRecord } from '../../core/request/records.js'
import { holds, isExcluded, relationsOf } from '../../core/request/relations.js'
import type { ActionName } from '../../core/request/step.js'
import { officersToPhone } from '../../core/screen/approval-screen.js'
import { coordinatorScreen } from '../../core/screen/coordinator-screen.js'
import { offerLine } from '../../core/screen/offer-line.js'
import type { Option } from '../forms/form.js'
import type { FormData } from '../forms/form-data.js'
import type { FormId } from '../forms/form-id.js'
import { ACTION_LABELS, isBotAction } from '../views/action-labels.js'
import type { BotAction } from '../views/bot-action.js'

/** What one form may show of a case. Only the groups that this form draws are filled. */
export function formData(
  id: FormId,
  {
    open,
    offer,
    everybody,
    now,
  }: { open: OpenCase; offer: OfferRecord | null; everybody: PersonRecord[]; now: Date },
): FormData {
  const { request, scheme, partners } = open
  switch (id) {
    case 'refer':
      return {
        values: allValues(open),
        partners: landlords(partners),
        people: everybody.map((person) => withOrganisation(person, partners)),
        missing: missingSections(request, scheme),
      }
    case 'change_request':
      return {
        values: { ...sectionValues(request, 'home', scheme), ...sectionValues(request, 'areas', scheme) },
      }
    case 'correct_landlord':
    case 'record_housing_moves':
      return { partners: landlords(partners) }
    case 'set_exclusion':
      return {
        partners: ofKind('organisation', partners.map(asOption)),
        teams: ofKind('team', teamsOf(everybody)),
        people: ofKind(
          'person',
          everybody.map((person) => withOrganisation(person, partners)),
        ),
      }
    case 'name_officers': {
      const named = open.people.filter(({ id }) => request.officerIds.includes(id))
      const others = everybody.filter(
        (person) =>
          holds(person, 'nominating_officer') &&
          !request.officerIds.includes(person.id) &&
          !isExcluded(request, person, partners),
      )
      const asOptions = (some: PersonRecord[]) => some.map((person) => withOrganisation(person, partners))
      return { people: asOptions(others), actual: asOptions(named) }
    }
    case 'on_behalf':
      return {
        // Also officers whose partners have the notice and have offered nothing yet.
        people: everybody
          .filter((person) => person.id !== open.actor.id && relationsOf(open, person, null, now).length > 0)
          .map((person) => withOrganisation(person, partners)),
        actions: stepsOnBehalf(open),
      }
    case 'release':
      return { reach: coordinatorScreen(open).reach }
    default:
      return {
        officers: officersToPhone(open),
        questions: request.form.approval.questions.filter((q) => !q.answer).map((q) => q.text),
        ...(offer && { offer: homeOf(open, offer, now) }),
        ...(offer?.viewingAt && { values: { viewingAt: offer.viewingAt } }),
      }
  }
}

/** Organisations that may be somebody's landlord. */
export function landlords(partners: readonly PartnerRecord[]): Option[] {
  return partners
    .filter((p) => p.active && (p.kind === 'local_authority' || p.kind === 'registered_provider'))
    .map(asOption)
}

export function withOrganisation(person: PersonRecord, partners: readonly PartnerRecord[]): Option {
  const organisation = partners.find((p) => p.id === person.organisationId)?.name
  return { id: person.id, label: organisation ? `${person.name}, ${organisation}` : person.name }
}

/** Steps that can be taken for somebody else while the request stands where it does; one for each offer at issue. */
function stepsOnBehalf(open: OpenCase): Option[] {
  const rows = (LIFECYCLE as readonly Transition[]).filter(
    (row) => row.onBehalf && row.from.includes(open.request.state),
  )
  const steps = rows.flatMap((row) => {
    const action = row.action as ActionName
    const { label } = ACTION_LABELS[action]
    if (!row.offer) return [{ id: onBehalfStep(action, null), label }]
    return open.offers
      .filter((offer) => row.offer?.includes(offer.state))
      .map((offer) => ({
        id: onBehalfStep(action, offer.id),
        label: `${label}: property ${offer.home.propertyNumber}`,
      }))
  })
  return steps.filter((step, index) => steps.findIndex(({ id }) => id === step.id) === index)
}

/** A step in the list of steps for somebody else, with the offer it is about. */
export function onBehalfStep(action: BotAction, offerId: string | null): string {
  return offerId ? `${action}:${offerId}` : action
}

/** Steps for somebody else that are about no request yet, or about none. */
export const WITHOUT_A_REQUEST: readonly BotAction[] = ['refer', 'record_enquiry', 'set_away']

/** The other way round; null for anything that nobody can do for somebody else. */
export function readOnBehalfStep(text: string): { action: BotAction; offerId: string | null } | null {
  const [action = '', offerId = null] = text.split(':', 2)
  if (!isBotAction(action)) return null
  const starts = WITHOUT_A_REQUEST.includes(action)
  const allowed =
    starts || (LIFECYCLE as readonly Transition[]).some((row) => row.action === action && row.onBehalf)
  return allowed ? { action, offerId } : null
}

/** Chosen beside its kind, so an id says whose it is: a team that were excluded as a person would go on reading. */
function ofKind(kind: Exclusion['kind'], options: readonly Option[]): Option[] {
  return options.map(({ id, label }) => ({ id: exclusionOption(kind, id), label }))
}

/** Teams have no row of their own in the directory: their people name them. */
function teamsOf(everybody: readonly PersonRecord[]): Option[] {
  const teams = new Set(everybody.flatMap(({ team }) => team ?? []))
  return [...teams].map((team) => ({ id: team, label: `Team: ${team}` }))
}

function allValues({ request, scheme }: OpenCase): Record<string, unknown> {
  return Object.assign({}, ...SECTION_IDS.map((section) => sectionValues(request, section, scheme)))
}

/** Warnings compare the home with the applicant's own: not for the landlord that offers it. */
function homeOf(open: OpenCase, offer: OfferRecord, now: Date): NonNullable<FormData['offer']> {
  const line = offerLine(open, offer, [])
  const relations = relationsOf(open, open.actor, offer, now)
  const mayCompare = relations.includes('officer') || relations.includes('coordinator')
  return mayCompare ? line : { ...line, warnings: [] }
}

function asOption({ id, name }: PartnerRecord): Option {
  return { id, label: name }
}
