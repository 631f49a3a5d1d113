import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Wrap } from '../../src/app/compose.js'
import type { PlacedScreen } from '../../src/core/placement/screens.js'
import type { Chat, Doorbell } from '../../src/core/ports.js'
import { type CanaryWorld, type PlantedIn, startCanaryWorld } from './canary-world.js'
import { atRest, playAll, STEP_BY_STEP } from './play.js'

/** What leaks, at every edge at which it can be made to. */
let secret = ''
let redis: Redis

const leaking: PlantedIn = ({ markers, written, redisUrl }) => {
  secret = markers.word('note', { requests: new Set([1]) })
  redis = new Redis(redisUrl)
  const wrap: Wrap = (name, edge) => {
    if (name === 'chat') return { ...edge, ...leakyChat(edge as unknown as Chat) }
    if (name !== 'doorbell') return edge
    const bell = edge as unknown as Doorbell
    const ring: Doorbell['ring'] = (schemeId, work) => {
      written.log.info({ what: secret }, 'rung')
      console.debug(`rung for ${secret}`)
      void redis.set(`job:${Buffer.from(secret).toString('base64')}`, '1', 'PX', 1)
      bell.ring(schemeId, work)
    }
    return new Proxy(edge, { get: (of, key) => (key === 'ring' ? ring : Reflect.get(of, key)) })
  }
  return wrap
}

function leakyChat(chat: Chat): Partial<Chat> {
  return {
    post: (to, screen, mark) => chat.post(to, leaky(screen), mark),
    edit: (at, screen, mark) => chat.edit(at, leaky(screen), mark),
  }
}

/** One that is said to the lead, one in every partner's room. */
function leaky(screen: PlacedScreen): PlacedScreen {
  if (screen.screen === 'approval_card') return { ...screen, landlord: `${screen.landlord} ${secret}` }
  return screen.screen === 'notice' ? { ...screen, areas: [...screen.areas, secret] } : screen
}

let canary: CanaryWorld
beforeAll(async () => {
  canary = await startCanaryWorld(11, [1, 2], leaking)
}, 120_000)
afterAll(async () => {
  redis.disconnect()
  await canary.end()
})

test('a leak that is planted is found: in a room, in a chat, in the log, in an output, in Redis and in a table', async () => {
  await playAll(canary, STEP_BY_STEP, 6)
  await canary.watch.owner.query(`update "FollowUp" set note = $1`, [`failed: ${secret}`])
  await atRest(canary)
  await canary.watch.look()
  const places = [...canary.judge.wrong].filter(([, words]) => words.startsWith('note of request 1 '))
  const found = places.map(([key]) => key.split(' ').slice(1, 3).join(' '))
  expect([...new Set(found)].sort()).toEqual([
    'log log',
    'message slack',
    'message teams',
    'redis commands',
    'room slack',
    'room teams',
    'table FollowUp',
  ])
  // What was not planted is where it may be.
  expect([...canary.judge.wrong.values()].filter((words) => !words.startsWith('note of request 1 '))).toEqual(
    [],
  )
}, 120_000)
