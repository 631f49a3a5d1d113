import type { ListRow } from '../../core/placement/screens.js'
import { dateWords } from '../../core/time/words.js'
import { type CaseRef, ofOffer } from './button-value.js'
import { button, buttonsOf } from './buttons.js'
import type { ListItem } from './view.js'
import type { ViewWords } from './view-words.js'

/**
 * Rows of Home and of lists. Each opens the reader's own card of it, where all steps stand; the first few steps,
 * up to `most`, stand on the row too. Each button names its row's request, or the reader's own offer instead.
 */
export function listItems(
  rows: readonly ListRow[],
  ref: CaseRef,
  { zone }: ViewWords,
  most: number,
): ListItem[] {
  return rows.map((row) => {
    const own = row.ownOffer ? row.offerId : undefined
    const on = own ? ofOffer(ref, own) : ref
    const requestId = own ? undefined : row.requestId
    const about = { ...(requestId && { requestId }), ...(row.offerId && { offerId: row.offerId }) }
    const steps = row.buttons
      .filter(({ action }) => action !== 'read_request')
      .slice(0, most)
      .map((step) => ({ offerId: row.offerId, ...step }))
    return {
      text: [row.code, row.line].filter(Boolean).join(': '),
      detail: `Since ${dateWords(row.since, zone)}`,
      ...(row.flag && { warnings: [row.flag] }),
      buttons: [
        button('read_request', on, about),
        ...(row.finding ? [button(row.finding, on, about)] : []),
        ...buttonsOf(steps, on, requestId),
      ],
    }
  })
}
