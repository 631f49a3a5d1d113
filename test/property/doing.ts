import type fc from 'fast-check'
import { everyAttempt, lapsing, nearlyPossible, nextOnTheWay, pickOne, possible } from './choices.js'
import { expectState, type Told } from './deeds.js'
import type { Life } from './lives.js'
import type { Attempt } from './model-types.js'

/** One thing that somebody does, or that happens to the program. */
export abstract class Doing implements fc.AsyncCommand<Told, Life> {
  check(): boolean {
    return true
  }

  async run(told: Told, life: Life): Promise<void> {
    await this.act(told, life)
    await expectState(life, told)
  }

  /** What was done stands in the life's own story: in each try of a shorter one it may be something else. */
  toString(): string {
    return this.constructor.name
  }

  protected abstract act(told: Told, life: Life): Promise<void>
}

/** How an attempt is chosen: a step on the way, one that is possible, a lapse, one that nearly is, any of anybody. */
export interface Choice {
  among: 'way' | 'possible' | 'lapsing' | 'nearly' | 'all'
  step: number
  which: number
}

const AMONG = { way: possible, possible, lapsing, nearly: nearlyPossible, all: everyAttempt } as const

export function choose({ among, step, which }: Choice, { model }: Told, life: Life): Attempt | undefined {
  const { now } = life
  const next = among === 'way' ? nextOnTheWay(model, now, which) : undefined
  return next ?? pickOne(AMONG[among](model, now), step, which)
}
