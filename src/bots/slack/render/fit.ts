import type { KnownBlock } from '@slack/types'
import type { Part } from '../../views/view.js'
import { isTooLarge, LIMITS, type Surface } from './limits.js'
import { type DrawnPart, drawPart } from './parts.js'

/** Longest text, from generous to brief. */
const BREVITY = [LIMITS.text, 1_200, 500, 250] as const

/** Room for the view around its blocks: title, metadata, ids. */
const AROUND = 8_000

/**
 * Draws parts so that Slack takes them, whatever the data: first texts get shorter, then the longest list ends in
 * "and 7 more", last the quietest parts go. Buttons of the card itself always stay.
 */
export function drawFitting(given: readonly Part[], surface: Surface, reserved = 0): KnownBlock[] {
  const room = LIMITS.blocks[surface] - reserved
  let parts: DrawnPart[] = given.map((part) => shorten(part, room))
  let level = 0
  for (;;) {
    const blocks = parts.flatMap((part) => drawPart(part, BREVITY[level] ?? 250))
    const crowded = blocks.length > room
    if (!crowded && !isLarge(blocks, surface)) return blocks
    if (!crowded && level < BREVITY.length - 1) level++
    else {
      const fewer = leaveOutOne(parts)
      if (!fewer) return blocks.slice(0, room)
      parts = fewer
    }
  }
}

function isLarge(blocks: KnownBlock[], surface: Surface): boolean {
  return surface === 'message'
    ? isTooLarge({ blocks }, surface)
    : isTooLarge({ blocks: [...blocks, ' '.repeat(AROUND)] }, surface)
}

/** No list can have more items than there are blocks, unless its items share them. */
function shorten(part: Part, room: number): DrawnPart {
  if (part.part !== 'list' || part.items.length <= room) return part
  return { ...part, items: part.items.slice(0, room), leftOut: part.items.length - room }
}

function leaveOutOne(parts: DrawnPart[]): DrawnPart[] | null {
  const longest = longestList(parts)
  if (longest >= 0)
    return parts.map((part, index) =>
      index === longest && part.part === 'list'
        ? { ...part, items: part.items.slice(0, -1), leftOut: (part.leftOut ?? 0) + 1 }
        : part,
    )
  const quietest = parts.findLastIndex(
    ({ part }) => part !== 'actions' && part !== 'heading' && part !== 'status',
  )
  return quietest < 0 ? null : parts.toSpliced(quietest, 1)
}

function longestList(parts: DrawnPart[]): number {
  let longest = -1
  let most = 0
  parts.forEach((part, index) => {
    if (part.part === 'list' && part.items.length > most) {
      most = part.items.length
      longest = index
    }
  })
  return longest
}
