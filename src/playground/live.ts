import type { ServerResponse } from 'node:http'
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
export function startLive({ store }: SlackStandin): Live {
  const open = new Set<ServerResponse>()
  let gathered = new Map<string, Set<string>>()
  let timer: NodeJS.Timeout | undefined

  const tell = () => {
    timer = undefined
    const news: News[] = [...gathered].map(([person, channels]) => ({ person, channels: [...channels] }))
    gathered = new Map()
    for (const response of open) response.write(`data: ${JSON.stringify(news)}\n\n`)
  }
  const unlisten = store.onChange((change) => {
    if (open.size === 0) return
    for (const person of seenBy(store, change)) {
      const channels = gathered.get(person) ?? new Set()
      if ('channel' in change) channels.add(change.channel)
      gathered.set(person, channels)
    }
    if (gathered.size > 0) timer ??= setTimeout(tell, GATHER_MS)
  })
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
      unlisten()
      clearTimeout(timer)
      clearInterval(pulse)
      hangUp()
    },
  }
}

function seenBy(store: SlackStore, change: Change): string[] {
  if (change.kind === 'directory') return []
  if (change.kind !== 'message') return [change.user]
  const members = [...(store.channels.get(change.channel)?.members ?? [])]
  return members.filter((id) => store.users.get(id)?.isBot === false)
}
