import { z } from 'zod'
import { optionalFreeText } from '../privacy/free-text.js'
import { withNote } from './notes.js'
import { STATE_WORDS } from './sentences.js'
import { defineStep } from './step.js'

/** Takes a request off hold: back to the state it left. */
export const resumeRequest = defineStep({
  action: 'resume',
  input: ({ scheme }) => z.object({ note: optionalFreeText(scheme) }),
  decide({ request }, input, context) {
    return {
      say: `The request is off hold: it is ${STATE_WORDS[request.heldFrom ?? 'submitted']}.`,
      request: {
        heldFrom: null,
        reviewOn: null,
        form: withNote(request.form, 'resume', input, context),
      },
      tell: [{ topic: 'taken_off_hold', to: 'officers' }],
    }
  },
})
