import type { Scheme } from '../../core/scheme/scheme-file.js'
import { choice, date, tick } from './fields.js'
import type { Form } from './form.js'
import type { FormData } from './form-data.js'
import { simple } from './simple.js'

/** A move by the region's other pathway [S1]. */
export function recordHousingMovesForm({ words }: Scheme, { partners = [] }: FormData): Form {
  return simple('record_housing_moves', words.housingMoves, 'Record the move', [
    date('startedOn', 'Day on which the tenancy started'),
    choice('toLandlordId', 'Landlord that housed them, if it is a partner', partners, { required: false }),
    tick('withdrawOffer', 'The landlord whose offer is being considered has been told that it ends'),
  ])
}
