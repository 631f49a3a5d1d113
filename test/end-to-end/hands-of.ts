import type { Handle, Hands } from './hands.js'
import { SlackHands, slackRoom } from './hands-slack.js'
import { TeamsHands, teamsRoom } from './hands-teams.js'
import type { World } from './world.js'

/** The hands of a person of the directory, on their organisation's platform unless it is named. */
export function handsOf(world: World, personId: string, platform = world.platformOf(personId)): Hands {
  return platform === 'slack' ? new SlackHands(world, personId) : new TeamsHands(world, personId)
}

/** What stands in a partner's channel, whoever looks. */
export function roomOf(world: World, partnerId: string): Handle[] {
  const room = world.room(partnerId)
  const place = world.directory.channels.find(({ id }) => id === room)?.platform
  return place === 'teams' ? teamsRoom(world, room) : slackRoom(world, room)
}
