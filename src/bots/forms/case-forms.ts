import type { Scheme } from '../../core/scheme/scheme-file.js'
import { reachParts } from '../views/reach-parts.js'
import { choice, date, many, tick, words } from './fields.js'
import { type Field, type Form, isInput } from './form.js'
import type { FormData } from './form-data.js'
import { areasFields, homeFields } from './refer-fields.js'
import { simple } from './simple.js'

/** Forms about the request as a whole. */

export function sendToPanelForm({ rules }: Scheme): Form {
  return simple('send_to_panel', 'Send to panel', 'Send to panel', [
    date('panelDate', 'Day on which the panel decides', {
      hint: `At most ${rules.approval.panelMaxWorkingDays} working days away. We ask for the outcome afterwards.`,
    }),
  ])
}

export function correctLandlordForm(_scheme: Scheme, { partners = [] }: FormData): Form {
  return simple(
    'correct_landlord',
    'Wrong landlord',
    'End their access',
    [choice('landlordId', 'The right landlord', partners)],
    words('The leads who were asked lose access at once, and the request goes back to your checks.'),
  )
}

export function releaseForm({ population }: Scheme, { reach }: FormData): Form {
  return simple(
    'release',
    'Release to partners',
    'Release',
    [],
    words('The notice goes to the channels of these partners. It names no household.'),
    ...(reach ? reachParts(reach) : []),
    { part: 'note', text: population.source },
  )
}

export function changeRequestForm(scheme: Scheme): Form {
  return simple(
    'change_request',
    'Change the request',
    'Apply the change',
    [...homeFields(scheme), ...areasFields(scheme).filter(isAboutTheHome)],
    words('The changed request goes out as a new notice, under new partner references.'),
  )
}

/** What the nominating officer wrote stays as it is: nobody else's words are put in its place. */
function isAboutTheHome(field: Field): boolean {
  return !isInput(field) || field.name !== 'anythingElse'
}

export function setExclusionForm(
  _scheme: Scheme,
  { partners = [], people = [], teams = [] }: FormData,
): Form {
  return simple(
    'set_exclusion',
    'Set an exclusion',
    'Exclude',
    [
      choice('kind', 'What is excluded?', [
        { id: 'organisation', label: 'An organisation' },
        ...(teams.length > 0 ? [{ id: 'team', label: 'A team' }] : []),
        { id: 'person', label: 'A person' },
      ]),
      choice('id', 'Which one?', [...partners, ...teams, ...people]),
    ],
    words('Whoever is excluded finds nothing of this request any more, on any path.'),
  )
}

/** Choices are listed by name; whoever is one already is offered to be ended, not to be added. */
export function nameOfficersForm(_scheme: Scheme, { people = [], actual = [] }: FormData): Form {
  return simple(
    'name_officers',
    'Nominating officers',
    'Save',
    [
      choice('add', 'Who is added?', people, { required: false }),
      many('end', 'Who no longer works on it?', actual),
      tick('agreed', 'The applicant agrees that whoever is added works on their request'),
    ],
    words('They read the request in full, choose offers and speak for the applicant.'),
  )
}

export function confirmTenancyStartForm(): Form {
  return simple(
    'confirm_tenancy_start',
    'Tenancy started',
    'Confirm',
    [date('startedOn', 'Day on which the tenancy started')],
    words('The ledger entries are posted with this.'),
  )
}
