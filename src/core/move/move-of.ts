import type { OpenCase } from '../facts.js'
import { countAdults, countChildren } from '../household/household.js'
import type { MoveRecord } from '../request/records.js'

/** A move of this request's household: how many people, never who. */
export function moveOf(
  { request }: Pick<OpenCase, 'request'>,
  about: Pick<MoveRecord, 'id' | 'toLandlordId' | 'pathway' | 'startedOn'>,
): MoveRecord {
  const { household } = request.form.details
  return {
    ...about,
    requestId: request.id,
    // Nothing reaches partners before a landlord approved it.
    fromLandlordId: request.landlordId ?? '',
    adults: household ? countAdults(household) : 0,
    children: household ? countChildren(household) : 0,
    reversedAt: null,
  }
}
