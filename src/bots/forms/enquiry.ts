import type { Scheme } from '../../core/scheme/scheme-file.js'
import { areas, choice, many, NO_NAMES, text, words } from './fields.js'
import type { Form } from './form.js'
import type { FormData } from './form-data.js'
import { simple } from './simple.js'

/** A first contact about a possible referral: counted, and nobody is told anything. */
export function enquiryForm(scheme: Scheme, { partners = [] }: FormData): Form {
  return simple(
    'enquiry',
    'Record an enquiry',
    'Record',
    [
      choice('landlordId', 'Landlord now', partners, { required: false }),
      choice('homeArea', `Home ${scheme.words.area.one}`, areas(scheme), { required: false }),
      many('riskKinds', 'Kind of risk', scheme.riskKinds),
      text('note', 'What was asked', { required: false, hint: NO_NAMES }),
    ],
    words('From a professional only. It becomes a referral when you start one from it.'),
  )
}
