import type { Scheme } from '../../core/scheme/scheme-file.js'
import { words } from './fields.js'
import type { Form } from './form.js'
import { simple } from './simple.js'

/** A first contact about a possible referral: counted, and nothing about anybody is written down. */
export function enquiryForm({ texts }: Scheme): Form {
  return simple(
    'enquiry',
    'Record an enquiry',
    'Record',
    [],
    words('This counts a first contact by a professional. No landlord is told anything.'),
    words('You can start the referral from it when the applicant agrees.'),
    { part: 'note', text: texts.emergency },
  )
}
