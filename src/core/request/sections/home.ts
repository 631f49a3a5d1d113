import { z } from 'zod'
import { optionalFreeText } from '../../privacy/free-text.js'
import type { Scheme } from '../../scheme/scheme-file.js'
import { choice, optionalWholeNumber, several, tick } from '../form-fields.js'
import { computedBedrooms } from './household.js'
import { type Section, withFields } from './section.js'

/** The need that has a field of its own, because it is a ladder and not a yes or no. */
const HIGHEST_FLOOR = 'highest_floor'

/** The home that is needed (mark N). Bedrooms left empty are those of the national standard (D11). */
export const homeSection: Section = {
  id: 'home',
  title: 'The home that is needed',
  schema: (scheme, before) =>
    z
      .object({
        bedrooms: optionalWholeNumber(1, 12),
        bedroomsReason: optionalFreeText(scheme, { max: 500 }),
        acceptOneFewer: tick(),
        propertyNeeds: several(needOptions(scheme)),
        highestFloor: z.preprocess((value) => value || undefined, choice(floorOptions(scheme)).optional()),
        tenancyNeeded: choice(scheme.tenancyNeeds),
      })
      .superRefine((fields, context) => {
        if (context.issues.length > 0) return
        const computed = computedBedrooms(before, scheme)
        if (fields.bedrooms !== undefined && fields.bedrooms !== computed && !fields.bedroomsReason) {
          context.addIssue({
            code: 'custom',
            path: ['bedroomsReason'],
            message:
              computed === undefined
                ? 'Please fill in the household first, or say why this number is needed.'
                : `The bedroom standard gives ${computed}. Please say why another number is needed.`,
          })
        }
        const needs = fields.propertyNeeds.map((chosen) => chosen.split(':')[0])
        if (new Set(needs).size < needs.length) {
          context.addIssue({
            code: 'custom',
            path: ['propertyNeeds'],
            message: 'Two of these answer the same question. Please choose one of them.',
          })
        }
      })
      .transform(
        ({ bedrooms, bedroomsReason, acceptOneFewer, propertyNeeds, highestFloor, tenancyNeeded }) => {
          const computed = computedBedrooms(before, scheme)
          const overridden = bedrooms !== undefined && bedrooms !== computed
          return withFields(before, {
            needs: {
              bedrooms: overridden ? bedrooms : computed,
              acceptOneFewer,
              tenancyNeeded,
              propertyNeeds: needsOf(propertyNeeds, highestFloor),
            },
            approval: { bedroomsReason: overridden ? bedroomsReason : undefined },
          })
        },
      ),
  values: ({ form: { needs, approval } }) => ({
    bedrooms: needs.bedrooms,
    bedroomsReason: approval.bedroomsReason,
    acceptOneFewer: needs.acceptOneFewer,
    propertyNeeds: Object.entries(needs.propertyNeeds)
      .filter(([need]) => need !== HIGHEST_FLOOR)
      .map(([need, option]) => `${need}:${option}`),
    highestFloor: needs.propertyNeeds[HIGHEST_FLOOR],
    tenancyNeeded: needs.tenancyNeeded,
  }),
}

/** The choices of the field `propertyNeeds`: every answer that asks something of a home, as `need:option`. */
export function needOptions(scheme: Scheme): { id: string; label: string }[] {
  return scheme.propertyNeeds
    .filter(({ id }) => id !== HIGHEST_FLOOR)
    .flatMap((need) =>
      need.options
        .filter((option) => option.notice !== undefined)
        .map((option) => ({ id: `${need.id}:${option.id}`, label: `${need.label}: ${option.label}` })),
    )
}

/** The choices of the field `highestFloor`. */
export function floorOptions(scheme: Scheme): { id: string; label: string }[] {
  return scheme.propertyNeeds.find(({ id }) => id === HIGHEST_FLOOR)?.options ?? []
}

function needsOf(chosen: readonly string[], highestFloor: string | undefined): Record<string, string> {
  const needs = Object.fromEntries(chosen.map((value) => value.split(':') as [string, string]))
  return highestFloor === undefined ? needs : { ...needs, [HIGHEST_FLOOR]: highestFloor }
}
