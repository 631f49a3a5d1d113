import { type SlackStandin, startSlackStandin } from '../src/standins/slack/index.js'
import { answerQuestions } from './support/children.js'
import { channelOf, makeWorld, tenantOf, tokenOf, userOf } from './support/world.js'

/** The platform of both ends: the Slack stand-in, in a process of its own, with every workspace of the world. */
export interface PlatformStarted {
  apiUrl: string
  signingSecret: string
  clientId: string
  clientSecret: string
}

/** What a message in a channel consists of. */
export interface PostedMessage {
  text: string
  blocks: unknown
  metadata: unknown
}

let slack: SlackStandin | null = null

answerQuestions(
  {
    async start({ partners }: { partners: number }): Promise<PlatformStarted> {
      const { directory } = makeWorld(partners)
      slack = await startSlackStandin()
      for (const { id, name } of directory.organisations)
        slack.addWorkspace({ id: tenantOf(id), name, botToken: tokenOf(id) })
      for (const { id, name, organisation, email } of directory.people)
        slack.addUser({ id: userOf(id), teamId: tenantOf(organisation), name, email })
      for (const { organisation } of directory.channels)
        slack.addChannel({
          id: channelOf(organisation),
          teamId: tenantOf(organisation),
          name: 'reciprocal-moves',
          private: true,
        })
      const { url, signingSecret, clientId, clientSecret } = slack
      return { apiUrl: url, signingSecret, clientId, clientSecret }
    },

    lastMessage({ channel }: { channel: string }): PostedMessage {
      const message = slack?.store.channels.get(channel)?.timeline.at(-1)
      if (!message) throw new Error(`nothing was posted in ${channel}`)
      const { text, blocks, metadata } = message
      return { text, blocks, metadata }
    },

    /** Messages in all channels for notices. */
    posted(): number {
      const channels = [...(slack?.store.channels.values() ?? [])]
      return channels.reduce((sum, { kind, timeline }) => sum + (kind === 'private' ? timeline.length : 0), 0)
    },
  },
  async () => slack?.close(),
)
