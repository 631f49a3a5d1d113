import { z } from 'zod'
import { freeText } from '../privacy/free-text.js'
import { withWish } from './notes.js'
import { defineStep } from './step.js'

/** The nominating officer says that the move is no longer needed [S8]; a coordinator closes. */
export const askToClose = defineStep({
  action: 'ask_to_close',
  input: ({ scheme }) => z.object({ wish: freeText(scheme, { missing: 'Please say why, in a sentence.' }) }),
  decide({ scheme, request }, { wish }, context) {
    return {
      say: `${scheme.words.coordinatorTeam} has been asked to close the request.`,
      request: { form: withWish(request.form, 'close', wish, context) },
      tell: [{ topic: 'wish_to_close', to: 'coordinators' }],
    }
  },
})
