import { z } from 'zod'
import { freeText } from '../privacy/free-text.js'
import { withAnswer } from './questions.js'
import { defineStep } from './step.js'

/** The answer goes by way of the coordinator, also where the landlord asked, so that it is checked again. */
export const answerQuestions = defineStep({
  action: 'answer_questions',
  input: ({ scheme }) => z.object({ answer: freeText(scheme, { missing: 'Please write the answer.' }) }),
  decide({ scheme, request }, { answer }, { now }) {
    return {
      say: `Your answer has gone to ${scheme.words.coordinatorTeam}.`,
      request: { form: withAnswer(request.form, answer, now) },
      tell: [{ topic: 'questions_answered', to: 'coordinators' }],
    }
  },
})
