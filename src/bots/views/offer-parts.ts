import type { OfferLine } from '../../core/placement/screens.js'
import { dateWords } from '../../core/time/words.js'
import type { CaseRef } from './button-value.js'
import { buttonsOf } from './buttons.js'
import type { ListItem, ListPart } from './view.js'
import type { ViewWords } from './view-words.js'

/** The offers of one request, for its nominating officer and for coordinators. */
export function offerParts(
  offers: readonly OfferLine[],
  ref: CaseRef,
  code: string | null,
  words: ViewWords,
): ListPart[] {
  if (offers.length === 0) return []
  return [
    {
      part: 'list',
      title: offers.length === 1 ? 'One offer' : `${offers.length} offers`,
      items: offers.map((offer) => offerItem(offer, ref, words)),
      more: `type /reciprocal offers${code ? ` ${code}` : ''}`,
    },
  ]
}

function offerItem(offer: OfferLine, ref: CaseRef, { zone }: ViewWords): ListItem {
  const detail = [
    `${offer.partner}, property ${offer.propertyNumber}, ${offer.area}`,
    offer.why ? `${offer.state}: ${offer.why}` : offer.state,
    offer.answerBy && `Answer by ${dateWords(offer.answerBy, zone)}`,
    offer.viewingAt && `Viewing ${dateWords(offer.viewingAt, zone)}`,
    offer.contact,
  ]
  return {
    text: offer.home,
    detail: detail.filter((line) => line).join('\n'),
    warnings: offer.warnings,
    buttons: buttonsOf(offer.buttons, ref),
  }
}
