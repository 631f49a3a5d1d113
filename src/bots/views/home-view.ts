import type { HomeScreen } from '../../core/placement/screens.js'
import type { CaseRef } from './button-value.js'
import { actions, button } from './buttons.js'
import { listItems } from './list-rows.js'
import type { Part, View } from './view.js'
import type { ViewWords } from './view-words.js'

/** App Home: what waits for me, what I wait for. */
export function homeView(screen: HomeScreen, ref: CaseRef, words: ViewWords): View {
  return {
    summary: 'Your Home page',
    parts: [
      { part: 'heading', text: screen.name },
      ...(screen.roles.length > 0 ? [{ part: 'note' as const, text: screen.roles.join(', ') }] : []),
      ...(screen.confirm ? [{ part: 'status' as const, tone: 'plain' as const, words: screen.confirm }] : []),
      ...(screen.intake ? [{ part: 'status' as const, tone: 'plain' as const, words: screen.intake }] : []),
      ...actions([
        ...(screen.canRefer ? [button('refer', ref), button('record_enquiry', ref)] : []),
        ...(screen.mayBeAway ? [button('set_away', ref)] : []),
        button('show_help', ref),
        button('show_faq', ref),
      ]),
      ...attention(screen.attention),
      ...(screen.stuck ? actions([button('show_stuck', ref)]) : []),
      {
        part: 'list',
        title: 'What waits for me',
        items: listItems(screen.waitsForMe, ref, words, 4),
        empty: 'Nothing waits for you.',
        more: 'type /reciprocal waiting',
      },
      { part: 'divider' },
      {
        part: 'list',
        title: 'What I wait for',
        items: listItems(screen.iWaitFor, ref, words, 0),
        empty: 'You are not waiting for anything.',
        more: 'type /reciprocal mine',
      },
      { part: 'note', text: words.emergency },
    ],
  }
}

function attention(lines: string[]): Part[] {
  if (lines.length === 0) return []
  return [
    {
      part: 'list',
      title: 'Please look at this',
      items: lines.map((text) => ({ text: '', warnings: [text] })),
      more: 'type /reciprocal overdue',
    },
  ]
}
