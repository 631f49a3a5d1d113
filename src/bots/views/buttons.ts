import type { Button } from '../../core/placement/screens.js'
import type { ActionName } from '../../core/request/step.js'
import { ACTION_LABELS } from './action-labels.js'
import type { BotAction } from './bot-action.js'
import type { ButtonValue, CaseRef } from './button-value.js'
import type { Part, ViewButton } from './view.js'

const SAFETY: readonly ActionName[] = ['raise_safety_concern', 'report_risk_change']

/** A button with the words of its action. */
export function button(
  action: BotAction,
  ref: CaseRef,
  about: Omit<ButtonValue, 'action' | 'ref'> = {},
): ViewButton {
  const { label, style, form, confirm } = ACTION_LABELS[action]
  return {
    label,
    ...(style && { style }),
    ...(confirm && { confirm }),
    value: { action, ref, ...about },
    opensForm: form !== null,
  }
}

/** The buttons core allows, without those that stand in the last row anyway. */
export function buttonsOf(buttons: readonly Button[], ref: CaseRef, requestId?: string): ViewButton[] {
  return buttons
    .filter(({ action }) => !SAFETY.includes(action))
    .map(({ action, offerId }) =>
      button(action, ref, { ...(requestId && { requestId }), ...(offerId && { offerId }) }),
    )
}

/** A row of buttons; nothing where there are none. */
export function actions(buttons: ViewButton[]): Part[] {
  return buttons.length > 0 ? [{ part: 'actions', buttons }] : []
}

/** The last row of every card, pending or resolved: whoever is worried finds it in the same place (section 7). */
export function safetyRow(ref: CaseRef): Part {
  return { part: 'actions', buttons: SAFETY.map((action) => button(action, ref)) }
}
