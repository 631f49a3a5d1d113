import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { StartError } from '../app/start-error.js'
import type { BotFrameworkStandin, Message as TeamsMessage } from '../standins/botframework/index.js'
import type { Message, SlackStandin } from '../standins/slack/index.js'

const WRITE_AFTER_MS = 500

const saved = z.object({
  messages: z.array(z.looseObject({ channel: z.string(), ts: z.string(), user: z.string() })),
  teams: z.array(z.looseObject({ conversationId: z.string(), id: z.string(), text: z.string() })).default([]),
})

/**
 * Keeps what was posted between two starts, as Slack and Teams would: the database remembers which messages exist
 * and edits them later.
 */
export function rememberMessages(
  slack: SlackStandin,
  teams: BotFrameworkStandin,
  file: string,
): { stop(): void } {
  recall(slack, teams, file)
  let timer: NodeJS.Timeout | undefined
  const write = () => {
    timer = undefined
    const kept = {
      messages: [...slack.store.channels.keys()].flatMap((channel) => slack.store.messages(channel)),
      teams: [...teams.store.conversations.keys()].flatMap((id) => teams.store.messages(id)),
    }
    writeFileSync(`${file}.new`, JSON.stringify(kept), { mode: 0o600 })
    renameSync(`${file}.new`, file)
  }
  const soon = ({ kind }: { kind: string }) => {
    if (kind === 'message') timer ??= setTimeout(write, WRITE_AFTER_MS)
  }
  const unlisten = [slack.store.onChange(soon), teams.store.onChange(soon)]
  return {
    stop() {
      for (const end of unlisten) end()
      if (timer === undefined) return
      clearTimeout(timer)
      write()
    },
  }
}

/** Each was written by this file from a Message; what JSON leaves out is what was undefined. */
function recall(slack: SlackStandin, teams: BotFrameworkStandin, file: string): void {
  if (!existsSync(file)) return
  const kept = read(file)
  for (const one of kept.messages) {
    const channel = slack.store.channels.get(one.channel)
    if (!channel) continue
    const message = { ...BLANK, ...one } as Message
    channel.timeline.push(message)
    channel.byTs.set(message.ts, message)
  }
  for (const one of kept.teams) {
    const conversation = teams.store.conversations.get(one.conversationId)
    if (!conversation) continue
    const message = { ...BLANK_IN_TEAMS, ...one } as TeamsMessage
    conversation.timeline.push(message)
    conversation.byId.set(message.id, message)
  }
}

function read(file: string): z.output<typeof saved> {
  try {
    return saved.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    throw new StartError(`${file} cannot be read. Move it away to begin with empty channels.`, {
      cause: error,
    })
  }
}

const BLANK = {
  botId: undefined,
  metadata: undefined,
  threadTs: undefined,
  editedAt: undefined,
  deletedAt: undefined,
}

const BLANK_IN_TEAMS = {
  from: undefined,
  summary: undefined,
  replyToId: undefined,
  editedAt: undefined,
  deletedAt: undefined,
}
