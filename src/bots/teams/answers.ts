import { NOT_CONFIRMED } from '../../core/outcome.js'
import type { Submitted } from '../dialogue/case-form.js'
import type { OpenedForm } from '../dialogue/open-form.js'
import { type Answer, say, sayOutcome } from '../dialogue/speaker.js'
import type { View } from '../views/view.js'
import { type AdaptiveCard, type Dialog, renderCard, renderDialog, viewDialog } from './render/index.js'

/** Body of the answer to an invoke: never empty, or the person reads "Unable to reach app". */
export type InvokeBody = Readonly<Record<string, unknown>>

const CARD = 'application/vnd.microsoft.card.adaptive'

/**
 * The answer to a pressed Action.Execute. A sentence is shown beside the card; a view takes the card's place for the
 * person who pressed and for nobody else, and only until they look again.
 */
export function executeAnswer(answer: Answer): InvokeBody {
  return answer.kind === 'say'
    ? { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: spoken(answer.say) }
    : cardAnswer(renderCard(answer.view))
}

export function cardAnswer(card: AdaptiveCard): InvokeBody {
  return { statusCode: 200, type: CARD, value: card }
}

/** The answer to a dialog that was asked for or sent: its next page, or one sentence that closes it. */
export function taskAnswer(title: string, result: Answer | Submitted, zone: string): InvokeBody {
  switch (result.kind) {
    case 'form':
      return formAnswer(result, zone)
    case 'view':
      return continued(viewDialog(result.view, title))
    case 'say':
      return sentence(result.say)
    case 'errors':
      return sentence(Object.values(result.errors)[0] ?? '')
  }
}

/** A form with everything typed in it, and what is wrong at its fields. */
export function formAnswer(
  { form, meta, values, notice, errors }: OpenedForm & { errors?: Readonly<Record<string, string>> },
  zone: string,
): InvokeBody {
  return continued(
    renderDialog(form, meta, { zone, values, ...(notice && { notice }), ...(errors && { errors }) }),
  )
}

/** Whatever happens, an invoke of this name gets an answer that Teams can show; the card stays, to be pressed again. */
export function lastWords(invoke: string | undefined): InvokeBody {
  return invoke?.startsWith('task/') ? sentence(NOT_SURE) : executeAnswer(say(NOT_SURE))
}

/** Core's words for an outcome that nobody knows. */
export const NOT_SURE = sayOutcome(NOT_CONFIRMED).say

/** A message for a conversation: the neutral summary for the notification, everything else as a card. */
export function messageActivity(view: View) {
  return {
    type: 'message' as const,
    summary: view.summary,
    attachments: [{ contentType: CARD, content: renderCard(view) }],
  }
}

function continued({ card, ...about }: Dialog): InvokeBody {
  return { task: { type: 'continue', value: { ...about, card: { contentType: CARD, content: card } } } }
}

function sentence(words: string): InvokeBody {
  return { task: { type: 'message', value: spoken(words) } }
}

function spoken(words: string): string {
  return words || 'Done.'
}
