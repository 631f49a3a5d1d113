import type { CaseFacts } from '../facts.js'
import { undecidedIncident } from '../incident/incidents.js'
import { emptyForm } from '../request/form-content.js'
import type { OfferedHome, RequestRecord } from '../request/records.js'
import { holds, isExcluded } from '../request/relations.js'
import type { Effects } from '../request/step.js'

const NO_HOME: OfferedHome = {
  propertyNumber: '',
  area: '',
  bedrooms: 0,
  type: '',
  floor: 0,
  lift: false,
  meets: [],
  rentPerWeek: 0,
  tenancyOffered: '',
  availableFrom: '',
}

/**
 * What erasing changes (D15): reference, dates, outcome and counts stay, and nothing of the case. Needs facts read with
 * `circulation`. Coordinators who were excluded stay so: otherwise what is left would be theirs to read.
 */
export function tombstone(
  { request, offers, notices, people, partners }: CaseFacts & { request: RequestRecord },
  now: Date,
): Pick<Effects, 'request' | 'offers' | 'notices' | 'erase'> {
  const form = emptyForm()
  form.confidential.exclusions = people
    .filter((person) => holds(person, 'coordinator') && isExcluded(request, person, partners))
    .map(({ id }) => ({ kind: 'person', id }))
  return {
    request: {
      workingCode: request.reference === null ? request.workingCode : null,
      landlordId: null,
      ownerId: null,
      officerIds: [],
      heldFrom: null,
      reviewOn: null,
      panelOn: null,
      followsId: null,
      safetyRaisedAt: null,
      proposed: null,
      form,
      erasedAt: now.toISOString(),
    },
    offers: offers.map(({ reference: _reference, ...offer }) => ({
      ...offer,
      home: NO_HOME,
      replyBy: null,
      keepUntil: null,
      viewingAt: null,
      endReason: null,
      endNote: null,
    })),
    notices: notices.map((notice) => ({ ...notice, areas: [], live: false })),
    erase: true,
  }
}

/**
 * Why a request cannot be erased now, in a sentence; null when it can. Whoever raised a safety concern was told that a
 * coordinator phones back (scheme.md section 7): erased, nothing would remind anybody.
 */
export function whyNotErased({ erasureReviewOn, safetyRaisedAt, state, form }: RequestRecord): string | null {
  if (!ENDED.includes(state))
    return 'A request that is still open is not erased. Please close it first, with a reason.'
  if (erasureReviewOn !== undefined)
    return `A coordinator holds its content until it is looked at again on ${erasureReviewOn}. Please end that hold first.`
  if (safetyRaisedAt !== null)
    return 'A safety message waits for an answer. Please phone back and confirm it first.'
  if (undecidedIncident(form))
    return 'Something of it reached somebody it should not. Please record first whether that is reported.'
  return null
}

const ENDED: readonly RequestRecord['state'][] = ['declined', 'moved', 'closed']
