import { IANAZone } from 'luxon'

/**
 * A zone's clock as plain numbers: milliseconds since 1970 as if its local time were UTC. Days are 24 hours long there
 * and can be counted without asking the calendar of the zone for each of them.
 */
export interface LocalClock {
  /** What the clock shows at a moment. */
  at(moment: Date): number
  /** When it shows that, seen from another reading: of a time that comes twice, the one in that reading's offset. */
  moment(local: number, seenFrom: Date): Date
}

const MINUTE_MS = 60_000
/** Zones change their offset at full quarters of an hour only. */
const QUARTER_MS = 15 * MINUTE_MS
const MOST_QUARTERS = 10_000

export function localClock(zone: string): LocalClock {
  const offset = offsetsOf(zone)
  return {
    at: (moment) => moment.getTime() + offset(moment.getTime()),
    moment(local, seenFrom) {
      const first = offset(seenFrom.getTime())
      const second = offset(local - first)
      if (first === second) return new Date(local - first)
      const third = offset(local - second)
      return new Date(local - Math.min(second, third))
    },
  }
}

const known = new Map<string, (ms: number) => number>()

/** To ask the runtime for an offset takes about as long as everything else that is done with it. */
function offsetsOf(name: string): (ms: number) => number {
  const kept = known.get(name)
  if (kept) return kept
  const zone = IANAZone.create(name)
  const byQuarter = new Map<number, number>()
  const offset = (ms: number): number => {
    const quarter = Math.floor(ms / QUARTER_MS)
    let found = byQuarter.get(quarter)
    if (found === undefined) {
      found = zone.offset(ms) * MINUTE_MS
      if (byQuarter.size >= MOST_QUARTERS) byQuarter.clear()
      byQuarter.set(quarter, found)
    }
    return found
  }
  known.set(name, offset)
  return offset
}
