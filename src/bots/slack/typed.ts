import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import type { Submitted } from '../dialogue/case-form.js'
import { inTime } from '../dialogue/in-time.js'
import { openForm } from '../dialogue/open-form.js'
import { type Answer, type Speaker, say } from '../dialogue/speaker.js'
import { namedScheme, nameOfTyped, typed } from '../dialogue/typed-words.js'
import { opensForm } from '../run-command.js'
import { within } from '../within.js'
import { ackWhenShown } from './ack-when-shown.js'
import { asSpeaker, type Desk, shutWords, textsFor, workspaceOf } from './desk.js'
import { escaped } from './render/text.js'
import { inModal, type Surface, whisper } from './surface.js'

type CommandArgs = SlackCommandMiddlewareArgs & AllMiddlewareArgs

/** `/reciprocal …`, answered to the typist alone, and with content in the private chat only. */
export async function onCommand(desk: Desk, args: CommandArgs): Promise<void> {
  const { command, ack, client, context } = args
  const userId = command.user_id
  const found = workspaceOf(context)
  if (found.kind !== 'bound') return ack({ ...whisper(shutWords(found)), replace_original: false })
  const looked = isPrivateChat(desk, client, context.teamId ?? '', command)
  const isPrivate = await within(looked, desk.answerWithinMs, () => null)
  if (isPrivate === null) return ack({ ...whisper(CANNOT_TELL), replace_original: false })
  if (!isPrivate) {
    const texts = await within(textsFor(desk, context), desk.answerWithinMs, () => null).catch(() => null)
    const link = `https://slack.com/app_redirect?app=${command.api_app_id}&team=${command.team_id}`
    const words = escaped(texts?.usePrivateChat ?? 'Please use our private chat.', 2_000)
    return ack({ response_type: 'ephemeral', text: `${words} <${link}|Open it>` })
  }
  const who = { context, client, userId }
  const { text, only } = namedScheme(command.text, found.workspace.schemeIds)
  const key = `slack-command:${command.trigger_id}`
  desk.log.info({ command: nameOfTyped(text) }, 'slack command')
  const surface: Surface = {
    kind: 'message',
    client,
    log: desk.log,
    userId,
    triggerId: command.trigger_id,
    channel: command.channel_id,
    responseUrl: command.response_url,
  }
  if (opensForm(text)) {
    const open = async (speaker: Speaker): Promise<Answer | Submitted> => {
      const reply = await typed(speaker, text, key)
      return reply.kind === 'form' ? openForm(speaker, reply.open) : reply
    }
    const work = asSpeaker(desk, who, open, only)
    return ackWhenShown(inModal(surface, 'Reciprocal', work, false), ack, desk.answerWithinMs)
  }
  const work = asSpeaker(desk, who, (speaker) => typed(speaker, text, key), only)
  const reply = await inTime(work, desk.answerWithinMs, desk.log)
  await ack({ ...whisper(reply.kind === 'form' ? PLEASE_TYPE : reply), replace_original: false })
}

const PLEASE_TYPE = say('Please type /reciprocal and the same word again.')

const CANNOT_TELL = say('Slack does not answer us at the moment. Please try again in a moment.')

/** Whether the command was typed in the person's own conversation with the app; null when Slack does not say. */
async function isPrivateChat(
  { ownChats }: Desk,
  client: WebClient,
  tenant: string,
  { channel_id: channel, user_id: user }: CommandArgs['command'],
): Promise<boolean | null> {
  if (!channel.startsWith('D')) return false
  const key = `${tenant}:${user}`
  const known = ownChats.get(key)
  if (known) return known === channel
  const { channel: own } = await client.conversations.open({ users: user }).catch(() => ({ channel: null }))
  if (!own?.id) return null
  ownChats.set(key, own.id)
  return own.id === channel
}
