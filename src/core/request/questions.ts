import type { FormContent, Question } from './form-content.js'
import type { StepContext } from './step.js'

/** Puts a question to the nominating officer. */
export function withQuestion(
  form: FormContent,
  from: Question['from'],
  text: string,
  { by, now, newId }: Pick<StepContext, 'by' | 'now' | 'newId'>,
): FormContent {
  const question: Question = { id: newId, askedBy: by.id, from, askedAt: now.toISOString(), text }
  return { ...form, approval: { ...form.approval, questions: [...form.approval.questions, question] } }
}

/** One answer for all questions that are open. */
export function withAnswer(form: FormContent, answer: string, now: Date): FormContent {
  const answered = { answer, answeredAt: now.toISOString() }
  const questions = form.approval.questions.map((question) =>
    question.answer === undefined ? { ...question, ...answered } : question,
  )
  return { ...form, approval: { ...form.approval, questions } }
}
