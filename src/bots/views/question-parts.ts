import type { ListPart } from './view.js'

/** Questions with their answers; nothing where none was asked. */
export function questionParts(
  questions: readonly { from?: string; text: string; answer: string | null }[],
): ListPart[] {
  if (questions.length === 0) return []
  return [
    {
      part: 'list',
      title: 'Questions',
      items: questions.map(({ from, text, answer }) => ({
        text: from ? `${from}: ${text}` : text,
        detail: answer === null ? 'Not answered yet' : `Answer: ${answer}`,
      })),
    },
  ]
}
