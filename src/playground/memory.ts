import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { StartError } from '../app/start-error.js'
import type { Message, SlackStandin } from '../standins/slack/index.js'

const WRITE_AFTER_MS = 500

const saved = z.object({
  messages: z.array(z.looseObject({ channel: z.string(), ts: z.string(), user: z.string() })),
})

/**
 * Keeps what was posted between two starts, as Slack would: the database remembers which messages exist and edits
 * them later.
 */
export function rememberMessages(standin: SlackStandin, file: string): { stop(): void } {
  recall(standin, file)
  const { store } = standin
  let timer: NodeJS.Timeout | undefined
  const write = () => {
    timer = undefined
    const messages = [...store.channels.keys()].flatMap((channel) => store.messages(channel))
    writeFileSync(`${file}.new`, JSON.stringify({ messages }), { mode: 0o600 })
    renameSync(`${file}.new`, file)
  }
  const unlisten = store.onChange(({ kind }) => {
    if (kind === 'message') timer ??= setTimeout(write, WRITE_AFTER_MS)
  })
  return {
    stop() {
      unlisten()
      if (timer === undefined) return
      clearTimeout(timer)
      write()
    },
  }
}

function recall({ store }: SlackStandin, file: string): void {
  if (!existsSync(file)) return
  const { messages } = read(file)
  for (const one of messages) {
    const channel = store.channels.get(one.channel)
    if (!channel) continue
    // Written by this file from a Message; what JSON leaves out is what was undefined.
    const message = { ...BLANK, ...one } as Message
    channel.timeline.push(message)
    channel.byTs.set(message.ts, message)
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
