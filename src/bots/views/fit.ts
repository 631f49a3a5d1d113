import type { Part } from './view.js'

/** A part whose list was shortened says how many items it left out. */
export type DrawnPart = Part & { leftOut?: number }

/** What a platform takes, and how it draws. */
export interface Paper<Drawn> {
  /** `most` is the longest text drawn, so that a crowded card can be drawn more briefly. */
  draw(part: DrawnPart, most: number): Drawn[]
  /** Longest text, from generous to brief. */
  brevity: readonly number[]
  /** Most pieces. */
  pieces: number
  /** Most that all pieces may measure together. */
  size: number
  measure(drawn: Drawn): number
}

/**
 * Draws parts so that the platform takes them, whatever the data: first texts get shorter, then the longest list
 * ends in "and 7 more", last the quietest parts go. Buttons of the card itself always stay.
 */
export function drawToFit<Drawn>(given: readonly Part[], paper: Paper<Drawn>): Drawn[] {
  let parts: DrawnPart[] = given.map((part) => shorten(part, paper.pieces))
  for (const most of paper.brevity) {
    const draw = remember((part: DrawnPart) => measured(paper, paper.draw(part, most)))
    const isLast = most === paper.brevity.at(-1)
    for (;;) {
      const drawn = parts.map(draw)
      const pieces = drawn.flatMap((one) => one.pieces)
      const crowded = pieces.length > paper.pieces
      const size = drawn.reduce((sum, one) => sum + one.size, 0)
      if (!crowded && size <= paper.size) return pieces
      if (!crowded && !isLast) break
      const fewer = leaveOut(parts, pieces.length - paper.pieces, (list) =>
        Math.min(1, (size - paper.size) / draw(list).size),
      )
      if (!fewer) return pieces.slice(0, paper.pieces)
      parts = fewer
    }
  }
  return []
}

/** Said below a list that was shortened; null below a whole one. */
export function moreWords({ leftOut = 0, more }: { leftOut?: number; more?: string }): string | null {
  if (leftOut === 0) return null
  return more ? `and ${leftOut} more: ${more}` : `and ${leftOut} more`
}

function measured<Drawn>({ measure }: Paper<Drawn>, pieces: Drawn[]) {
  return { pieces, size: pieces.reduce((sum, piece) => sum + measure(piece), 0) }
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

/** No list can have more items than there are pieces, unless its items share them. */
function shorten(part: Part, room: number): DrawnPart {
  if (part.part !== 'list' || part.items.length <= room) return part
  return { ...part, items: part.items.slice(0, room), leftOut: part.items.length - room }
}

/** A quarter of what seems too much at a time, so that hardly an item is left out that would have fitted. */
function leaveOut(
  parts: DrawnPart[],
  piecesTooMany: number,
  shareTooLarge: (list: DrawnPart) => number,
): DrawnPart[] | null {
  const longest = longestList(parts)
  if (longest >= 0)
    return parts.map((part, index) => {
      if (index !== longest || part.part !== 'list') return part
      const tooMany = Math.max(piecesTooMany, part.items.length * shareTooLarge(part))
      return withFewerItems(part, Math.max(1, Math.floor(tooMany / 4)))
    })
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
