import { z } from 'zod'
import { freeText } from '../privacy/free-text.js'
import { withWish } from '../request/notes.js'
import { defineStep } from '../request/step.js'

/** The nominating officer asks, such as for more areas [S4]; a coordinator applies it. */
export const askForChange = defineStep({
  action: 'ask_for_change',
  input: ({ scheme }) => z.object({ wish: freeText(scheme, { missing: 'Please say what should change.' }) }),
  decide({ scheme, request }, { wish }, context) {
    return {
      say: `${scheme.words.coordinatorTeam} has been asked for this change.`,
      request: { form: withWish(request.form, 'change', wish, context) },
      tell: [{ topic: 'wish_to_change', to: 'coordinators' }],
    }
  },
})
