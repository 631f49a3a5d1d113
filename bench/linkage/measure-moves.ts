import { type Outside, outside } from './attacker/count.js'
import { Histogram } from './attacker/histogram.js'
import type { Reading } from './attacker/read.js'
import { candidates, type Knowledge, pairsOf } from './attacker/who-housed.js'
import type { Life } from './life.js'
import { type Attack, lastReadings } from './measure.js'
import type { Seeded } from './seeded.js'

/** Who tries to learn who housed whom. Nobody who was on both sides: they know the people. */
export const WHO = ['old', 'new', 'other', 'old and two', 'new and two', 'three others'] as const
export type Who = (typeof WHO)[number]

/** Threes tried for each move: there are too many to try them all. */
export const THREES = 300

/**
 * Pairs of landlords that remain possible as the one left and the one that housed, over all moves of the year: of those
 * whose notices a coordinator was warned of, or of the others.
 */
export function pairsLeft(attack: Attack, random: Seeded, warned: boolean): Record<Who, Histogram> {
  const found = Object.fromEntries(WHO.map((who) => [who, new Histogram()])) as Record<Who, Histogram>
  for (const life of attack.year.lives) {
    if (!life.moved) continue
    const { from, to } = life.moved
    const readings = lastReadings(attack, life.request)
    if ([...readings.values()].some((reading) => attack.truth(reading).warned) !== warned) continue
    const others = [...readings.keys()].filter((landlord) => landlord !== to)
    const add = (who: Who, viewers: number[]) => found[who].add(left(attack, life, readings, viewers))
    add('old', [from])
    add('new', [to])
    for (const other of others) add('other', [other])
    if (others.length < 3) continue
    for (let three = 0; three < THREES; three++) {
      add('old and two', [from, ...random.some(others, 2)])
      add('new and two', [to, ...random.some(others, 2)])
      add('three others', random.some(others, 3))
    }
  }
  return found
}

function left(attack: Attack, life: Life, all: Map<number, Reading>, viewers: number[]): number {
  const { from, to } = life.moved ?? { from: -1, to: -1 }
  const isOld = viewers.includes(from)
  const know: Knowledge = {
    viewers,
    readings: viewers.map((landlord) => all.get(landlord) ?? null),
    fit: fitOf(
      attack,
      viewers.flatMap((landlord) => all.get(landlord) ?? []),
    ),
    from: isOld ? from : null,
    to: viewers.includes(to) ? to : null,
    homeArea: isOld ? life.applicant.area : null,
    gone: life.moved?.at ?? '',
  }
  const found = candidates(know, attack.year.insiders, attack.known)
  if (!found.from.includes(from) || !found.to.includes(to))
    throw new Error(`The attacker excludes what is true of request ${life.request}`)
  return pairsOf(found)
}

function fitOf(attack: Attack, readings: Reading[]): Outside | null {
  const [any] = readings
  const named = new Set(readings.flatMap(({ areas }) => areas))
  return any ? outside(attack.fitting(any, 'program'), named) : null
}
