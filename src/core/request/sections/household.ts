import { z } from 'zod'
import { bedroomsFromBands } from '../../household/bedrooms-from-bands.js'
import { type Household, householdSchema } from '../../household/household.js'
import type { Scheme } from '../../scheme/scheme-file.js'
import { count, optionalWholeNumber, tick } from '../form-fields.js'
import { type FieldValue, type FormState, type Section, withFields } from './section.js'

type Band = Scheme['ageBands']['adults'][number]

/** Who will live there, by band and never by age (mark D). The bedrooms follow from it (D11). */
export const householdSection: Section = {
  id: 'household',
  title: 'Household',
  schema: (scheme, before) =>
    z
      .looseObject({
        couples: count(),
        under21: optionalWholeNumber(0, 20),
        under21Women: optionalWholeNumber(0, 20),
        babyExpected: tick(),
        carer: tick(),
        tenancyWanted: z.enum(['sole', 'joint'], { error: 'Please choose one of the list.' }),
        rentBand: z
          .string({ error: 'Please choose one of the list.' })
          .refine((id) => scheme.rentBands.some((band) => band.id === id), 'Please choose one of the list.'),
        ...Object.fromEntries(scheme.ageBands.adults.map((band) => [adultsField(band), count()])),
        ...Object.fromEntries(scheme.ageBands.children.map((band) => [childrenField(band), count()])),
        ...Object.fromEntries(
          girlsBands(scheme).map((band) => [girlsField(band), optionalWholeNumber(0, 20)]),
        ),
      })
      .superRefine((fields, context) => {
        if (context.issues.length > 0) return
        for (const [field, message] of problems(scheme, fields)) {
          context.addIssue({ code: 'custom', path: [field], message })
        }
      })
      .transform((fields) => {
        const household = householdOf(scheme, fields)
        return withBedrooms(
          withFields(before, {
            details: { household, tenancyWanted: fields.tenancyWanted, rentBand: fields.rentBand },
          }),
          scheme,
        )
      }),
  values: ({ form: { details } }, scheme) => ({
    ...(details.household ? householdValues(scheme, details.household) : {}),
    tenancyWanted: details.tenancyWanted,
    rentBand: details.rentBand,
  }),
}

/** The national standard's number for this household; undefined while it is not known (D11). */
export function computedBedrooms(state: FormState, scheme: Scheme): number | undefined {
  const { household } = state.form.details
  return household && bedroomsFromBands(household, scheme).bedrooms
}

/** Keeps the bedrooms in step with the household, unless a professional has given a reason for another number. */
function withBedrooms(state: FormState, scheme: Scheme): FormState {
  if (state.form.approval.bedroomsReason !== undefined) return state
  return withFields(state, { needs: { bedrooms: computedBedrooms(state, scheme) } })
}

/** `adults18to25`, `adults60plus` */
export function adultsField(band: Pick<Band, 'from' | 'to'>): string {
  return band.to >= 100 ? `adults${band.from}plus` : `adults${band.from}to${band.to}`
}

export function childrenField(band: Pick<Band, 'from' | 'to'>): string {
  return `children${band.from}to${band.to}`
}

/** How many of the children are girls; left empty when it is not known. */
export function girlsField(band: Pick<Band, 'from' | 'to'>): string {
  return `girls${band.from}to${band.to}`
}

/** Sex is asked from the second band on: the youngest always share. */
export function girlsBands(scheme: Scheme): readonly Band[] {
  return scheme.ageBands.children.slice(1)
}

type Fields = Record<string, unknown>

/** The schema has made a number of every field that was filled in. */
function numberIn(fields: Fields, field: string): number | undefined {
  return fields[field] as number | undefined
}

function householdOf(scheme: Scheme, fields: Fields): Household {
  const under21 = numberIn(fields, 'under21')
  const women = numberIn(fields, 'under21Women') ?? 0
  return {
    adults: Object.fromEntries(
      scheme.ageBands.adults.map((band) => [band.id, numberIn(fields, adultsField(band)) ?? 0]),
    ),
    couples: numberIn(fields, 'couples') ?? 0,
    under21: under21 === undefined ? null : { f: women, m: under21 - women },
    children: Object.fromEntries(
      scheme.ageBands.children.map((band) => {
        const all = numberIn(fields, childrenField(band)) ?? 0
        const girls = numberIn(fields, girlsField(band))
        return [
          band.id,
          girls === undefined ? { f: 0, m: 0, unknown: all } : { f: girls, m: all - girls, unknown: 0 },
        ]
      }),
    ),
    babyExpected: fields.babyExpected === true,
    carer: fields.carer === true,
  }
}

function householdValues(scheme: Scheme, household: Household): Record<string, FieldValue> {
  const { adults, children, under21 } = household
  const none = { f: 0, m: 0, unknown: 0 }
  return {
    ...Object.fromEntries(scheme.ageBands.adults.map((band) => [adultsField(band), adults[band.id] ?? 0])),
    ...Object.fromEntries(
      scheme.ageBands.children.map((band) => {
        const { f, m, unknown } = children[band.id] ?? none
        return [childrenField(band), f + m + unknown]
      }),
    ),
    ...Object.fromEntries(
      girlsBands(scheme).map((band) => {
        const { f, m } = children[band.id] ?? none
        return [girlsField(band), f + m > 0 ? f : undefined]
      }),
    ),
    couples: household.couples,
    under21: under21 ? under21.f + under21.m : undefined,
    under21Women: under21 ? under21.f : undefined,
    babyExpected: household.babyExpected,
    carer: household.carer,
  }
}

/** What does not add up, each at its field. */
function problems(scheme: Scheme, fields: Fields): [field: string, words: string][] {
  const found: [string, string][] = []
  for (const band of girlsBands(scheme)) {
    const girls = numberIn(fields, girlsField(band)) ?? 0
    if (girls > (numberIn(fields, childrenField(band)) ?? 0)) {
      found.push([girlsField(band), 'There cannot be more girls than children of that age.'])
    }
  }
  if ((numberIn(fields, 'under21Women') ?? 0) > (numberIn(fields, 'under21') ?? 0)) {
    found.push(['under21Women', 'There cannot be more women under 21 than people under 21.'])
  }
  const parsed = householdSchema(scheme).safeParse(householdOf(scheme, fields))
  if (found.length > 0 || parsed.success) return found
  const [firstBand] = scheme.ageBands.adults
  return parsed.error.issues.slice(0, 1).map((issue) => {
    const field = String(issue.path[0] ?? 'couples')
    return [field === 'adults' && firstBand ? adultsField(firstBand) : field, `${issue.message}.`]
  })
}
