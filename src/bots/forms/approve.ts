import { CONDUCT_CHECKS } from '../../core/approval/approve-request.js'
import { fillIn } from '../../core/request/sentences.js'
import type { Scheme } from '../../core/scheme/scheme-file.js'
import type { Part } from '../views/view.js'
import { choice, tick } from './fields.js'
import type { Form } from './form.js'
import type { FormData } from './form-data.js'
import { simple } from './simple.js'

/** Approving: the name is exchanged by phone and never typed [S8]; the tenancy check is given here. */
export function approveForm(scheme: Scheme, data: FormData): Form {
  return simple(
    'approve',
    'Approve',
    'Approve',
    [
      tick('identityConfirmed', scheme.texts.identityConfirmedTick, { required: true }),
      choice('rentAccountCheck', 'Rent account', scheme.rentAccounts, { required: false }),
      choice('conductCheck', 'Conduct of the tenancy', CONDUCT_CHECKS, {
        required: false,
        hint: 'Passed on with the rent account before an offer is taken up, without its source.',
      }),
    ],
    ...phoneForTheName(scheme, data),
  )
}

/** "Phone {NO} for the name. Do not type it here." One line for each nominating officer. */
export function phoneForTheName({ texts }: Scheme, { officers = [] }: FormData): Part[] {
  return officers.map(({ name, organisation, phone }) => ({
    part: 'text',
    text: fillIn(texts.phoneForTheName, { nominatingOfficer: `${name} (${organisation})`, phone }),
  }))
}
