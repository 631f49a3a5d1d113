import type { KnownBlock } from '@slack/types'
import { drawToFit } from '../../views/fit.js'
import type { Part } from '../../views/view.js'
import { LIMITS, type Surface } from './limits.js'
import { drawPart } from './parts.js'

const BREVITY = [LIMITS.text, 1_200, 500, 250] as const

/** Room for the view around its blocks: title, metadata, ids. */
const AROUND = 8_000

/** Draws parts so that Slack takes them, whatever the data. */
export function drawFitting(given: readonly Part[], surface: Surface, reserved = 0): KnownBlock[] {
  return drawToFit(given, {
    draw: drawPart,
    brevity: BREVITY,
    pieces: LIMITS.blocks[surface] - reserved,
    size: sizeOf(surface),
    measure(block) {
      const text = JSON.stringify(block)
      return 1 + (surface === 'message' ? text.length : Buffer.byteLength(text))
    },
  })
}

/** What the blocks may measure together, brackets left out. */
function sizeOf(surface: Surface): number {
  return surface === 'message' ? LIMITS.messageChars - 2 : LIMITS.viewBytes - AROUND
}
