import type { SendResult } from './api.js'
import { actionsOf, isDict } from './cards.js'
import { checkCard } from './check.js'
import { ADAPTIVE_CARD } from './limits.js'
import type { BotFrameworkStore, DialogContent } from './store.js'
import type { Dialog, Dict, Message, User } from './types.js'
import { troubleOf } from './wire.js'

/** What an answer made the person see. */
export interface Shown {
  saw: string | undefined
  said: string | undefined
}

export const NOTHING: Shown = { saw: undefined, said: undefined }

/** Takes the answer to `adaptiveCard/action`: a sentence, or a card for this person alone. */
export function takeCardAnswer(
  store: BotFrameworkStore,
  user: User,
  message: Message,
  sent: SendResult,
): Shown {
  const trouble = troubleOf(sent)
  if (trouble !== undefined) return unable(store, user, trouble)
  const body = isDict(sent.body) ? sent.body : {}
  if (body.statusCode !== 200) return unable(store, user, `statusCode ${String(body.statusCode)}`)
  if (body.type === 'application/vnd.microsoft.activity.message') {
    if (typeof body.value !== 'string' || body.value === '') return unable(store, user, 'an empty sentence')
    store.tell(user, 'message', body.value)
    return { saw: undefined, said: body.value }
  }
  if (body.type !== ADAPTIVE_CARD) return unable(store, user, `answer type ${String(body.type)}`)
  const wrong = checkCard(body.value)
  if (wrong.length > 0 || !isDict(body.value)) return unable(store, user, `card refused: ${wrong.join('; ')}`)
  if (message.deletedAt === undefined) store.setOverride(user, message, body.value)
  return NOTHING
}

/** Takes the answer to `task/fetch` or `task/submit`: another card in the dialog, or a last word. */
export function takeTaskAnswer(
  store: BotFrameworkStore,
  user: User,
  from: Dialog | Message,
  sent: SendResult,
): Shown {
  const dialog = 'turns' in from ? from : undefined
  const trouble = troubleOf(sent)
  if (trouble !== undefined) return unable(store, user, trouble, dialog)
  const task = isDict(sent.body) && isDict(sent.body.task) ? sent.body.task : {}
  if (task.type === 'message') {
    if (typeof task.value !== 'string' || task.value === '')
      return unable(store, user, 'an empty sentence', dialog)
    if (dialog) store.closeDialog(dialog)
    store.tell(user, 'dialog', task.value)
    return { saw: undefined, said: task.value }
  }
  if (task.type !== 'continue') return unable(store, user, `task type ${String(task.type)}`, dialog)
  const content = dialogContent(task.value)
  if (typeof content === 'string') return unable(store, user, content, dialog)
  if ('turns' in from) {
    if (store.dialog(user.aadObjectId) === from) store.turnDialog(from, content)
  } else {
    store.openDialog(user, from, content)
  }
  return NOTHING
}

export function unable(store: BotFrameworkStore, user: User, why: string, dialog?: Dialog): Shown {
  const saw = `Unable to reach app (${why})`
  if (dialog) {
    dialog.trouble = saw
    store.dialogChanged(dialog)
  }
  store.tell(user, 'trouble', saw)
  return { saw, said: undefined }
}

/** What a dialog shows, or why Teams would not show it. */
function dialogContent(value: unknown): DialogContent | string {
  if (!isDict(value)) return 'no dialog'
  const { card, title, height, width } = value
  if (!isDict(card) || card.contentType !== ADAPTIVE_CARD) return 'the dialog has no card'
  const wrong = checkCard(card.content)
  if (wrong.length > 0 || !isDict(card.content)) return `card refused: ${wrong.join('; ')}`
  if (actionsOf(card.content).some((a) => a.type === 'Action.Execute'))
    return 'card refused: dialogs know no Action.Execute'
  if (typeof title !== 'string' || title === '') return 'the dialog has no title'
  if (!isSize(height) || !isSize(width)) return 'the dialog has no such size'
  return { title, height, width, card: card.content satisfies Dict }
}

function isSize(size: unknown): boolean {
  return size === undefined || typeof size === 'number' || ['small', 'medium', 'large'].includes(String(size))
}
