import { z } from 'zod'
import type { Scheme } from '../scheme/scheme-file.js'

/**
 * A household as the form holds it: numbers of people by band, never ages (mark D).
 * Bands with nobody in them may be left out.
 */
export interface Household {
  /** Number of adults by band id. */
  adults: Record<string, number>
  /** Couples among the adults who share a room. */
  couples: number
  /** Adults outside a couple who are under 21, by sex; null when not asked. The first adult band may span 21. */
  under21: { f: number; m: number } | null
  /** Number of children by band id and, where it was asked, sex. */
  children: Record<string, { f: number; m: number; unknown: number }>
  babyExpected: boolean
  /** A carer who sleeps there. */
  carer: boolean
}

const count = z.int().min(0, 'cannot be less than 0').max(20, 'cannot be more than 20')

/** Checks a household against the scheme's bands. */
export function householdSchema(scheme: Scheme): z.ZodType<Household> {
  const bands = (group: 'adults' | 'children') => scheme.ageBands[group].map(({ id }) => id)
  const [first, ...others] = scheme.ageBands.adults
  return z
    .strictObject({
      adults: z.partialRecord(z.enum(bands('adults')), count) as z.ZodType<Record<string, number>>,
      couples: count,
      under21: z.strictObject({ f: count, m: count }).nullable(),
      children: z.partialRecord(
        z.enum(bands('children')),
        z.strictObject({ f: count, m: count, unknown: count }),
      ) as z.ZodType<Household['children']>,
      babyExpected: z.boolean(),
      carer: z.boolean(),
    })
    .superRefine((household, context) => {
      const issue = (field: keyof Household, message: string) =>
        context.addIssue({ code: 'custom', path: [field], message })
      if (countAdults(household) === 0) issue('adults', 'There must be at least one adult')
      if (household.couples * 2 > countAdults(household)) issue('couples', 'There are not enough adults')
      const { f, m } = household.under21 ?? { f: 0, m: 0 }
      const ofTheBand = first ? (household.adults[first.id] ?? 0) : 0
      // Couples are placed among the older adults first; whoever is left is single.
      const older = others.reduce((sum, band) => sum + (household.adults[band.id] ?? 0), 0)
      const inCouples = Math.max(0, household.couples * 2 - older)
      if (f + m > ofTheBand - inCouples) {
        issue('under21', `More people than there are single adults aged ${first?.label ?? 'under 21'}`)
      }
    })
}

export function countAdults(household: Pick<Household, 'adults'>): number {
  return Object.values(household.adults).reduce((sum, number) => sum + number, 0)
}

/** Children there are; one that is expected is not counted. */
export function countChildren(household: Pick<Household, 'children'>): number {
  return Object.values(household.children).reduce((sum, { f, m, unknown }) => sum + f + m + unknown, 0)
}
