import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { doctor } from '../../src/cli/doctor.js'
import { requeueStuck } from '../../src/cli/requeue.js'
import type { DeliveryPorts } from '../../src/core/placement/deliver-placements.js'
import { planOutbox } from '../../src/core/placement/plan-outbox.js'
import { MOST_ATTEMPTS } from '../../src/core/work/attempts.js'
import { isAction, screenWords, type } from './acting.js'
import { COORDINATOR, COVER, PARTNER, requestAt, type Staged } from './stage.js'
import { SCHEME, startWorld, type World, wordsOf } from './world.js'

let world: World
beforeAll(async () => {
  world = await startWorld({ oneClock: true })
})
afterAll(async () => {
  await world?.end()
})

const store = () => world.app.opened.store.forScheme(SCHEME)
const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 15_000 })
const minutes = (count: number) => new Date(world.now().getTime() + count * 60_000)
const inRoom = () => world.slack.store.messages(world.room(PARTNER)).map(wordsOf)
const noticeOf = async (staged: Staged) => {
  const placements = await store().listPlacements({ requestId: staged.id })
  return placements.find((p) => p.screen === 'notice' && p.partnerId === PARTNER)
}

/** What the operator's doctor says, and whether all is well. */
async function asked(): Promise<{ well: boolean; words: string }> {
  const lines: string[] = []
  const well = await doctor(world.app.opened, {}, world.now(), (line) => lines.push(line))
  return { well, words: lines.join('\n') }
}

/** A circulation of which one partner's channel is archived. */
async function archived(): Promise<Staged> {
  const staged = await requestAt(world, 'approved', { ring: true })
  world.slack.faults.archiveChannel(world.room(PARTNER))
  await staged.take(COORDINATOR, 'release')
  await until(async () => expect((await noticeOf(staged))?.state).toBe('unreachable'))
  return staged
}

describe('a notice that cannot be delivered', () => {
  test('stands on the coordinator’s Home and list with what to do, and is delivered once when tried again', async () => {
    expect((await asked()).well).toBe(true)
    const staged = await archived()
    const { reference } = await staged.record()
    const coordinator = world.as(COORDINATOR)
    await coordinator.openHome()
    await world.until(() => screenWords(world, COORDINATOR).includes('Bexley: not delivered'))
    const list = await type(world, COORDINATOR, 'stuck')
    expect(wordsOf(list)).toContain(
      `${reference}: London Borough of Bexley: not delivered. Ask them to let the app`,
    )
    const before = inRoom().length
    world.slack.faults.unarchiveChannel(world.room(PARTNER))
    await Promise.all([
      coordinator.press(list, isAction('try_again')),
      coordinator.press(list, isAction('try_again')),
    ])
    await until(async () => expect((await noticeOf(staged))?.state).toBe('sent'))
    expect(inRoom()).toHaveLength(before + 1)
    expect(wordsOf(await type(world, COORDINATOR, 'stuck'))).toContain('Nothing is stuck')
  })

  test('is told to the operator by code, without content, and tried again by command', async () => {
    const staged = await archived()
    const { reference } = await staged.record()
    const { well, words } = await asked()
    expect(well).toBe(false)
    expect(words).toContain(`${reference} notice to ${PARTNER} (is_archived)`)
    expect(words).toContain('reciprocal requeue')
    world.slack.faults.unarchiveChannel(world.room(PARTNER))
    const said: string[] = []
    const clock = { now: () => world.now() }
    const about = { ref: reference ?? '', schemeId: SCHEME }
    await requeueStuck(world.app.opened, clock, about, (line) => said.push(line))
    await world.app.sweep()
    await until(async () => expect((await noticeOf(staged))?.state).toBe('sent'))
    await requeueStuck(world.app.opened, clock, about, (line) => said.push(line))
    expect(said).toEqual(['1 tried again within a minute.', 'Nothing waits for another try.'])
    expect((await asked()).well).toBe(true)
  })

  test('is nobody’s to see who is excluded from the request, and nobody’s to try again but a coordinator’s', async () => {
    const staged = await archived()
    const { reference } = await staged.record()
    expect(wordsOf(await type(world, COVER, 'stuck'))).toContain(reference)
    const list = await type(world, COVER, 'stuck')
    await staged.take(COORDINATOR, 'set_exclusion', { kind: 'person', id: COVER })
    expect(wordsOf(await type(world, COVER, 'stuck'))).not.toContain(reference)
    await world.as(COVER).press(list, isAction('try_again'))
    await world.until(() => screenWords(world, COVER).includes('Nothing found for you'))
    expect((await noticeOf(staged))?.state).toBe('unreachable')
    world.slack.faults.unarchiveChannel(world.room(PARTNER))
    await requeueStuck(
      world.app.opened,
      { now: () => world.now() },
      { ref: undefined, schemeId: '' },
      () => undefined,
    )
    await world.app.sweep()
    await until(async () => expect((await noticeOf(staged))?.state).toBe('sent'))
  })
})

describe('a change that cannot be put on people’s screens', () => {
  test('is tried again with growing waits, then stands on the list, and succeeds when it is tried again', async () => {
    const staged = await requestAt(world, 'submitted')
    const rows = await world.app.opened.store.work.outboxWaiting(world.now(), 1_000)
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++)
      for (const { id } of rows)
        await expect(planOutbox(failingPorts(11 * attempt), SCHEME, id)).rejects.toThrow('broken')
    for (const { id } of rows) expect(await planOutbox(world.app.ports, SCHEME, id)).toEqual([])
    const still = await world.app.opened.store.work.outboxWaiting(world.now(), 1_000)
    expect(still.filter(({ id }) => rows.some((row) => row.id === id))).toEqual([])
    const { words } = await asked()
    expect(words).toContain(`${await staged.code()} screens (TypeError)`)
    const list = await type(world, COORDINATOR, 'stuck')
    expect(wordsOf(list)).toContain('does not succeed. Try again.')
    await world.as(COORDINATOR).press(list, isAction('try_again'))
    await world.card(COORDINATOR, new RegExp(await staged.code()))
    await until(async () => expect((await asked()).well).toBe(true))
  })
})

/** Ports in which no case can be read, this long after the program's own time: its sweep would find the rows first. */
function failingPorts(aheadMinutes: number): DeliveryPorts {
  const { ports } = world.app
  const readCase = () => Promise.reject(new TypeError('broken'))
  return {
    ...ports,
    doorbell: { ring: () => undefined },
    clock: { now: () => minutes(aheadMinutes) },
    store: { ...ports.store, forScheme: (id) => ({ ...ports.store.forScheme(id), readCase }) },
  }
}
