import type { ServerResponse } from 'node:http'
import type {
  BotFrameworkStandin,
  BotFrameworkStore,
  Change as TeamsChange,
} from '../standins/botframework/index.js'
import type { Change, SlackStandin, SlackStore } from '../standins/slack/index.js'
import type { News } from './page-types.js'

/** Changes that come together, such as one notice in 53 channels, are told together. */
const GATHER_MS = 40
const PULSE_MS = 20_000

export interface Live {
  /** Keeps this answer open and tells it whose screens change. */
  listen(response: ServerResponse): void
  /** Ends every open answer; pages come back by themselves. */
  hangUp(): void
  stop(): void
}

/** Tells open pages whose screens changed, by server-sent events. */
export function startLive(slack: SlackStandin, teams: BotFrameworkStandin): Live {
  const open = new Set<ServerResponse>()
  let gathered = new Map<string, Set<string>>()
  let timer: NodeJS.Timeout | undefined

  const tell = () => {
    timer = undefined
    const news: News[] = [...gathered].map(([person, channels]) => ({ person, channels: [...channels] }))
    gathered = new Map()
    for (const response of open) response.write(`data: ${JSON.stringify(news)}\n\n`)
  }
  const gather = (people: readonly string[], channel: string | undefined) => {
    for (const person of people) {
      const channels = gathered.get(person) ?? new Set()
      if (channel !== undefined) channels.add(channel)
      gathered.set(person, channels)
    }
    if (gathered.size > 0) timer ??= setTimeout(tell, GATHER_MS)
  }
  const unlisten = [
    slack.store.onChange((change) => {
      if (open.size === 0) return
      gather(seenInSlack(slack.store, change), 'channel' in change ? change.channel : undefined)
    }),
    teams.store.onChange((change) => {
      if (open.size === 0) return
      gather(seenInTeams(teams.store, change), change.kind === 'message' ? change.conversationId : undefined)
    }),
  ]
  const pulse = setInterval(() => {
    for (const response of open) response.write(': still here\n\n')
  }, PULSE_MS).unref()
  const hangUp = () => {
    for (const response of open) response.end()
    open.clear()
  }
  return {
    listen(response) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      response.write('retry: 2000\n\n')
      open.add(response)
      response.on('close', () => open.delete(response))
    },
    hangUp,
    stop() {
      for (const end of unlisten) end()
      clearTimeout(timer)
      clearInterval(pulse)
      hangUp()
    },
  }
}

function seenInSlack(store: SlackStore, change: Change): string[] {
  if (change.kind === 'directory') return []
  if (change.kind !== 'message') return [change.user]
  const members = [...(store.channels.get(change.channel)?.members ?? [])]
  return members.filter((id) => store.users.get(id)?.isBot === false)
}

function seenInTeams(store: BotFrameworkStore, change: TeamsChange): string[] {
  if (change.kind === 'directory') return []
  if (change.kind !== 'message') return [change.userId]
  const { userId, channelId } = store.conversations.get(change.conversationId) ?? {}
  if (userId !== undefined) return [userId]
  const channel = channelId === undefined ? undefined : store.channels.get(channelId)
  return [...(channel?.members ?? store.teams.get(channel?.teamId ?? '')?.members ?? [])]
}
