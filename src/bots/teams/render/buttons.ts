import { encodeMeta, type FormMeta } from '../../forms/form-meta.js'
import type { BotAction } from '../../views/bot-action.js'
import { encodeButton } from '../../views/button-value.js'
import type { ViewButton } from '../../views/view.js'
import type { ActionSet, CardButton, Submit } from './model.js'
import { bold, rich, run } from './text.js'

/** Where a card stands: in a conversation, or in a dialog, perhaps with a form around the button. */
export type Place = { in: 'message' } | { in: 'dialog'; form?: FormMeta }

/** Most characters of one row, so that a phone shows all of it; the frame of a button counts too. */
const ROW = 40
const FRAME = 4
/** Most buttons of one row. */
const IN_A_ROW = 3

/** As many rows as it takes: no button is ever lost. */
export function buttonRows(buttons: readonly ViewButton[], place: Place): ActionSet[] {
  return rows(buttons.map((button) => drawButton(button, place)))
}

export function rows(buttons: readonly CardButton[]): ActionSet[] {
  const sets: ActionSet[] = []
  let room = 0
  for (const button of buttons) {
    const width = button.title.length + FRAME
    const last = sets.at(-1)
    if (last && width <= room && last.actions.length < IN_A_ROW) last.actions.push(button)
    else {
      sets.push({ type: 'ActionSet', actions: [button], ...(last && { spacing: 'small' }) })
      room = ROW
    }
    room -= width
  }
  return sets
}

/** A press that cannot be undone unfolds its question first, with the button that acts below it. */
function drawButton(button: ViewButton, place: Place): CardButton {
  const { confirm, ...acting } = button
  if (!confirm) return press(acting, place)
  const card = {
    type: 'AdaptiveCard' as const,
    body: [rich(bold(confirm.title)), rich(run(confirm.words))],
    actions: [press(acting, place)],
  }
  return { type: 'Action.ShowCard', ...face(acting), card }
}

function press(button: ViewButton, place: Place): CardButton {
  const value = { press: encodeButton(button.value) }
  const shown = face(button)
  // A dialog has one way back, and a form around the button travels with it: nothing typed is lost.
  if (place.in === 'dialog') {
    const form = place.form && { form: encodeMeta(place.form) }
    return { type: 'Action.Submit', ...shown, data: { ...value, ...form } }
  }
  if (opensDialog(button))
    return { type: 'Action.Submit', ...shown, data: { msteams: { type: 'task/fetch' }, ...value } }
  const fallback: Submit = { type: 'Action.Submit', ...shown, data: value }
  return { type: 'Action.Execute', ...shown, verb: button.value.action, data: value, fallback }
}

function face({ label, style }: ViewButton) {
  return { title: label, ...(style && { style: STYLES[style] }) }
}

const STYLES = { primary: 'positive', danger: 'destructive' } as const

/** Presses that show a page to read and change nothing. */
const PAGES: ReadonlySet<BotAction> = new Set<BotAction>([
  'read_request',
  'read_approval_facts',
  'read_offers',
  'read_notice',
  'open_details',
  'show_mine',
  'show_waiting',
  'show_overdue',
  'show_stuck',
  'show_access_log',
  'show_ledger',
  'show_partners',
  'show_help',
  'show_faq',
  'read_typed',
])

export function opensPage(action: BotAction): boolean {
  return PAGES.has(action)
}

function opensDialog({ opensForm, value }: ViewButton): boolean {
  return opensForm || opensPage(value.action)
}
