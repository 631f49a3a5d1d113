import { z } from 'zod'
import { day, mustTick, yesOrNo } from '../form-fields.js'
import { type Section, withFields } from './section.js'

/** The box is ticked after the words of `texts.consent` were read to the applicant [S2]. */
export const consentSection: Section = {
  id: 'consent',
  title: 'Consent',
  schema: (_scheme, before) =>
    z
      .object({
        consentGiven: mustTick(
          'A referral needs the applicant’s consent, after these words were read to them.',
        ),
        consentDate: day(),
        immediateRisk: yesOrNo(),
      })
      .transform((fields) => withFields(before, { approval: fields })),
  values: ({ form: { approval } }) => ({
    consentGiven: approval.consentGiven,
    consentDate: approval.consentDate,
    immediateRisk: approval.immediateRisk,
  }),
}
