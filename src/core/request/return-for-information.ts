import { z } from 'zod'
import { freeText } from '../privacy/free-text.js'
import { withQuestion } from './questions.js'
import { defineStep } from './step.js'

/** The checks found something missing: a question, not a refusal. */
export const returnForInformation = defineStep({
  action: 'return_for_information',
  input: ({ scheme }) => z.object({ question: freeText(scheme, { missing: 'Please write the question.' }) }),
  decide({ request, actor }, { question }, context) {
    return {
      say: 'Your question has gone to the nominating officer.',
      request: {
        ownerId: request.ownerId ?? actor.id,
        form: withQuestion(request.form, 'coordinator', question, context),
      },
      tell: [{ topic: 'returned_for_information', to: 'officers' }],
    }
  },
})
