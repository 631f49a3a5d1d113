import type { Fact } from '../placement/screens.js'
import type { FormContent } from '../request/form-content.js'
import type { PartnerRecord } from '../request/records.js'
import { areaName, propertyNeedOf, riskKindOf, tenancyOf } from '../scheme/look-up.js'
import type { Scheme } from '../scheme/scheme-file.js'
import { workingTime } from '../time/working-time.js'
import { householdFacts } from './details-screen.js'

/** The need in words: the fields marked N. */
export function needFacts(form: FormContent, scheme: Scheme): Fact[] {
  const { needs } = form
  return present([
    ['Areas wanted', needs.areasWanted.map((code) => areaName(scheme, code)).join(', ')],
    [
      'Bedrooms',
      needs.bedrooms === undefined ? '' : bedroomWords(needs.bedrooms, needs.acceptOneFewer ?? false),
    ],
    ['Tenancy needed', scheme.tenancyNeeds.find((t) => t.id === needs.tenancyNeeded)?.label],
    ['Home', propertyNeedWords(form, scheme).join('; ')],
  ])
}

/** The fields marked A: what the approving lead sees until the decision. */
export function approvalFacts(
  form: FormContent,
  scheme: Scheme,
  partners: readonly PartnerRecord[],
  landlordId: string | null,
): Fact[] {
  const { approval } = form
  const home = approval.currentHome
  return present([
    ['Landlord', partners.find((p) => p.id === landlordId)?.name],
    ['Lives in', approval.homeArea && areaName(scheme, approval.homeArea)],
    [
      'Home now',
      home &&
        `${home.bedrooms} bedrooms, floor ${home.floor}, ${typeName(scheme, home.type)}${home.overcrowded ? ', overcrowded' : ''}${home.temporary ? ', temporary accommodation or refuge' : ''}`,
    ],
    ['Tenancy now', approval.tenancyNow && tenancyOf(scheme, approval.tenancyNow)?.label],
    ['Risk', approval.riskKinds.map((id) => riskKindOf(scheme, id)?.label ?? id).join('; ')],
    ['Immediate risk', yesNo(approval.immediateRisk)],
    [
      'Consent',
      approval.consentGiven && approval.consentDate
        ? `given, ${sayDay(scheme, approval.consentDate)}`
        : undefined,
    ],
    ['Support in place', yesNo(approval.supportInPlace)],
    ['Domestic abuse service', approval.domesticAbuseService?.replace('_', ' ')],
    [scheme.words.gangSupport, yesNo(approval.gangSupportConfirmed)],
    [`${scheme.words.housingMoves} registered`, yesNo(approval.housingMovesRegistered)],
    ['Rent account', scheme.rentAccounts.find((r) => r.id === approval.rentAccount)?.label],
    ['Eligible for an allocation', yesNo(approval.eligibleForAllocation)],
    ['Own stock cannot meet the need', yesNo(approval.ownStockCannotMeet)],
    ['Why this many bedrooms', approval.bedroomsReason],
    ['Anything else', approval.anythingElse],
  ])
}

/** The fields marked C: coordinator and nominating officer only. */
export function confidentialFacts(
  form: FormContent,
  scheme: Scheme,
  partners: readonly PartnerRecord[],
): Fact[] {
  const { confidential } = form
  const named = (id: string) => partners.find((p) => p.id === id)?.name ?? id
  return present([
    ['Areas at risk', confidential.areasAtRisk.map((code) => areaName(scheme, code)).join(', ')],
    ['Joint tenancy with the perpetrator', yesNo(confidential.jointTenancyWithPerpetrator)],
    ['DASH score', confidential.dashScore?.toString()],
    ['MARAC', confidential.maracDate && sayDay(scheme, confidential.maracDate)],
    ['Keep apart from', confidential.keepApartFrom.join(', ')],
    ['Must not see this', confidential.exclusions.map((e) => named(e.id)).join(', ')],
    [
      'Tenancy check',
      confidential.tenancyCheck &&
        `rent account ${confidential.tenancyCheck.rentAccount}; conduct ${confidential.tenancyCheck.conduct}`,
    ],
  ])
}

/** The fields marked D in full, for coordinator and nominating officer. */
export function detailFacts(form: FormContent, scheme: Scheme): Fact[] {
  const { details } = form
  return [
    ...(details.household ? householdFacts(details.household, scheme) : []),
    ...present([
      ['Couples', details.household && details.household.couples > 0 && String(details.household.couples)],
      ['Tenancy wanted', details.tenancyWanted],
      ['Rent ceiling', scheme.rentBands.find((band) => band.id === details.rentBand)?.label],
    ]),
  ]
}

/** The needs that a notice names, in the scheme file's own words for a notice. */
export function propertyNeedWords(
  form: { needs: { propertyNeeds: Record<string, string> } },
  scheme: Scheme,
): string[] {
  return Object.entries(form.needs.propertyNeeds).flatMap(([needId, optionId]) => {
    const option = propertyNeedOf(scheme, needId)?.options.find((o) => o.id === optionId)
    return option?.notice ? [option.notice] : []
  })
}

export function bedroomWords(bedrooms: number, oneFewer: boolean): string {
  return oneFewer && bedrooms > 1 ? `${bedrooms} (${bedrooms - 1} would do)` : String(bedrooms)
}

/** Drops what has not been answered. */
export function present(rows: [string, string | undefined | null | false][]): Fact[] {
  return rows.flatMap(([label, value]) => (value ? [{ label, value }] : []))
}

function yesNo(value: boolean | undefined): string | undefined {
  return value === undefined ? undefined : value ? 'yes' : 'no'
}

function typeName(scheme: Scheme, id: string): string {
  return scheme.propertyTypes.find((type) => type.id === id)?.label.toLowerCase() ?? id
}

function sayDay(scheme: Scheme, date: string): string {
  const time = workingTime(scheme)
  return time.sayDate(time.atLocal(date, '12:00'))
}
