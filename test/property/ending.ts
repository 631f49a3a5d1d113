import { expect } from 'vitest'
import { SCHEME } from '../end-to-end/world.js'
import { brokenInvariants, type Watched } from '../support/invariants.js'
import { COORDINATORS, organisationOf } from './cast.js'
import { everyAttempt } from './choices.js'
import { commandFor, expectTaken, send, type Told } from './deeds.js'
import { comeToRest, type Life, type Place } from './lives.js'
import { chosen } from './model.js'
import type { Step } from './model-rules.js'
import { replay } from './replay.js'
import { handsFor } from './screens.js'
import { readStored } from './stored.js'

/** Brings a life to its end, and looks at all that must hold then. */
export async function endLife(life: Life, told: Told): Promise<void> {
  for (const { by } of life.forms.splice(0)) await handsFor(life, by).close()
  await closeRequest(life, told)
  await comeToRest(life.place)
  const stored = await readStored(life.place.owner, life.id)
  expect(
    await brokenInvariants(watchedIn(life.place), { requests: new Set([life.id, ...stored.followedBy]) }),
  ).toEqual([])
  await expectReplayed(life, told)
}

/** What must hold of all lives in a place together, the access chains among it. */
export async function expectUnbroken(place: Place): Promise<void> {
  await comeToRest(place)
  expect(await brokenInvariants(watchedIn(place))).toEqual([])
}

function watchedIn({ world }: Place): Watched {
  const { slack, teams, ownerDatabaseUrl } = world
  const { opened } = world.app
  return { slack, teams, ownerDatabaseUrl, opened, schemeId: SCHEME, now: () => world.now() }
}

/** One entry for each step the model took, in its order; and replaying them tells what the rows tell. */
async function expectReplayed(life: Life, { model }: Told): Promise<void> {
  const { world, owner } = life.place
  const stored = await readStored(owner, life.id)
  const { entries = [] } = (await world.app.opened.audit.transitionsOf(SCHEME, life.id)) ?? {}
  expect(
    entries.slice(1).map(({ action, actorId, onBehalfOf, to }) => [action, actorId, onBehalfOf, to]),
  ).toEqual(model.taken.map(({ step, by, for: instructed, to }) => [step, by, instructed, to]))
  const told = replay(entries, organisationOf)
  const { rows } = await owner.query<{ count: number }>(
    `select count(*)::int as count from "Move"
      where "requestId" = $1 and pathway = 'housing_moves' and "reversedAt" is null`,
    [life.id],
  )
  // Who housed is owed; the landlord that was left stands in no entry, but the sum of all is 0.
  const housed = Object.fromEntries(
    Object.entries(stored.balances).filter(([landlord]) => landlord in told.housed),
  )
  expect({ state: stored.state, offers: stored.offers, housed, otherMoves: rows[0]?.count }).toEqual(told)
  expect(Object.values(stored.balances).reduce((sum, balance) => sum + balance, 0)).toBe(0)
}

/** What is open is decided and closed by a coordinator: nothing of it is left to become due in the lives that follow. */
async function closeRequest(life: Life, told: Told): Promise<void> {
  const [coordinator] = COORDINATORS
  for (const step of WAYS_OUT) {
    const { state, heldFrom } = told.model
    const held = state === 'on_hold' && chosen(told.model) !== undefined
    if (step === 'resume' && !(held && heldFrom)) continue
    const what = everyAttempt(told.model, life.now).find(
      (each) =>
        each.step === step &&
        each.by.id === coordinator.id &&
        !each.onBehalf &&
        (each.offer === undefined || each.offer === chosen(told.model)),
    )
    if (!what || !canEnd(told, step)) continue
    await expectTaken(life, told, what, await send(life, commandFor(life, told, what)))
  }
}

const WAYS_OUT: readonly Step[] = ['resume', 'fall_through', 'report_compromised', 'close']

function canEnd({ model }: Told, step: Step): boolean {
  if (model.state === 'moved' || model.state === 'closed') return false
  if (step === 'fall_through') return model.state === 'accepted'
  return step !== 'report_compromised' || model.state === 'under_offer'
}
