import type { ListScreen } from '../../core/placement/screens.js'
import type { CaseRef } from './button-value.js'
import { listItems } from './list-rows.js'
import type { View } from './view.js'
import type { ViewWords } from './view-words.js'

/** The answer to mine, waiting, overdue or offers. */
export function listView(screen: ListScreen, ref: CaseRef, words: ViewWords): View {
  return {
    summary: 'Your list',
    parts: [
      { part: 'heading', text: screen.title },
      {
        part: 'list',
        items: listItems(screen.rows, ref, words, 4),
        empty: screen.empty,
        more: 'look at the Home page, or type /reciprocal status and a code',
      },
    ],
  }
}
