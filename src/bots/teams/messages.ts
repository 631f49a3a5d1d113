import { inTime } from '../dialogue/in-time.js'
import { type Answer, say } from '../dialogue/speaker.js'
import { HEARD, heard, namedScheme, nameOfTyped } from '../dialogue/typed-words.js'
import type { TeamsActivity } from './activity.js'
import { messageActivity } from './answers.js'
import { asSpeaker, type Desk, type Guest, schemeOf } from './desk.js'
import { onSubmitFallback } from './presses.js'

/** Words typed to the app, or a press from a client that knows no better; answered once however often it comes. */
export async function onMessage(desk: Desk, guest: Guest): Promise<void> {
  const { context, roomId, workspace } = guest
  const activity = context.activity as unknown as TeamsActivity
  if (activity.value !== undefined && activity.value !== null && !activity.text?.trim())
    return send(guest, await onSubmitFallback(desk, guest, asData(activity.value)))
  if (roomId) return send(guest, await privatePlease(desk, guest))
  // Whoever comes from Slack types it as there.
  const words = (activity.text ?? '').replace(/^\s*\/?reciprocal\b/i, '')
  const { text, only } = namedScheme(words, workspace?.schemeIds ?? [])
  desk.log.info({ command: nameOfTyped(text) }, 'words in teams')
  const key = `teams-message:${activity.id}`
  const work = asSpeaker(desk, guest, (speaker) => heard(speaker, text, key), only)
  const answer = await inTime(work, desk.answerWithinMs, desk.log)
  if (answer !== HEARD) await send(guest, answer)
}

/** Nothing of any case in a channel, whatever was typed. */
async function privatePlease(desk: Desk, guest: Guest): Promise<Answer> {
  const scheme = await schemeOf(desk, guest).catch(() => null)
  return say(scheme?.texts.usePrivateChat ?? 'Please use our private chat.')
}

async function send({ context, roomId }: Guest, answer: Answer): Promise<void> {
  // In a channel everybody reads along: only a sentence, and never what a press was about.
  const words = answer.kind === 'say' ? answer.say : null
  if (roomId && words === null) return send({ context, roomId } as Guest, say('Please use our private chat.'))
  const view = answer.kind === 'view' ? answer.view : said(words ?? '')
  await context.sendActivity(messageActivity(view))
}

function said(words: string) {
  return { summary: words, parts: [{ part: 'text' as const, text: words }] }
}

function asData(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
}
