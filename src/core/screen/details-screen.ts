import { countAdults, countChildren, type Household } from '../household/household.js'
import { atMostTop } from '../household/population.js'
import type { DetailsScreen, Fact } from '../placement/screens.js'
import type { DetailFields } from '../request/form-content.js'
import type { Scheme } from '../scheme/scheme-file.js'

/**
 * The details page of one notice. Its input has the fields marked D and no others.
 * A rare household is coarsened: totals first, then nothing (D9).
 */
export function detailsScreen(
  details: DetailFields,
  level: 'full' | 'totals' | 'none',
  partnerReference: string,
  scheme: Scheme,
): DetailsScreen {
  return {
    screen: 'details',
    partnerReference,
    household: details.household ? householdAt(details.household, level, scheme) : [],
    wishes: level === 'full' ? wishes(details, scheme) : [],
  }
}

/** Adults and children by band, as the form holds them. Who shares a room with whom is no field marked D. */
export function householdFacts(household: Household, scheme: Scheme): Fact[] {
  const adults = scheme.ageBands.adults.flatMap((band) =>
    line(band.label, household.adults[band.id] ?? 0, ''),
  )
  const children = scheme.ageBands.children.flatMap((band) => {
    const count = household.children[band.id] ?? { f: 0, m: 0, unknown: 0 }
    const sexes = [count.f ? `${count.f} female` : '', count.m ? `${count.m} male` : '']
      .filter(Boolean)
      .join(', ')
    return line(band.label, count.f + count.m + count.unknown, sexes)
  })
  return [
    ...adults.map((fact) => ({ ...fact, label: `Adults ${fact.label}` })),
    ...children.map((fact) => ({ ...fact, label: `Children ${fact.label}` })),
    ...(household.babyExpected ? [{ label: 'Baby expected', value: 'yes' }] : []),
    ...(household.carer ? [{ label: 'Carer needs a room', value: 'yes' }] : []),
  ]
}

function householdAt(household: Household, level: 'full' | 'totals' | 'none', scheme: Scheme): Fact[] {
  if (level === 'none') return []
  if (level === 'full') return householdFacts(household, scheme)
  return [
    { label: 'Adults', value: atMostTop(scheme, 'adults', countAdults(household)) },
    { label: 'Children', value: atMostTop(scheme, 'children', countChildren(household)) },
  ]
}

function wishes(details: DetailFields, scheme: Scheme): Fact[] {
  const band = scheme.rentBands.find((b) => b.id === details.rentBand)?.label
  return [
    ...(details.tenancyWanted ? [{ label: 'Tenancy wanted', value: details.tenancyWanted }] : []),
    ...(band ? [{ label: 'Rent ceiling a week', value: band }] : []),
  ]
}

function line(label: string, count: number, more: string): Fact[] {
  return count > 0 ? [{ label, value: more ? `${count} (${more})` : String(count) }] : []
}
