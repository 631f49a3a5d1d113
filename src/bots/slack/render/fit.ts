import type { KnownBlock } from '@slack/types'
import type { Part } from '../../views/view.js'
import { LIMITS, type Surface } from './limits.js'
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
  for (const most of BREVITY) {
    const draw = remember((part: DrawnPart) => measured(drawPart(part, most), surface))
    const isLast = most === BREVITY.at(-1)
    for (;;) {
      const drawn = parts.map(draw)
      const blocks = drawn.flatMap((one) => one.blocks)
      const crowded = blocks.length > room
      const large = drawn.reduce((sum, one) => sum + one.size, 0) > sizeOf(surface)
      if (!crowded && !large) return blocks
      if (!crowded && !isLast) break
      const fewer = leaveOut(parts, blocks.length - room)
      if (!fewer) return blocks.slice(0, room)
      parts = fewer
    }
  }
  return []
}

function measured(blocks: KnownBlock[], surface: Surface) {
  const texts = blocks.map((block) => JSON.stringify(block))
  const size = texts.reduce(
    (sum, text) => sum + 1 + (surface === 'message' ? text.length : Buffer.byteLength(text)),
    0,
  )
  return { blocks, size }
}

/** What the blocks may measure together, brackets left out. */
function sizeOf(surface: Surface): number {
  return surface === 'message' ? LIMITS.messageChars - 2 : LIMITS.viewBytes - AROUND
}

/** Leaving out one item must not draw everything again. */
function remember<T extends object, R>(make: (from: T) => R): (from: T) => R {
  const made = new WeakMap<T, R>()
  return (from) => {
    const known = made.get(from)
    if (known !== undefined) return known
    const fresh = make(from)
    made.set(from, fresh)
    return fresh
  }
}

/** No list can have more items than there are blocks, unless its items share them. */
function shorten(part: Part, room: number): DrawnPart {
  if (part.part !== 'list' || part.items.length <= room) return part
  return { ...part, items: part.items.slice(0, room), leftOut: part.items.length - room }
}

/** An item takes two blocks at most, and none is left out that would have fitted. */
function leaveOut(parts: DrawnPart[], blocksTooMany: number): DrawnPart[] | null {
  const longest = longestList(parts)
  if (longest >= 0)
    return parts.map((part, index) =>
      index === longest && part.part === 'list'
        ? withFewerItems(part, Math.max(1, Math.floor(blocksTooMany / 4)))
        : part,
    )
  const quietest = parts.findLastIndex(
    ({ part }) => part !== 'actions' && part !== 'heading' && part !== 'status',
  )
  return quietest < 0 ? null : parts.toSpliced(quietest, 1)
}

function withFewerItems(part: Extract<DrawnPart, { part: 'list' }>, fewer: number): DrawnPart {
  const items = part.items.slice(0, -fewer)
  return { ...part, items, leftOut: (part.leftOut ?? 0) + part.items.length - items.length }
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
