import type { FormData } from '../../../src/bots/forms/form-data.js'
import { FORM_IDS, type FormId } from '../../../src/bots/forms/form-id.js'
import type { FormMeta } from '../../../src/bots/forms/form-meta.js'
import { buildForm } from '../../../src/bots/forms/index.js'
import { london } from '../../core/scheme/london.js'
import { PLACEMENT } from './screens.js'

/** A directory of a few, and one offer at issue. */
export const FORM_DATA: FormData = {
  partners: [
    { id: 'brent', label: 'Brent Council' },
    { id: 'marigold', label: 'Marigold Homes & Partners' },
    { id: 'quayside', label: 'Quayside <Housing>' },
  ],
  people: [
    { id: 'nadia', label: 'Nadia North, Safe & Sound' },
    { id: 'lena', label: 'Lena Lead, Brent Council' },
  ],
  actual: [{ id: 'omar', label: 'Omar Officer, Safe & Sound' }],
  teams: [{ id: 'team-1', label: 'Lettings, Brent Council' }],
  officers: [{ name: 'Nadia North', organisation: 'Safe & Sound', phone: '020 7946 0102' }],
  questions: ['Is the rent account in order?', 'Which support is in place?'],
  reach: {
    partners: ['Marigold Homes', 'Quayside'],
    released: false,
    reached: 0,
    unreached: [],
    uncertain: ['Quayside'],
    fits: 1_240,
  },
  offer: {
    home: '2-bedroom flat, 1st floor, lift',
    propertyNumber: 'MH-2207',
    area: 'Camden',
    warnings: ['One bedroom fewer than needed.'],
  },
  missing: [{ section: 'risk', words: 'Please choose at least one kind of risk.' }],
  actions: [
    { id: 'approve', label: 'Approve' },
    { id: 'record_enquiry', label: 'Record an enquiry' },
  ],
  values: { landlordId: 'brent', consentGiven: true, consentDate: '2026-11-20', riskKinds: ['stalking'] },
}

export function metaOf(form: FormId, step: string): FormMeta {
  return { form, step, formKey: '01935d2e-0000-7000-8000-000000000001', ref: PLACEMENT }
}

/** Every page of every form. */
export const PAGES = FORM_IDS.flatMap((id) =>
  buildForm(id, london()).steps.map(
    (step) => [id === step.id ? id : `${id}-${step.id}`, id, step.id] as const,
  ),
)
