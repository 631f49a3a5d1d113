import { drawToFit } from '../../views/fit.js'
import type { Part, View } from '../../views/view.js'
import type { Place } from './buttons.js'
import { LIMITS } from './limits.js'
import type { AdaptiveCard, CardElement } from './model.js'
import { drawPart, withLines } from './parts.js'
import { rich, run } from './text.js'

/** A message as a card; the neutral `view.summary` is its fallback text, and the caller's notification. */
export function renderCard(view: View): AdaptiveCard {
  return card(drawFitting(view.parts, { in: 'message' }), {
    fallbackText: view.summary,
    msteams: { width: 'Full' },
  })
}

/** A sentence instead of a form or a card: saved, too late, nothing found. */
export function sayCard(words: string): AdaptiveCard {
  return card([rich(run(words))])
}

export function card(
  body: CardElement[],
  about: Pick<AdaptiveCard, 'fallbackText' | 'msteams'> = {},
): AdaptiveCard {
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    ...about,
    body,
  }
}

/** Draws parts so that Teams takes them, whatever the data. */
export function drawFitting(
  parts: readonly Part[],
  place: Place,
  size = LIMITS.cardBytes - AROUND,
): CardElement[] {
  const drawn = drawToFit(parts, {
    draw: (part, most) => drawPart(part, most, place),
    brevity: BREVITY,
    pieces: Number.POSITIVE_INFINITY,
    size,
    measure: (element) => 1 + Buffer.byteLength(JSON.stringify(element)),
  })
  return withLines(drawn)
}

const BREVITY = [3_000, 1_200, 500, 250] as const

/** Room for the card around its elements, and for the message around the card. */
const AROUND = 2_000
