import type { World } from '../end-to-end/world.js'

type To = { place: 'message' | 'room'; reader: string | null }

/** Which person of the directory is at the other end, as the platforms know it. */
export class Readers {
  readonly #slack: ReadonlyMap<string, string>
  readonly #teams: ReadonlyMap<string, string>
  readonly #rooms: ReadonlyMap<string, string>

  constructor(readonly world: World) {
    const { people, channels } = world.directory
    const on = (platform: 'slack' | 'teams') =>
      new Map(
        people
          .filter(({ id }) => world.platformOf(id) === platform)
          .map(({ id }) => [world.userId(id, platform), id] as const),
      )
    this.#slack = on('slack')
    this.#teams = on('teams')
    this.#rooms = new Map(channels.map(({ id, organisation }) => [id, organisation]))
  }

  ofSlack(userId: unknown): string | null {
    return this.#slack.get(String(userId)) ?? null
  }

  ofTeams(userId: unknown): string | null {
    return this.#teams.get(String(userId)) ?? null
  }

  /** A private chat's person, or a room, which the whole of an organisation can read. */
  ofSlackChannel(id: string): To {
    const channel = this.world.slack.store.channels.get(id)
    const reader = channel?.kind === 'im' ? [...channel.members].map((who) => this.ofSlack(who)) : []
    const [person] = reader.filter((who) => who !== null)
    const direct = person ?? this.ofSlack(id)
    return direct !== null
      ? { place: 'message', reader: direct }
      : { place: 'room', reader: this.#rooms.get(id) ?? id }
  }

  ofTeamsConversation(conversationId: string): To {
    const [id = ''] = conversationId.split(';messageid=')
    const conversation = this.world.teams.store.conversations.get(id)
    const person = conversation?.kind === 'personal' ? this.ofTeams(conversation.userId) : null
    return person !== null
      ? { place: 'message', reader: person }
      : { place: 'room', reader: this.#rooms.get(id) ?? id }
  }
}
