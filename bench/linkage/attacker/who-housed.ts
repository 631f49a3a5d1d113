import type { Outside } from './count.js'
import { linesOf, type Reading } from './read.js'
import type { Insider, Known } from './seen.js'

/** What some insiders together know of one move. */
export interface Knowledge {
  viewers: readonly number[]
  /** For each of them the notice in the own channel. */
  readings: readonly (Reading | null)[]
  /** Who fits the notices and lives in no area that they name; null when none of them has one. */
  fit: Outside | null
  /** The side that one of them is. */
  from: number | null
  to: number | null
  /** Where the household lived, which its own landlord knows. */
  homeArea: number | null
  /** When the notice was gone for good. */
  gone: string
}

/** Landlords that may be the one that was left, and those that may be the one that housed. */
export interface Candidates {
  from: number[]
  to: number[]
}

/**
 * Whoever has the notice is not the old landlord; the old one has a tenant who fits outside the named areas; the new one
 * has homes in an area that may be wanted. A page of balances excludes whoever it shows as unchanged since before.
 */
export function candidates(know: Knowledge, insiders: readonly Insider[], known: Known): Candidates {
  const all = known.landlords.map((_, index) => index)
  const moved = balancesMoved(know, insiders, known)
  const from = know.from === null ? all.filter((one) => mayBeLeft(one, know)) : [know.from]
  const to = know.to === null ? all.filter((one) => mayHaveHoused(one, know, known)) : [know.to]
  if (moved === null) return { from, to }
  return {
    from: from.filter((one) => (moved.get(one) ?? 0) < 0),
    to: to.filter((one) => (moved.get(one) ?? 0) > 0),
  }
}

/** Pairs of two different landlords. */
export function pairsOf({ from, to }: Candidates): number {
  return from.length * to.length - from.filter((one) => to.includes(one)).length
}

/** Everybody knows whether an own tenant left. */
function mayBeLeft(landlord: number, { viewers, fit }: Knowledge): boolean {
  return !viewers.includes(landlord) && (fit === null || (fit.tenants[landlord] ?? 0) > 0)
}

function mayHaveHoused(landlord: number, know: Knowledge, { landlords }: Known): boolean {
  if (know.viewers.includes(landlord)) return false
  const homes = landlords[landlord]?.areas
  if (!homes) return true
  const unwanted = unwantedAreas(know, landlords)
  return homes.some((area) => area !== know.homeArea && !unwanted.has(area))
}

/** Where a viewer with a notice has homes and the notice does not name the area; nothing, where it names none. */
function unwantedAreas({ viewers, readings }: Knowledge, landlords: Known['landlords']): Set<number> {
  const unwanted = new Set<number>()
  readings.forEach((reading, index) => {
    if (!reading || reading.areas.length === 0) return
    for (const area of landlords[viewers[index] ?? -1]?.areas ?? [])
      if (!reading.areas.includes(area)) unwanted.add(area)
  })
  return unwanted
}

/**
 * Change of each landlord's balance around the day, read from pages that name landlords. Null when the pages tell of
 * nobody but their own reader, who knows the own moves anyway.
 */
function balancesMoved(
  { viewers, gone }: Knowledge,
  insiders: readonly Insider[],
  { landlords }: Known,
): Map<number, number> | null {
  const names = new Map(landlords.map(({ name }, index) => [name, index]))
  for (const viewer of viewers) {
    const pages = insiders[viewer]?.balances ?? []
    const before = pages.findLast(({ at }) => at <= gone)
    const after = pages.find(({ at }) => at > gone)
    if (!before || !after) continue
    const moved = new Map<number, number>()
    const [old, now] = [linesOf(before.text), linesOf(after.text)]
    for (const [name, words] of now) {
      const landlord = names.get(name)
      if (landlord !== undefined)
        moved.set(landlord, Number.parseInt(words, 10) - Number.parseInt(old.get(name) ?? '0', 10))
    }
    if (moved.size > 0) return moved
  }
  return null
}
