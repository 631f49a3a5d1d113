import { z } from 'zod'
import { reasonOf } from '../scheme/look-up.js'
import { noteWhereNeeded, reasonFields, withNote } from './notes.js'
import { defineStep } from './step.js'

/** A first contact that did not become a referral. */
export const endEnquiry = defineStep({
  action: 'end_enquiry',
  input: ({ scheme }) =>
    z.object(reasonFields(scheme, 'enquiryEnded')).superRefine(noteWhereNeeded(scheme, 'enquiryEnded')),
  decide({ scheme, request }, input, context) {
    if (reasonOf(scheme, 'enquiryEnded', input.reason)?.leadsToRequest) {
      return {
        refused: 'start_instead',
        field: 'reason',
        say: 'To make it a referral, please press “Start the referral” instead.',
      }
    }
    return {
      say: 'The enquiry has been ended. It still counts as an enquiry.',
      request: {
        closedReason: input.reason,
        form: withNote(request.form, 'end_enquiry', input, context),
      },
    }
  },
})
