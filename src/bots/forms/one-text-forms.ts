import { info, NO_NAMES, text } from './fields.js'
import type { Field, Form } from './form.js'
import type { FormData } from './form-data.js'
import { simple } from './simple.js'

/** Forms that ask for one text. */

export function askQuestionForm(): Form {
  return simple('ask_question', 'Ask a question', 'Ask', [
    text('question', 'Your question to the nominating officer', { hint: NO_NAMES }),
  ])
}

export function returnForInformationForm(): Form {
  return simple('return_for_information', 'Ask for information', 'Send back', [
    text('question', 'What is missing?', { hint: NO_NAMES }),
  ])
}

export function answerQuestionsForm(_scheme: unknown, { questions = [] }: FormData): Form {
  return simple('answer_questions', 'Answer the questions', 'Answer', [
    ...asked(questions),
    text('answer', 'Your answer', { hint: NO_NAMES }),
  ])
}

export function askForChangeForm(): Form {
  return simple('ask_for_change', 'Ask for a change', 'Ask', [
    text('wish', 'What should change?', { hint: `${NO_NAMES} The coordinator applies it.` }),
  ])
}

export function askToCloseForm(): Form {
  return simple('ask_to_close', 'Move not needed', 'Ask to close', [
    text('wish', 'Why is the move no longer needed?', { hint: NO_NAMES }),
  ])
}

function asked(questions: readonly string[]): Field[] {
  if (questions.length === 0) return []
  return [info({ part: 'list', title: 'Asked', items: questions.map((question) => ({ text: question })) })]
}
