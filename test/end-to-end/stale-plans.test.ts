import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DeliveryPorts, deliverPlacements } from '../../src/core/placement/deliver-placements.js'
import { planOutbox } from '../../src/core/placement/plan-outbox.js'
import type { OutboxRow, SchemeStore } from '../../src/core/ports.js'
import { COORDINATOR, COVER, requestAt } from './stage.js'
import { SCHEME, startWorld, type World, wordsOf } from './world.js'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(async () => {
  await world?.end()
})

const cards = () => world.slack.store.dms(world.userId(COVER)).map(wordsOf)
const rowOf = (requestId: string): OutboxRow => ({
  ...{ id: 'held', kind: 'request_changed', requestId, urgent: false, topic: null, to: null, offerId: null },
})

/** Ports whose store answers with what `over` names, and with the real database otherwise. */
function portsWith(over: (store: SchemeStore) => Partial<SchemeStore>): DeliveryPorts {
  const { ports } = world.app
  const forScheme = (id: string) => {
    const store = ports.store.forScheme(id)
    return { ...store, ...over(store) }
  }
  return { ...ports, store: { ...ports.store, forScheme } }
}

test('a plan read before somebody was excluded never puts the request back on their screen', async () => {
  const staged = await requestAt(world, 'circulated', { ring: true })
  const { reference } = await staged.record()
  await world.card(COVER, new RegExp(`${reference}`))
  let reads = 0
  const ports = portsWith((store) => ({
    claimOutbox: async () => ({ ...rowOf(staged.id), attempts: 1 }),
    readCase: async (query) => {
      const facts = await store.readCase(query)
      if (++reads === 1) {
        await staged.take(COORDINATOR, 'set_exclusion', { kind: 'person', id: COVER })
        await world.until(() => !cards().join().includes('Domestic abuse'))
      }
      return facts
    },
  }))
  const due = await planOutbox(ports, SCHEME, 'held')
  await deliverPlacements(ports, SCHEME, due)
  expect(reads).toBeGreaterThan(1)
  expect(cards().join()).not.toContain('Domestic abuse')
})

test('a card that nobody may read any more disappears when it is drawn, whatever was planned for it', async () => {
  const staged = await requestAt(world, 'circulated', { ring: true })
  const { reference } = await staged.record()
  await world.card(COVER, new RegExp(`${reference}`))
  const store = world.app.ports.store.forScheme(SCHEME)
  const [card] = (await store.listPlacements({ requestId: staged.id })).filter(
    ({ screen, personId }) => screen === 'coordinator_card' && personId === COVER,
  )
  if (!card) throw new Error('no card')
  const quiet = { ...world.app.ports, doorbell: { ring: () => undefined } }
  staged.ports = quiet
  await staged.take(COORDINATOR, 'set_exclusion', { kind: 'person', id: COVER })
  const planned = { ...card, face: 'planned before', dueAt: world.now().toISOString() }
  const due = (await store.upsertPlacements([planned], world.now())) ?? []
  await deliverPlacements(world.app.ports, SCHEME, due)
  await world.until(() => !cards().some((words) => words.includes(reference ?? '')))
})

test('a row whose planning failed is free at once, and a screen that could not be drawn is tried again', async () => {
  const staged = await requestAt(world, 'submitted')
  const row = (await world.app.opened.store.work.outboxWaiting(world.now(), 1_000)).at(-1)
  if (!row) throw new Error('nothing waits')
  const failing = portsWith(() => ({ readCase: () => Promise.reject(new Error('no answer')) }))
  await expect(planOutbox(failing, SCHEME, row.id)).rejects.toThrow('no answer')
  const due = await planOutbox(world.app.ports, SCHEME, row.id)
  expect(due.length).toBeGreaterThan(0)
  const sent = () => world.app.ports.store.forScheme(SCHEME).listPlacements({ requestId: staged.id })
  await expect(deliverPlacements(failing, SCHEME, due)).rejects.toThrow()
  expect((await sent()).filter(({ state }) => state === 'sending')).toEqual([])
  await deliverPlacements(world.app.ports, SCHEME, due)
  expect((await sent()).every(({ state }) => state === 'sent')).toBe(true)
})
