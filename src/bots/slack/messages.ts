import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt'
import { commitOutside } from '../../core/request/commit-outside.js'
import { prepareForm } from '../../core/screen/index.js'
import type { FormRequest } from '../dialogue/open-form.js'
import { type Answer, askOf, type Speaker, say, sayOutcome } from '../dialogue/speaker.js'
import type { CaseRef } from '../views/button-value.js'
import { actions, button } from '../views/buttons.js'
import { asSpeaker, type Desk, workspaceOf } from './desk.js'
import { inTime } from './in-time.js'
import { tell } from './surface.js'
import { namedScheme, typed } from './typed.js'

type MessageArgs = SlackEventMiddlewareArgs<'message'> & AllMiddlewareArgs

/**
 * Words typed to the app without a slash. Slack delivers an event again when in doubt, and has been seen to
 * deliver one twice as new: the first delivery leaves its id in the database and answers, the others do nothing.
 */
export async function onMessage(desk: Desk, { event, body, client, context }: MessageArgs): Promise<void> {
  if (event.channel_type !== 'im' || event.subtype !== undefined || event.bot_id !== undefined) return
  if (!context.botToken) return
  const key = `slack-event:${body.event_id}`
  const found = workspaceOf(context)
  const schemeIds = found.kind === 'bound' ? found.workspace.schemeIds : []
  const { text, only } = namedScheme(event.text ?? '', schemeIds)
  const hear = async (speaker: Speaker) => {
    if (await wasHeard(speaker, key)) return HEARD
    const reply = await typed(speaker, text, key)
    return reply.kind === 'form' ? formButton(speaker, reply.open) : reply
  }
  const work = asSpeaker(desk, { context, client, userId: event.user }, hear, only)
  const answer = await inTime(work, desk.ackWithinMs, desk.log)
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

const HEARD = say('')

/** An unknown sender leaves no mark: there is nothing that could be done twice. */
async function wasHeard(speaker: Speaker, key: string): Promise<boolean> {
  const heard = { kind: 'done', say: '', requestId: '' } as const
  const outcome = await commitOutside(
    speaker.ports,
    { ...askOf(speaker), key: `${key}:heard`, action: 'type_to_bot' },
    () => ({ change: {}, outcome: heard }),
  )
  return outcome.kind === 'done' && outcome.repeated === true
}

/** A message cannot open a form, a button can. */
async function formButton(speaker: Speaker, { action, target }: FormRequest): Promise<Answer> {
  let ref: CaseRef = { kind: 'shown', shownId: speaker.ports.ids.random() }
  if (target) {
    const ready = await prepareForm(speaker.ports, { ...askOf(speaker), action: 'read_request', target })
    if (ready.kind !== 'ready') return sayOutcome(ready)
    const { id: requestId, version } = ready.open.request
    ref = { kind: 'request', requestId, version }
  }
  const parts = [{ part: 'text' as const, text: 'Press to go on.' }, ...actions([button(action, ref)])]
  return { kind: 'view', view: { summary: 'Press to go on', parts } }
}
