import type { OfferedHome } from '../request/records.js'
import type { PropertyNeed, Scheme } from '../scheme/scheme-file.js'

/**
 * What an officer can say of a home: each answer of the property needs that a notice can name.
 * Within one need the scheme file lists answers from the least to the most demanding.
 */
export function meetsOptions(scheme: Scheme): { id: string; label: string }[] {
  return scheme.propertyNeeds.flatMap((need) =>
    need.options.flatMap((option) =>
      option.notice ? [{ id: `${need.id}:${option.id}`, label: option.notice }] : [],
    ),
  )
}

/** Needs of a notice that the home does not meet, in the notice's words. */
export function unmetNeeds(
  home: Pick<OfferedHome, 'meets'>,
  propertyNeeds: Record<string, string>,
  scheme: Scheme,
): string[] {
  return scheme.propertyNeeds.flatMap((need) => {
    const asked = need.options.findIndex(({ id }) => id === propertyNeeds[need.id])
    const notice = need.options[asked]?.notice
    return notice && mostMet(home, need) < asked ? [notice] : []
  })
}

/** The most demanding answer the home meets; the need's own id stands for all of them. */
function mostMet({ meets }: Pick<OfferedHome, 'meets'>, need: PropertyNeed): number {
  if (meets.includes(need.id)) return need.options.length
  return need.options.findLastIndex(({ id }) => meets.includes(`${need.id}:${id}`))
}
