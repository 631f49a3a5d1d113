import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { Person as TeamsPerson } from '../../src/standins/botframework/index.js'
import type { Person as SlackPerson } from '../../src/standins/slack/index.js'
import type { Life } from './lives.js'

/** What a client sent last: a platform may deliver it again. */
export type Sent =
  | Awaited<ReturnType<SlackPerson['press']>>['wire']
  | Awaited<ReturnType<TeamsPerson['press']>>['wire']

/** The same person, whose presses and forms are noted. */
export function noting<P extends SlackPerson | TeamsPerson>(life: Life, person: P): P {
  return new Proxy(person, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target)
      if (typeof value !== 'function') return value
      if (name !== 'press' && name !== 'submit') return value.bind(target)
      return async (...args: unknown[]) => {
        const result = await value.apply(target, args)
        life.sent = result.wire
        return result
      }
    },
  })
}

/** Delivers the last press or form once more, as both platforms may. The app takes it with 200 again. */
export async function deliverAgain(life: Life): Promise<void> {
  const { sent } = life
  if (!sent) return
  const { slack, teams } = life.place.world
  if ('activity' in sent) {
    const again = await teams.redeliver(sent)
    expect(again.map(({ status }) => status)).toEqual([200])
    return
  }
  const payload = JSON.parse(new URLSearchParams(sent.sentBody).get('payload') ?? '{}')
  // The very same signed bytes would be taken for a replay.
  const again = await slack.send('interaction', { ...payload, trigger_id: randomUUID() })
  expect(again.status).toBe(200)
}
