import type { AuditEntry } from '../../src/core/change.js'
import type { State } from '../../src/core/request/states.js'
import type { OfferState } from './model-rules.js'

/** What the audit stream of one request says of it, and nothing else. */
export interface Replayed {
  state: State | null
  /** By id. */
  offers: Record<string, OfferState>
  /** Homes that landlords are owed for housing its applicant, by landlord; a move taken back leaves 0. */
  housed: Record<string, number>
  /** Moves by the other pathway that stand. */
  otherMoves: number
}

/** The entries carry ids and codes: who works where is the directory's. */
type OrganisationOf = (personId: string) => string

type Entry = Pick<AuditEntry, 'action' | 'to' | 'actorId' | 'onBehalfOf' | 'codes'>

/** Folds the entries, oldest first. Pure: the same stream always tells the same life. */
export function replay(entries: readonly Entry[], organisationOf: OrganisationOf): Replayed {
  const begun: Replayed & { by: Record<string, string> } = {
    state: null,
    offers: {},
    housed: {},
    otherMoves: 0,
    by: {},
  }
  const { by: _by, ...replayed } = entries.reduce((life, entry) => {
    const offer = typeof entry.codes.offer === 'string' ? entry.codes.offer : null
    const by =
      entry.action === 'make_offer' && offer
        ? { ...life.by, [offer]: organisationOf(entry.onBehalfOf ?? entry.actorId ?? '') }
        : life.by
    return {
      state: entry.to as State,
      offers: offersAfter(life.offers, entry, offer),
      housed: housedAfter(life.housed, life.offers, by, entry, offer),
      otherMoves: otherMovesAfter(life, entry),
      by,
    }
  }, begun)
  return replayed
}

const BECOMES: Readonly<Record<string, OfferState>> = {
  make_offer: 'made',
  choose_offer: 'passed_on',
  arrange_viewing: 'viewing_arranged',
  record_viewing: 'viewed',
  accept_offer: 'accepted',
  refuse_offer: 'refused',
  withdraw_offer: 'withdrawn',
  report_compromised: 'compromised',
  lapse_offer: 'lapsed',
  release_offer: 'released',
  fall_through: 'lapsed',
  confirm_tenancy_start: 'tenancy_started',
}
const WAITING: readonly OfferState[] = ['made', 'area_checked']
const CHOSEN: readonly OfferState[] = ['passed_on', 'viewing_arranged', 'viewed', 'accepted']
/** Steps that end offers besides the one they are about. */
const ENDS: Readonly<Record<string, readonly OfferState[]>> = {
  recall: WAITING,
  close: WAITING,
  confirm_tenancy_start: WAITING,
  record_housing_moves: [...WAITING, ...CHOSEN],
}

function offersAfter(before: Replayed['offers'], entry: Entry, offer: string | null): Replayed['offers'] {
  const ends = ENDS[entry.action] ?? []
  const after = Object.fromEntries(
    Object.entries(before).map(([id, state]) => [id, stateAfter(state, entry.action, ends)]),
  )
  const becomes = entry.action === 'check_area' ? checked(entry) : BECOMES[entry.action]
  return offer && becomes ? { ...after, [offer]: becomes } : after
}

function stateAfter(state: OfferState, action: string, ends: readonly OfferState[]): OfferState {
  if (ends.includes(state)) return 'lapsed'
  return action === 'reverse_move' && state === 'tenancy_started' ? 'accepted' : state
}

function checked({ codes }: Entry): OfferState {
  return codes.suitable === true ? 'area_checked' : 'not_suitable_area'
}

function housedAfter(
  housed: Replayed['housed'],
  offers: Replayed['offers'],
  by: Readonly<Record<string, string>>,
  { action }: Entry,
  offer: string | null,
): Replayed['housed'] {
  const started = Object.keys(offers).find((id) => offers[id] === 'tenancy_started')
  const add = (id: string | null | undefined, amount: number) => {
    const landlord = by[id ?? '']
    return landlord === undefined ? housed : { ...housed, [landlord]: (housed[landlord] ?? 0) + amount }
  }
  if (action === 'confirm_tenancy_start') return add(offer, 1)
  return action === 'reverse_move' ? add(started, -1) : housed
}

function otherMovesAfter({ otherMoves, offers }: Replayed, { action }: Entry): number {
  if (action === 'record_housing_moves') return otherMoves + 1
  const ofAnOffer = Object.values(offers).includes('tenancy_started')
  return action === 'reverse_move' && !ofAnOffer ? otherMoves - 1 : otherMoves
}
