import { type DetailLevel, rarity } from '../../src/core/household/rarity.js'
import type { Scheme } from '../../src/core/scheme/scheme-file.js'
import { type SeenAs, VIEWS } from './attacker/count.js'
import type { Histogram } from './attacker/histogram.js'
import { TRAITS } from './attacker/join.js'
import { landlords } from './landlords.js'
import { type Attack, attackOn, countForOne, countForThree } from './measure.js'
import { joinsOfThree } from './measure-joins.js'
import { pairsLeft, THREES, WHO } from './measure-moves.js'
import { register } from './register.js'
import { seeded } from './seeded.js'
import { type Applicants, type Year, year } from './year.js'

interface Plan {
  scheme: Scheme
  seed: number
  /** Requests that are circulated in the year. */
  requests: number
  partners: number
  say: (line: string) => void
}

const WORDS: Record<SeenAs, string> = {
  notice: 'notice alone',
  page: 'notice and details page',
  program: 'the same, and the program asked',
}

/**
 * Attacks a made-up year with what partners see in it, and says what the attackers learn; true when for one partner no
 * notice with its details page fits fewer than k households, but for those a coordinator was warned of (D9).
 */
export function linkage({ scheme, seed, requests, partners, say }: Plan): boolean {
  const random = seeded(seed)
  const all = landlords(scheme, partners, random)
  const people = register(scheme, all, random)
  const { k } = scheme.rules.rarity
  const largest = Math.max(
    ...all.map((_, index) => people.filter(({ landlord }) => landlord === index).length),
  )
  say(
    `Seed ${seed}. ${number(people.length)} made-up households in ${scheme.areas.length} areas with ${partners} landlords, the largest with ${percent(largest / people.length)}; ${requests} requests a year; k is ${k}.`,
  )
  let kept = true
  for (const who of ['ordinary', 'unusual'] as const) {
    const lived = year({ scheme, landlords: all, register: people, requests, who, random })
    const attack = attackOn({ scheme, landlords: all, register: people, year: lived })
    say('')
    say(TITLES[who])
    say(pagesShow(lived, scheme))
    kept = sayCounts(attack, k, say) && kept
    if (who === 'unusual') continue
    sayJoins(attack, say)
    sayMoves(attack, seed, say)
  }
  say('')
  say(
    kept
      ? `D9 is kept: except where a coordinator was warned, one partner never gets below ${k}.`
      : `D9 is not kept: one partner gets below ${k} where nobody was warned.`,
  )
  return kept
}

const TITLES: Record<Applicants, string> = {
  ordinary: 'A year in which every household is as likely to be referred as any other',
  unusual: 'A year in which every row of the population table is as likely as any other',
}

/** What D9 leaves of the details pages: the price of a higher k. */
function pagesShow({ lives }: Year, scheme: Scheme): string {
  const levels = lives.flatMap(({ seen: [first] }): DetailLevel[] => {
    const { needs, details } = first?.form ?? {}
    return needs && details?.household ? [rarity({ needs, household: details.household }, scheme).level] : []
  })
  const share = (level: DetailLevel) =>
    percent(levels.filter((each) => each === level).length / levels.length)
  return `Details pages: ${share('full')} show the whole household, ${share('totals')} its totals, ${share('none')} nothing of it.`
}

function sayCounts(attack: Attack, k: number, say: Plan['say']): boolean {
  say(row(['households that fit', 'counted', 'smallest', 'median', `below ${k}`]))
  const line = (words: string, found: Histogram) => {
    const smallest = found.total > 0 ? [number(found.least), number(found.median)] : ['-', '-']
    say(row([words, number(found.total), ...smallest, number(found.below(k))]))
    return found
  }
  const one = VIEWS.map((view) => line(`one partner: ${WORDS[view]}`, countForOne(attack, view, false)))
  for (const view of VIEWS) {
    const { all, third, suspected } = countForThree(attack, view)
    line(`any three who have it: ${WORDS[view]}`, all)
    line(`  the third should and has not (${percent(third.total / suspected)} right): its tenants`, third)
  }
  line('one partner, a coordinator was warned: notice alone', countForOne(attack, 'notice', true))
  return one.every((found) => found.below(k) === 0)
}

function sayJoins(attack: Attack, say: Plan['say']): void {
  say(row(['three partners join their notices by', 'notices', 'rightly', 'by chance', '']))
  for (const trait of TRAITS) {
    const { notices, joined, byChance } = joinsOfThree(attack, trait)
    say(row([trait, number(notices), percent(joined), percent(byChance), '']))
  }
}

function sayMoves(attack: Attack, seed: number, say: Plan['say']): void {
  const moves = attack.year.lives.filter(({ moved }) => moved).length
  say(row([`who housed whom, ${moves} moves: pairs left`, 'tried', 'smallest', 'median', '']))
  for (const warned of [false, true]) {
    const found = pairsLeft(attack, seeded(seed), warned)
    for (const who of WHO) {
      const { total, least, median } = found[who]
      if (total === 0) continue
      const words = warned ? `${who}, a coordinator was warned` : who
      say(row([words, number(total), number(least), number(median), '']))
    }
  }
  say(`Of the threes ${THREES} were drawn for each move.`)
}

function row([words = '', ...cells]: string[]): string {
  return words.padEnd(62) + cells.map((cell) => cell.padStart(11)).join('')
}

function number(value: number): string {
  return value.toLocaleString('en-GB')
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share < 0.01 ? 2 : 1)} %`
}
