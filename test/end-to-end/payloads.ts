import { randomUUID } from 'node:crypto'
import type { Dict, User } from '../../src/standins/slack/index.js'
import { COORDINATOR } from './stage.js'
import type { World } from './world.js'

/** Requests as Slack makes them, for tests that change or forge them. A command that would be felt. */
export function intakeCommand(world: World, intake: string): Dict {
  return {
    command: '/reciprocal',
    text: `intake ${intake}`,
    team_id: teamOf(world, COORDINATOR),
    user_id: userOf(world, COORDINATOR).id,
    channel_id: world.as(COORDINATOR).dm().id,
    trigger_id: randomUUID(),
  }
}

/** The same as typed words. */
export function messageEvent(world: World, text: string): Dict {
  const { id: channel } = world.as(COORDINATOR).dm()
  const user = userOf(world, COORDINATOR).id
  return {
    type: 'event_callback',
    team_id: teamOf(world, COORDINATOR),
    event_id: randomUUID(),
    event: { type: 'message', channel_type: 'im', user, text, channel, ts: '1.1' },
  }
}

export function userOf(world: World, personId: string): User {
  const user = world.slack.store.users.get(world.userId(personId))
  if (!user) throw new Error(`${personId} has no account`)
  return user
}

export function teamOf(world: World, personId: string): string {
  return userOf(world, personId).teamId
}
