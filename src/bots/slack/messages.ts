import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt'
import { inTime } from '../dialogue/in-time.js'
import { HEARD, heard, namedScheme } from '../dialogue/typed-words.js'
import { asSpeaker, type Desk, workspaceOf } from './desk.js'
import { tell } from './surface.js'

type MessageArgs = SlackEventMiddlewareArgs<'message'> & AllMiddlewareArgs

/** Words typed to the app without a slash, answered once however often Slack delivers them. */
export async function onMessage(desk: Desk, { event, body, client, context }: MessageArgs): Promise<void> {
  if (event.channel_type !== 'im' || event.subtype !== undefined || event.bot_id !== undefined) return
  if (!context.botToken) return
  const found = workspaceOf(context)
  const schemeIds = found.kind === 'bound' ? found.workspace.schemeIds : []
  const { text, only } = namedScheme(event.text ?? '', schemeIds)
  const who = { context, client, userId: event.user }
  const work = asSpeaker(desk, who, (speaker) => heard(speaker, text, `slack-event:${body.event_id}`), only)
  const answer = await inTime(work, desk.answerWithinMs, desk.log)
  if (answer === HEARD) return
  const surface = {
    kind: 'message',
    client,
    log: desk.log,
    userId: event.user,
    triggerId: '',
    channel: event.channel,
    responseUrl: null,
  } as const
  await tell(surface, answer)
}
