import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt'
import { ErrorCode } from '@slack/web-api'
import { showHome } from '../../core/screen/index.js'
import { answerWith, askOf, viewOfAnswer } from '../dialogue/speaker.js'
import { errorCode } from '../error-code.js'
import { asSpeaker, type Desk } from './desk.js'
import { renderHome } from './render/blocks.js'

type HomeArgs = SlackEventMiddlewareArgs<'app_home_opened'> & AllMiddlewareArgs

/** Home as it is at this moment. What changes later is edited in by the person's Home placement. */
export async function onHomeOpened(desk: Desk, { event, client, context }: HomeArgs): Promise<void> {
  // Without a token there is no way to show anything, and nothing to try again.
  if (event.tab !== 'home' || !context.botToken) return
  const answer = await asSpeaker(desk, { context, client, userId: event.user }, async (speaker) =>
    answerWith(speaker, await showHome(speaker.ports, askOf(speaker))),
  )
  try {
    await client.views.publish({ user_id: event.user, view: renderHome(viewOfAnswer(answer)) })
  } catch (error) {
    // Slack has read it and refused: asked to send the event again, it would refuse again.
    if ((error as { code?: unknown }).code !== ErrorCode.PlatformError) throw error
    desk.log.warn({ code: errorCode(error) }, 'a home could not be shown')
  }
}
