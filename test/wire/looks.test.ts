import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { COORDINATOR, requestAt, type Staged } from '../end-to-end/stage.js'
import { whatCoordinatorReads } from './coordinator-reads.js'
import { noticesOf } from './notices.js'
import { startWireWorld, type WireWorld } from './wire-world.js'

let wire: WireWorld
beforeAll(async () => {
  wire = await startWireWorld(2)
}, 60_000)
afterEach(() => {
  wire.world.slack.faults.returnBot(room())
})
afterAll(async () => {
  await wire?.end()
})

const room = () => wire.world.room('partner-2')
const minutes = (count: number) => new Date(wire.world.now().getTime() + count * 60_000)
const notice = async ({ id }: Staged) => {
  const all = await noticesOf(wire.owner, [id])
  return all.find(({ partnerId }) => partnerId === 'partner-2')
}

/** A circulation whose notice was posted into the room of partner 2, which answered with 500 all the same. */
async function cutOff(): Promise<Staged> {
  const staged = await requestAt(wire.world, 'approved', { ring: true })
  await wire.rest.until(minutes(5))
  const inRoom = ({ args }: { args: { channel?: unknown } }) => args.channel === room()
  wire.world.slack.faults.next('chat.postMessage', { kind: 'error500AfterAccept' }, 1, inRoom)
  await staged.take(COORDINATOR, 'release')
  await wire.rest.until(wire.world.now())
  expect((await notice(staged))?.state).toBe('ambiguous')
  return staged
}

describe('a post in Slack of which nobody knows whether it arrived', () => {
  test('is told to the coordinators when nobody can look into its room, and found once somebody can', async () => {
    const staged = await cutOff()
    wire.world.slack.faults.removeBot(room())
    await wire.rest.until(minutes(30))
    const coordinator = await whatCoordinatorReads(wire.world, staged)
    expect(coordinator.toldAt).toHaveLength(1)
    expect([...coordinator.notSure]).toEqual(['Partner 2'])
    wire.world.slack.faults.returnBot(room())
    await wire.rest.until(minutes(30))
    expect((await notice(staged))?.state).toBe('sent')
  })

  test('is found among many messages of the same minute, of which one look shows a few', async () => {
    const staged = await cutOff()
    const { store } = wire.world.slack
    const channel = store.channels.get(room())
    if (!channel) throw new Error('no room')
    for (let count = 0; count < 20; count++) store.post(channel, { user: 'somebody', text: 'Good morning.' })
    await wire.rest.until(minutes(60))
    expect((await notice(staged))?.state).toBe('sent')
  })
})
