import type { Scheme } from '../scheme/scheme-file.js'
import { bedroomsFor, type Sex } from './bedroom-standard.js'
import { countAdults, type Household } from './household.js'

export interface BedroomsFromBands {
  /** The most that any household with these answers needs: nobody is shown a home that is too small. */
  bedrooms: number
  /** The least. Where it is smaller, the form asks for sexes and for who is under 21. */
  fewest: number
}

/**
 * National bedroom standard from age bands (D11). A baby expected counts as a child under 10 of either sex, a carer who
 * sleeps there as another adult; both numbers include them.
 */
export function bedroomsFromBands(household: Household, scheme: Scheme): BedroomsFromBands {
  const results = possibleSexes(household, scheme).map((answers) => mostWithBaby(answers, household))
  return { bedrooms: Math.max(...results), fewest: Math.min(...results) }
}

interface Answers {
  couples: number
  adults: number
  teens: Record<Sex, number>
  young: Record<Sex, number>
}

/** Every way to fill what was not asked. */
function possibleSexes(household: Household, scheme: Scheme): Answers[] {
  const teens = childrenOf(household, scheme, (from) => from >= 10)
  const young = childrenOf(household, scheme, (from) => from < 10)
  const singles = countAdults(household) - household.couples * 2 + (household.carer ? 1 : 0)
  return upTo(teens.unknown).flatMap((teenGirls) =>
    upTo(young.unknown).flatMap((youngGirls) =>
      possiblyUnder21(household, scheme).map((under21) => ({
        couples: household.couples,
        adults: singles - under21.f - under21.m,
        teens: {
          f: teens.f + teenGirls + under21.f,
          m: teens.m + teens.unknown - teenGirls + under21.m,
        },
        young: { f: young.f + youngGirls, m: young.m + young.unknown - youngGirls },
      })),
    ),
  )
}

function childrenOf(household: Household, scheme: Scheme, belongs: (from: number) => boolean) {
  const total = { f: 0, m: 0, unknown: 0 }
  for (const { id, from } of scheme.ageBands.children) {
    const band = household.children[id]
    if (!band || !belongs(from)) continue
    total.f += band.f
    total.m += band.m
    total.unknown += band.unknown
  }
  return total
}

/** Single adults of the band that spans 21: as answered, else anything from nobody to all of them. */
function possiblyUnder21(household: Household, scheme: Scheme): Record<Sex, number>[] {
  if (household.under21) return [household.under21]
  const band = scheme.ageBands.adults.find(({ from }) => from < 21)
  const inBand = band ? (household.adults[band.id] ?? 0) : 0
  const most = Math.min(inBand, countAdults(household) - household.couples * 2)
  return upTo(most).flatMap((f) => upTo(most - f).map((m) => ({ f, m })))
}

/** A baby's sex cannot be asked, so it never makes the two numbers differ. */
function mostWithBaby(answers: Answers, { babyExpected }: Household): number {
  if (!babyExpected) return bedroomsFor(answers)
  const withBaby = (sex: Sex) =>
    bedroomsFor({ ...answers, young: { ...answers.young, [sex]: answers.young[sex] + 1 } })
  return Math.max(withBaby('f'), withBaby('m'))
}

function upTo(count: number): number[] {
  return Array.from({ length: Math.max(count, 0) + 1 }, (_, number) => number)
}
