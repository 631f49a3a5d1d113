import type { MessageScreen } from '../../core/placement/screens.js'
import type { CaseRef } from './button-value.js'
import { actions, buttonsOf, safetyRow } from './buttons.js'
import type { View } from './view.js'

const SUMMARIES: Readonly<Record<MessageScreen['tone'], string>> = {
  plain: 'A message',
  prompt: 'A reminder',
  urgent: 'Urgent: please read now',
}

/** One thing somebody is told. */
export function messageView(screen: MessageScreen, ref: CaseRef): View {
  return {
    summary: SUMMARIES[screen.tone],
    parts: [
      screen.tone === 'urgent'
        ? { part: 'status', tone: 'urgent', words: screen.title }
        : { part: 'heading', text: screen.title },
      ...(screen.code ? [{ part: 'note' as const, text: screen.code }] : []),
      { part: 'text', text: screen.words },
      ...actions(buttonsOf(screen.buttons, ref)),
      safetyRow(ref),
    ],
  }
}
