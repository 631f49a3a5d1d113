import type { Handle, Hands } from '../end-to-end/hands.js'
import { handsOf, roomOf } from '../end-to-end/hands-of.js'
import { SlackHands } from '../end-to-end/hands-slack.js'
import { TeamsHands } from '../end-to-end/hands-teams.js'
import { organisationIds, startWorld, type World } from '../end-to-end/world.js'
import { memoryRoom } from './memory-hands.js'
import { startMemoryWorld, tenantOf } from './memory-world.js'

/** Somebody's private chat, or a partner's channel. */
export type Place = { person: string } | { room: string }

/** One chat platform with the whole program behind it, everybody on that platform. */
export interface Venue {
  platform: 'slack' | 'teams' | 'memory'
  /** Whether an app can look for a message of which it does not know whether it arrived. */
  canLook: boolean
  world: Pick<World, 'app' | 'now' | 'moveTo' | 'directory' | 'ownerDatabaseUrl' | 'end'>
  hands(personId: string): Hands
  /** A colleague at an organisation that takes part, whom the directory does not know. */
  stranger(organisation: string): Hands
  /** Somebody of an organisation that nobody invited. */
  outsider(): Hands
  room(partnerId: string): Handle[]
  /** The next message there is refused: to be sent no sooner than this. */
  refuseNext(place: Place, waitS: number): void
  /** The next message there arrives, and nobody learns that it did. */
  loseNextAnswer(place: Place): void
  /** The next message there never arrives, and nobody learns that it did not. */
  loseNext(place: Place): void
  closeRoom(partnerId: string): void
}

export const VENUES: readonly (readonly [string, () => Promise<Venue>])[] = [
  ['Slack', onSlack],
  ['Teams', onTeams],
  ['an in-memory chat', inMemory],
]

const STRANGER = { name: 'stranger', email: 'stranger@elsewhere.example.org' }

async function onSlack(): Promise<Venue> {
  const world = await startWorld({ oneClock: true })
  const { slack } = world
  const sendTo = (place: Place) => {
    const id = 'room' in place ? world.room(place.room) : world.userId(place.person)
    return ({ args }: { args: Record<string, unknown> }) => args.channel === id
  }
  const newcomer = (id: string, teamId: string) => {
    slack.addUser({ id, teamId, ...STRANGER })
    return new SlackHands(world, slack.as(id))
  }
  return {
    platform: 'slack',
    canLook: true,
    world,
    hands: (personId) => handsOf(world, personId),
    stranger: (organisation) => newcomer('U0STRANGER', tenantIn(world, organisation)),
    outsider() {
      slack.addWorkspace({ id: 'T0ELSEWHERE', name: 'Elsewhere', botToken: 'xoxb-elsewhere' })
      return newcomer('U0OUTSIDER', 'T0ELSEWHERE')
    },
    room: (partnerId) => roomOf(world, partnerId),
    refuseNext: (place, retryAfter) =>
      slack.faults.next('chat.postMessage', { kind: 'ratelimited', retryAfter }, 1, sendTo(place)),
    loseNextAnswer: (place) =>
      slack.faults.next('chat.postMessage', { kind: 'error500AfterAccept' }, 1, sendTo(place)),
    loseNext: (place) =>
      slack.faults.next('chat.postMessage', { kind: 'error500BeforeAccept' }, 1, sendTo(place)),
    closeRoom: (partnerId) => slack.faults.archiveChannel(world.room(partnerId)),
  }
}

async function onTeams(): Promise<Venue> {
  const world = await startWorld({ teams: organisationIds(), oneClock: true })
  const { teams } = world
  const sendTo = (place: Place) => {
    const id = 'room' in place ? world.room(place.room) : world.inTeams(place.person).dm().id
    return ({ conversationId }: { conversationId: string | undefined }) => conversationId === id
  }
  const newcomer = (aadObjectId: string, tenantId: string) => {
    teams.addUser({ aadObjectId, tenantId, ...STRANGER, hasApp: true })
    return new TeamsHands(world, teams.as(aadObjectId))
  }
  return {
    platform: 'teams',
    canLook: false,
    world,
    hands: (personId) => handsOf(world, personId),
    stranger: (organisation) =>
      newcomer('00000000-aaaa-4000-8000-000000000001', tenantIn(world, organisation)),
    outsider() {
      const id = '00000000-eeee-4000-8000-000000000001'
      teams.addTenant({ id, name: 'Elsewhere' })
      return newcomer('00000000-aaaa-4000-8000-000000000002', id)
    },
    room: (partnerId) => roomOf(world, partnerId),
    refuseNext: (place, retryAfter) =>
      teams.faults.next('send', { kind: 'ratelimited', retryAfter }, 1, sendTo(place)),
    loseNextAnswer: (place) => teams.faults.next('send', { kind: 'error500AfterAccept' }, 1, sendTo(place)),
    loseNext: (place) => teams.faults.next('send', { kind: 'error500BeforeAccept' }, 1, sendTo(place)),
    closeRoom: (partnerId) => teams.faults.dropApp({ teamId: teamOf(world, partnerId) }),
  }
}

async function inMemory(): Promise<Venue> {
  const world = await startMemoryWorld()
  const { chat } = world
  const idOf = (place: Place) => ('room' in place ? world.room(place.room) : place.person)
  const { email, name: userId } = STRANGER
  // Whoever looks away from the screen finds the same form there again.
  const known = new Map<string, Hands>()
  return {
    platform: 'memory',
    canLook: true,
    world,
    hands(personId) {
      const hands = known.get(personId) ?? world.hands(world.seatOf(personId))
      known.set(personId, hands)
      return hands
    },
    stranger: (organisation) => world.hands({ tenant: tenantOf(organisation), userId, email, rooms: {} }),
    outsider: () => world.hands({ tenant: tenantOf('elsewhere'), userId, email, rooms: {} }),
    room: (partnerId) => memoryRoom(chat, world.room(partnerId)),
    refuseNext: (place, waitS) => chat.failNext(idOf(place), { kind: 'wait', ms: waitS * 1_000 }),
    loseNextAnswer: (place) => chat.failNext(idOf(place), { kind: 'answer lost' }),
    loseNext: (place) => chat.failNext(idOf(place), { kind: 'taken by nobody' }),
    closeRoom: (partnerId) => chat.closeRoom(world.room(partnerId)),
  }
}

function tenantIn({ directory }: World, organisation: string): string {
  return directory.workspaces.find((workspace) => workspace.organisation === organisation)?.tenant ?? ''
}

function teamOf({ room, teams }: World, partnerId: string): string {
  return teams.store.channels.get(room(partnerId))?.teamId ?? ''
}
