import { inTime } from '../dialogue/in-time.js'
import { type Answer, say, viewOfAnswer } from '../dialogue/speaker.js'
import { HEARD, heard, namedScheme, nameOfTyped } from '../dialogue/typed-words.js'
import { errorCode } from '../error-code.js'
import type { TeamsActivity } from './activity.js'
import { messageActivity } from './answers.js'
import { asSpeaker, type Desk, type Guest, schemeOf } from './desk.js'
import { onSubmitFallback } from './presses.js'

/** Where the scheme's own words for it cannot be read. */
export const USE_PRIVATE_CHAT = 'Please use our private chat.'

/** Words typed to the app, or a press from a client that knows no better; answered once however often it comes. */
export async function onMessage(desk: Desk, guest: Guest): Promise<void> {
  const { context, roomId, workspace } = guest
  const activity = context.activity as unknown as TeamsActivity
  if (isPress(activity)) {
    const answer = await onSubmitFallback(desk, guest, activity.value)
    return roomId ? answerPrivately(desk, guest, answer) : send(guest, answer)
  }
  if (roomId) return send(guest, await privatePlease(desk, guest))
  // Whoever comes from Slack types it as there.
  const words = (activity.text ?? '').replace(/^\s*\/?reciprocal\b/i, '')
  const { text, only } = namedScheme(words, workspace?.schemeIds ?? [])
  desk.log.info({ command: nameOfTyped(text) }, 'words in teams')
  const key = `teams-message:${activity.id}`
  const work = asSpeaker(desk, guest, (speaker) => heard(speaker, text, key, true), only)
  const answer = await inTime(work, desk.answerWithinMs, desk.log)
  if (answer !== HEARD) await send(guest, answer)
}

function isPress(
  activity: TeamsActivity,
): activity is TeamsActivity & { value: Readonly<Record<string, unknown>> } {
  return typeof activity.value === 'object' && activity.value !== null && !activity.text?.trim()
}

/** Nothing of any case in a channel, whatever was typed. */
async function privatePlease(desk: Desk, guest: Guest): Promise<Answer> {
  const scheme = await schemeOf(desk, guest).catch(() => null)
  return say(scheme?.texts.usePrivateChat ?? USE_PRIVATE_CHAT)
}

/** What a press in a channel led to is for its presser alone: the channel reads only where to look. */
async function answerPrivately(desk: Desk, guest: Guest, answer: Answer): Promise<void> {
  const { tenant, userId } = guest
  try {
    const own =
      userId && (await desk.conversations.findConversation({ platform: 'teams', tenant, id: userId }))
    if (own) return await desk.tell(own, viewOfAnswer(answer))
  } catch (error) {
    desk.log.warn({ code: errorCode(error) }, 'an answer did not get through')
  }
  await send(guest, await privatePlease(desk, guest))
}

async function send({ context }: Guest, answer: Answer): Promise<void> {
  await context.sendActivity(messageActivity(viewOfAnswer(answer)))
}
