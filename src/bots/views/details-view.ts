import type { DetailsScreen } from '../../core/placement/screens.js'
import type { CaseRef } from './button-value.js'
import { actions, button, safetyRow } from './buttons.js'
import type { Part, View } from './view.js'

/** The details page of one notice; who opens it is written down (D9). */
export function detailsView(screen: DetailsScreen, ref: CaseRef): View {
  const household: Part =
    screen.household.length > 0
      ? { part: 'facts', facts: screen.household }
      : { part: 'text', text: 'Nothing more is shown here. Make your offer, and we check.' }
  return {
    summary: 'Details of a notice',
    parts: [
      { part: 'heading', text: `Details of ${screen.partnerReference}` },
      household,
      ...(screen.wishes.length > 0 ? [{ part: 'facts', facts: screen.wishes } satisfies Part] : []),
      { part: 'note', text: 'Opening this page has been recorded. Please do not copy it.' },
      ...actions([button('make_offer', ref)]),
      safetyRow(ref),
    ],
  }
}
