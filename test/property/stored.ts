import type pg from 'pg'
import { expect } from 'vitest'
import type { State } from '../../src/core/request/states.js'
import type { OfferState } from './model-rules.js'
import type { Model } from './model-types.js'

/** What stands in the database of one request, told as the model tells it. */
export interface Stored {
  state: State
  heldFrom: State | null
  landlord: string | null
  worried: boolean
  /** Entries in its audit chain: one for each step, and one for its beginning. */
  steps: number
  version: number
  /** Action and actor of the newest entry, and for whom it was recorded. */
  last: string
  /** By id. */
  offers: Record<string, OfferState>
  balances: Record<string, number>
  /** Ids of requests that follow it. */
  followedBy: string[]
}

export async function readStored(owner: pg.Client, requestId: string): Promise<Stored> {
  const { rows } = await owner.query<Stored>(
    `select state, "heldFrom", "landlordId" as landlord, "safetyRaisedAt" is not null as worried, version,
      (select count(*)::int from "Transition" where "requestId" = r.id) as steps,
      (select action || ' ' || "actorId" || coalesce(' for ' || "onBehalfOf", '') from "Transition"
        where "requestId" = r.id order by seq desc limit 1) as last,
      (select coalesce(json_object_agg(id, state), '{}') from "Offer" where "requestId" = r.id) as offers,
      (select coalesce(json_object_agg("landlordId", sum), '{}') from
        (select "landlordId", sum(amount)::int from "LedgerEntry" where "moveId" in
          (select id from "Move" where "requestId" = r.id) group by 1) as sums) as balances,
      (select coalesce(json_agg(id), '[]') from "Request" f where f."followsId" = r.id) as "followedBy"
     from "Request" r where id = $1`,
    [requestId],
  )
  const [stored] = rows
  if (!stored) throw new Error('the request is not there')
  return stored
}

/** Endings for which the scheme has one word between them: "not taken up". */
const OVER: readonly OfferState[] = ['withdrawn', 'lapsed', 'released']

/** Throws with the difference when what stands there is not what the model says. */
export function expectSame(model: Model, stored: Stored, idOf: ReadonlyMap<string, string>): void {
  const wanted = Object.entries(model.offers).map(
    ([name, { state }]) => [idOf.get(name) ?? name, state] as const,
  )
  const offers = Object.fromEntries(wanted)
  const told = Object.entries(stored.offers).map(([id, state]) => [
    id,
    offers[id] === 'over' && OVER.includes(state) ? 'over' : state,
  ])
  expect({
    state: stored.state,
    heldFrom: stored.state === 'on_hold' ? stored.heldFrom : null,
    worried: stored.worried,
    offers: Object.fromEntries(told),
    balances: stored.balances,
    steps: stored.steps,
    version: stored.version,
    followedBy: stored.followedBy.length,
    last: model.taken.length > 0 ? stored.last : '',
  }).toEqual({
    state: model.state,
    heldFrom: model.heldFrom,
    worried: model.worried,
    offers,
    balances: model.balances,
    steps: model.taken.length + 1,
    version: model.taken.length + 1,
    followedBy: model.taken.filter(({ step }) => step === 'move_again').length,
    last: model.taken
      .slice(-1)
      .map(({ step, by, for: somebody }) => [step, by, ...(somebody ? ['for', somebody] : [])].join(' '))
      .join(),
  })
}
