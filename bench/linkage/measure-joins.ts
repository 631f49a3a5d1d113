import { lookAlikes, type Trait } from './attacker/join.js'
import type { Attack } from './measure.js'

/** How well three partners find their notices of the same request. */
export interface Joins {
  /** Notices of one partner that two others have as well, over all threes. */
  notices: number
  /** Share of them that is joined rightly in both channels. */
  joined: number
  /** The same for somebody who picks at random. */
  byChance: number
}

/** Every three partners, going by one trait. */
export function joinsOfThree({ readings, truth }: Attack, trait: Trait): Joins {
  const subject = readings.map((own) =>
    own.map((reading) => `${truth(reading).request}/${truth(reading).round}`),
  )
  const right = readings.map((own, one) =>
    readings.map((others, other) =>
      one < other ? chances(lookAlikes(own, others, trait), subject[one] ?? [], truth) : [],
    ),
  )
  const has = subject.map((subjects) => new Set(subjects))
  const sums = { notices: 0, joined: 0, byChance: 0 }
  for (let a = 0; a < readings.length; a++)
    for (let b = a + 1; b < readings.length; b++)
      for (let c = b + 1; c < readings.length; c++) {
        const atRandom = 1 / ((readings[b]?.length ?? 0) * (readings[c]?.length ?? 0))
        subject[a]?.forEach((about, index) => {
          if (!has[b]?.has(about) || !has[c]?.has(about)) return
          sums.notices++
          sums.joined += (right[a]?.[b]?.[index] ?? 0) * (right[a]?.[c]?.[index] ?? 0)
          sums.byChance += atRandom
        })
      }
  return {
    notices: sums.notices,
    joined: sums.joined / sums.notices,
    byChance: sums.byChance / sums.notices,
  }
}

/** For each notice the chance that one of its look-alikes, picked blindly, is about the same. */
function chances(
  alike: ReturnType<typeof lookAlikes>,
  subjects: readonly string[],
  truth: Attack['truth'],
): number[] {
  return alike.map((found, index) => {
    const same = found.filter((reading) => {
      const { request, round } = truth(reading)
      return `${request}/${round}` === subjects[index]
    })
    return found.length > 0 ? same.length / found.length : 0
  })
}
