import { z } from 'zod'
import { freeText } from '../privacy/free-text.js'
import { withQuestion } from '../request/questions.js'
import { defineStep } from '../request/step.js'

/** A fact is missing: the landlord asks instead of declining. */
export const askQuestion = defineStep({
  action: 'ask_question',
  input: ({ scheme }) => z.object({ question: freeText(scheme, { missing: 'Please write the question.' }) }),
  decide({ request }, { question }, context) {
    return {
      say: 'Your question has gone to the nominating officer. The request comes back to you with the answer.',
      request: { panelOn: null, form: withQuestion(request.form, 'lead', question, context) },
      tell: [{ topic: 'question_asked', to: 'officers' }],
    }
  },
})
