import type { Scheme } from '../../src/core/scheme/scheme-file.js'
import type { Markers } from './markers.js'
import type { Kind } from './may-appear.js'

/** London's scheme in which every word that could stand in a case is a marker; what stands in notices is as it was. */
export interface MarkedScheme {
  scheme: Scheme
  /** Areas by what they are used for: an area that is wanted is never one that is at risk. */
  areas: Readonly<Record<'wanted' | 'home' | 'atRisk' | 'offered', readonly string[]>>
  types: Readonly<Record<'now' | 'offered', readonly string[]>>
  tenancies: Readonly<Record<'now' | 'offered', readonly string[]>>
  /** Rent bands for ordinary households, and for those that are too rare to be told. */
  rentBands: Readonly<Record<'ordinary' | 'rare', readonly string[]>>
}

type ReasonLists = Scheme['reasons']
type Reason = ReasonLists[keyof ReasonLists][number]

const OF_LIST: Readonly<Partial<Record<keyof ReasonLists, Kind>>> = {
  declined: 'decline',
  withdrawn: 'withdrawal',
  fellThrough: 'ending',
  approvalWithdrawn: 'approval_withdrawn',
  closed: 'ending',
  reopened: 'ending',
  enquiryEnded: 'ending',
  onHold: 'hold',
  compromised: 'safety_reason',
  recalled: 'recall',
  notSuitableArea: 'area_reason',
}

/** Households of people under 26 and over 59, or with babies or older children, are the rare ones of these journeys. */
const ORDINARY_BANDS = ['a26_59', 'c2_9']

export function markScheme(london: Scheme, markers: Markers): MarkedScheme {
  const named = (kind: Kind) => {
    const word = markers.word(kind, { listed: true })
    return { id: word, label: capital(word) }
  }
  const some = (count: number, kind: Kind) => Array.from({ length: count }, () => named(kind))
  const area = (index: number): Kind | null =>
    index < 10 ? null : index < 18 ? 'home_area' : index < 25 ? 'area_at_risk' : 'offered_home'
  const areas = london.areas.map((each, index) => {
    const kind = area(index)
    if (!kind) return each
    const { id, label } = named(kind)
    return { code: id, name: label }
  })
  const types = { now: some(4, 'current_home'), offered: some(3, 'offered_home') }
  const tenancies = london.tenancies.map((each) => {
    const offered = each.offered && each.lifetime
    return { ...each, offered, ...named(offered ? 'offered_home' : 'tenancy_now') }
  })
  const rentBands = london.rentBands.map((band, index) => ({
    ...band,
    ...named(index < 3 ? 'rent_ceiling' : 'rare_rent_ceiling'),
  }))
  const band = <B extends { id: string }>(each: B) => ({
    ...each,
    label: named(ORDINARY_BANDS.includes(each.id) ? 'age_band' : 'rare_age_band').label,
  })
  const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id)
  const codes = (from: number, to: number) => areas.slice(from, to).map(({ code }) => code)
  return {
    scheme: {
      ...london,
      areas,
      riskKinds: london.riskKinds.map((each) => ({ ...each, ...named('risk') })),
      tenancies,
      propertyTypes: [...types.now, ...types.offered],
      rentBands,
      ageBands: {
        adults: london.ageBands.adults.map(band),
        children: london.ageBands.children.map(band),
      },
      rentAccounts: london.rentAccounts.map((each) => ({ ...each, label: named('rent_account').label })),
      reasons: markedReasons(london.reasons, named),
    },
    areas: { wanted: codes(0, 10), home: codes(10, 18), atRisk: codes(18, 25), offered: codes(25, 33) },
    types: { now: ids(types.now), offered: ids(types.offered) },
    tenancies: {
      now: ids(tenancies.filter(({ offered, owed }) => !offered && !owed)),
      offered: ids(tenancies.filter(({ offered }) => offered)),
    },
    rentBands: { ordinary: ids(rentBands.slice(0, 3)), rare: ids(rentBands.slice(3)) },
  }
}

function markedReasons(
  reasons: ReasonLists,
  named: (kind: Kind) => { id: string; label: string },
): ReasonLists {
  const marked = Object.entries(reasons).map(([list, entries]) => {
    const kindOf = (reason: Reason): Kind | undefined =>
      'hiddenFromOfficer' in reason
        ? reason.hiddenFromOfficer
          ? 'safety_reason'
          : 'plain_refusal'
        : OF_LIST[list as keyof ReasonLists]
    const each = (reason: Reason) => {
      const kind = kindOf(reason)
      if (!kind) return reason
      const { id, label } = named(kind)
      // Every list has to have one with the id "other".
      return { ...reason, label, ...(reason.id !== 'other' && { id }) }
    }
    return [list, entries.map(each)]
  })
  return Object.fromEntries(marked) as ReasonLists
}

export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
