import { expect, vi } from 'vitest'
import type { Staged } from '../end-to-end/stage.js'
import { type Crowd, PARTNERS } from './crowd.js'
import { type Waiting, waitingIn } from './presses.js'

export interface Outage {
  begin(): Promise<void> | void
  end(): Promise<void> | void
  /** How long it lasts at least, in milliseconds of real time. */
  lasts?: number
  /** How many notices stand when it begins. */
  after?: number
}

/** Something is over at once, in the middle of a circulation: in the end everything is as if it had not happened. */
export async function withstands(
  crowd: Crowd,
  { begin, after }: Pick<Outage, 'begin' | 'after'>,
): Promise<void> {
  const staged = await crowd.circulate(after)
  await begin()
  await asIfNothingHappened(crowd, staged)
}

/**
 * Redis goes away in the middle of a circulation and comes back: whoever presses meanwhile is answered in time and
 * saved, readiness says so, and in the end everything is as if nothing had happened.
 */
export async function withoutRedis(crowd: Crowd, { begin, end, lasts = 0, after }: Outage): Promise<void> {
  const { world } = crowd
  const people = await waitingIn(world, 'slack', 'teams', 'slack', 'teams')
  const [early, late] = [people.slice(0, 2), people.slice(2)]
  const staged = await crowd.circulate(after)
  await begin()
  try {
    const until = performance.now() + lasts
    await answered(early)
    await untilReadiness(crowd, '503 not ready: redis')
    while (performance.now() < until) expect(await crowd.readiness()).toBe('503 not ready: redis')
    await answered(late)
  } finally {
    await end()
  }
  await untilReadiness(crowd, '200 ready')
  await asIfNothingHappened(crowd, staged)
  for (const { taken } of people) expect(await taken()).toBe(1)
}

async function asIfNothingHappened(crowd: Crowd, staged: Staged): Promise<void> {
  expect(await crowd.aftermath()).toEqual([])
  expect(await crowd.notices(staged)).toEqual({ sent: PARTNERS })
}

function answered(people: readonly Waiting[]): Promise<unknown> {
  return Promise.all(people.map(async ({ press, done }) => expect(await press()).toMatch(done)))
}

function notConfirmed(people: readonly Waiting[]): Promise<unknown> {
  return Promise.all(
    people.map(async ({ press }) =>
      expect(await press()).toContain('Not confirmed. Press again; pressing twice is harmless'),
    ),
  )
}

/**
 * PostgreSQL goes away in the middle of a circulation and comes back: whoever presses meanwhile reads in time that this
 * is not confirmed, the press repeated afterwards acts once, and in the end everything is as if nothing had happened.
 */
export async function withoutPostgres(crowd: Crowd, { begin, end, after }: Outage): Promise<void> {
  const { world } = crowd
  const people = await waitingIn(world, 'slack', 'teams')
  const staged = await crowd.circulate(after)
  await begin()
  try {
    await notConfirmed(people)
    await untilReadiness(crowd, '503 not ready: database')
    await notConfirmed(people)
  } finally {
    await end()
  }
  await untilReadiness(crowd, '200 ready')
  await vi.waitFor(() => answered(people), { timeout: 10_000 })
  await answered(people)
  await asIfNothingHappened(crowd, staged)
  for (const { taken } of people) expect(await taken()).toBe(1)
}

/** Readiness is asked by probes, again and again, each of which has to be answered in time. */
function untilReadiness(crowd: Crowd, wanted: string): Promise<unknown> {
  return vi.waitUntil(async () => (await crowd.readiness()) === wanted, { timeout: 20_000, interval: 100 })
}

/**
 * Both go away: whoever presses reads in time that this is not confirmed, though the one is waited for after the other;
 * the press repeated afterwards acts once.
 */
export async function withoutBoth(crowd: Crowd, { begin, end }: Outage): Promise<void> {
  const people = await waitingIn(crowd.world, 'slack', 'teams')
  await begin()
  try {
    await notConfirmed(people)
    await untilReadiness(crowd, '503 not ready: database, redis')
  } finally {
    await end()
  }
  await untilReadiness(crowd, '200 ready')
  await vi.waitFor(() => answered(people), { timeout: 10_000 })
  for (const { taken } of people) expect(await taken()).toBe(1)
}

/** Milliseconds that the program takes to stop in the outage; it is started again when the outage is over. */
export async function stoppedDuring(crowd: Crowd, { begin, end, after }: Outage): Promise<number> {
  await crowd.circulate(after)
  await begin()
  const start = performance.now()
  let took = Number.NaN
  await crowd.world.restart(async () => {
    took = performance.now() - start
    await end()
  })
  return took
}
